# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.base.testing import at_once, refusals
from noaber.base.verdicts import Refused
from noaber.knowledge import draft_actions, lift_actions, review_actions
from noaber.knowledge.asker_tasks import told_to_askers
from noaber.knowledge.draft_actions import save_draft
from noaber.knowledge.models import Lift, Version
from noaber.knowledge.testing import FULL
from noaber.ledger.models import Entry
from noaber.projects.testing import ROUND, make_member, make_project, make_round
from noaber.questions.testing import make_question


@pytest.fixture
def round(nadia, twente):
    return make_round(make_project(nadia, twente), public=True)


@pytest.mark.django_db
def test_an_insight_becomes_a_draft_in_one_step_and_once(client, round, nadia):
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/kennis/uit-leertraject/{round.project.slug}/{round.number}/"
    group = f"{round.project.get_absolute_url()}groep/ronde/{round.number}/"
    assert path in client.get(group).content.decode()
    assert ROUND["insight"] in client.get(path).content.decode()
    for _ in range(2):
        assert client.post(path, {"title": "Eerst er zijn", "type": "guide"}).status_code == 302
    version = Version.objects.get()
    assert (version.title, version.facts["summary"]) == ("Eerst er zijn", ROUND["insight"])
    assert round.project.get_absolute_url() in version.facts["text"]
    text = client.get(group).content.decode()
    assert path not in text
    assert version.get_absolute_url() in text


@pytest.mark.django_db
def test_the_link_stays_both_ways_once_it_is_published(client, round, nadia, carla, at, deliver):
    version = lift_actions.from_insight(round, title="Gids voor de kantine", type="guide", by=nadia, at=at)
    assert version.title not in client.get(round.project.get_absolute_url()).content.decode()
    version = save_draft(version, facts={**version.facts, **FULL}, seen=version.saved, by=nadia, at=at)
    version = review_actions.ask_review(version, text="", by=nadia, at=at)
    product = review_actions.publish(version, by=carla, at=at)
    deliver()
    assert product.get_absolute_url() in client.get(round.project.get_absolute_url()).content.decode()
    assert round.project.get_absolute_url() in client.get(product.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_who_asked_is_told_once_and_the_question_leads_to_the_knowledge(client, nadia, carla, twente, deliver):
    question = make_question(home=twente, email="vrager@example.org")
    make_question(home=twente, email="ander@example.org", title="Iets heel anders?")
    round = make_round(make_project(nadia, twente, questions=[question]), public=False)
    deliver()
    now = clock.now()
    OutgoingMail.objects.all().delete()
    product = None
    for title in ("Gids voor de kantine", "Gids voor elke kantine"):
        if product is None:
            version = lift_actions.from_insight(round, title=title, type="guide", by=nadia, at=now)
        else:
            version = draft_actions.revise(product, by=nadia, at=now)
        version = save_draft(
            version, facts={**version.facts, **FULL, "title": title}, seen=version.saved, by=nadia, at=now
        )
        version = review_actions.ask_review(version, text="", by=nadia, at=now)
        product = review_actions.publish(version, by=carla, at=now)
    deliver()
    told = [mail for mail in OutgoingMail.objects.all() if "vrager" in mail.to or "ander" in mail.to]
    assert [(mail.to, mail.subject) for mail in told] == [("vrager@example.org", "Er is kennis gemaakt over je vraag")]
    assert product.get_absolute_url() in told[0].text
    text = client.get(question.get_absolute_url()).content.decode()
    history = text.partition("Wat er gebeurde")[2]
    assert history.count(product.get_absolute_url()) == 1
    assert "Hiervan geleerd" in text
    published = list(Entry.objects.filter(verb="product.published").order_by("pk"))
    assert told_to_askers(published, ["vrager@example.org", "ander@example.org"]) == {
        (published[0].pk, "vrager@example.org")
    }
    assert told_to_askers([], ["vrager@example.org"]) == set()


@pytest.mark.django_db
def test_only_who_is_in_the_group_and_writes_for_its_home_lifts(client, round, nadia, pieter, sam, bas, at):
    make_member(round.project, person=pieter)
    for person in (pieter, sam, bas):
        with pytest.raises(Refused):
            lift_actions.from_insight(round, title="x", type="guide", by=person, at=at)
    unfinished = make_round(round.project, finished=False)
    with pytest.raises(Refused, match="niet af"):
        lift_actions.from_insight(unfinished, title="x", type="guide", by=nadia, at=at)
    assert not Lift.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_lift_at_once_write_the_same_draft(nadia, carla, twente, at):
    round = make_round(make_project(nadia, twente))
    outcomes = at_once(
        *(lambda who=who: lift_actions.from_insight(round, title="x", type="guide", by=who, at=at)
          for who in (nadia, carla))
    )  # fmt: skip
    assert refusals(outcomes) == []
    assert len({version.pk for version in outcomes}) == 1
    assert Version.objects.count() == 1
