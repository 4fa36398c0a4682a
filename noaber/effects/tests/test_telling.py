# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is the same for everything told: reports, sending twice at once, who may judge, and narrowing lists."""

import pytest
from django.urls import reverse

from noaber import moderation
from noaber.base.testing import at_once, refusals
from noaber.base.verdicts import Refused
from noaber.effects import policies, telling_actions, use_actions
from noaber.effects.models import State, Use
from noaber.effects.testing import USED_AT, make_change, make_story, make_use
from noaber.knowledge.testing import make_product

pytestmark = pytest.mark.django_db


def test_a_report_that_is_right_takes_it_out_of_view(client, twente, carla, deliver):
    use = make_use(make_product(home=twente), email="a@example.org")
    source = moderation.SUBJECTS["use"]
    assert source.find([use.ref])[use.ref].public
    source.hide(use.ref, reason="Er staat een naam in.", by=carla, at=USED_AT)
    source.hide(use.ref, reason="Er staat een naam in.", by=carla, at=USED_AT)
    use.refresh_from_db()
    assert use.state == State.DECLINED
    assert not source.find([use.ref])[use.ref].public
    assert client.get(use.get_absolute_url()).status_code == 404
    with pytest.raises(Refused):
        use_actions.tell_after(use, still="yes", by=None, at=USED_AT)


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_the_same_moment_it_is_one(twente):
    product = make_product(home=twente)
    done = at_once(*[lambda: make_use(product, confirmed=False, submission="een")] * 2)
    assert refusals(done) == []
    assert Use.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_judge_it_once(twente, carla):
    use = make_use(make_product(home=twente), confirmed=False)
    accept = [lambda: telling_actions.judge(use, accept=True, by=carla, at=USED_AT)] * 2
    assert len(refusals(at_once(*accept))) == 1


def test_nobody_judges_what_was_told_from_their_own_address(twente, carla):
    use = make_use(make_product(home=twente), confirmed=False, email=carla.email)
    assert not policies.may_judge(carla, use)


def test_lists_of_stories_and_changes_are_narrowed(client, twente):
    make_story(title="Uit Twente", home=twente)
    make_story(title="Van nergens", perspective="policy")
    wanted = {"werkplaats": "twente", "perspectief": "resident"}
    for name in ("story_list", "story_matrix"):
        page = client.get(reverse(name), wanted).content.decode()
        assert "Uit Twente" in page
        assert "Van nergens" not in page
    make_change(home=twente)
    assert "Het wijkteam" not in client.get(reverse("change_list"), {"over": "product:x"}).content.decode()
    make_use(make_product(home=twente), perspective="policy")
    found = client.get(reverse("use_list"), {"perspectief": "policy", "soort": "publication"}).content.decode()
    assert "Een wijkteam in Deventer" in found
