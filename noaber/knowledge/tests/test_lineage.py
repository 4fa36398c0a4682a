# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What replaces what: told on both pages, with a reason, and never in a ring."""

import pytest

from noaber.base import clock
from noaber.base.testing import at_once, refusals
from noaber.base.verdicts import Refused
from noaber.knowledge import lineage_actions
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.testing import make_product
from noaber.loop.trail_queries import trail_of

NOW = clock.now()


def replace(before, after, by):
    return lineage_actions.replace(before, after=after, reason="Nieuwe wet.", by=by, at=NOW)


@pytest.fixture
def three(twente):
    return [make_product(title, home=twente) for title in ("Oud", "Nieuw", "Nieuwst")]


@pytest.mark.django_db
def test_both_pages_point_at_each_other(client, three, carla):
    old, new, _newest = three
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/kennis/{old.slug}/opvolger/"
    for wrong in ("https://elders.example/x/", "[", ""):
        assert client.post(page, {"address": wrong, "reason": "Nieuwe wet."}).status_code == 200
    sent = {"address": f"https://noaber.example/kennis/{new.slug}/", "reason": "Nieuwe wet."}
    for _twice in range(2):
        assert client.post(page, sent)["Location"] == old.get_absolute_url()
    client.logout()
    told = client.get(old.get_absolute_url()).content.decode()
    assert "Dit is vervangen" in told
    assert "Nieuwe wet." in told
    assert new.get_absolute_url() in told
    assert "Dit komt in plaats van" in client.get(new.get_absolute_url()).content.decode()
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"{page}{Succession.objects.get().pk}/weg/")
    assert "Dit is vervangen" not in client.get(old.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_who_may_not_read_the_new_one_hears_nothing_of_it(client, twente, carla):
    old, new = make_product("Oud", home=twente), make_product("Binnen", home=twente, visibility="members")
    replace(old, new, carla)
    assert "Binnen" not in client.get(old.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_line_never_comes_back_to_where_it_began(three, carla, nadia):
    old, new, newest = three
    replace(old, new, carla)
    replace(new, newest, carla)
    for before, after in ((newest, old), (new, old), (old, old)):
        with pytest.raises(Refused, match="zichzelf"):
            replace(before, after, carla)
    with pytest.raises(Refused):
        replace(old, newest, nadia)
    with pytest.raises(Refused):
        lineage_actions.replace(old, after=newest, reason=" ", by=carla, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_lines_at_once_make_no_ring(three, carla):
    old, new, newest = three
    replace(old, new, carla)
    outcomes = at_once(lambda: replace(new, newest, carla), lambda: replace(newest, old, carla))
    assert len(refusals(outcomes)) == 1


@pytest.mark.django_db
def test_a_successor_stands_in_the_trail_after_what_it_replaces(three, carla, deliver):
    old, new, _newest = three
    made = replace(old, new, carla)
    replace(old, new, carla)
    deliver()
    assert [one.title for one in trail_of("product", new.ref).before] == ["Oud"]
    assert [one.title for one in trail_of("product", old.ref).after] == ["Nieuw"]
    lineage_actions.take_back(made, by=carla, at=NOW)
    deliver()
    assert trail_of("product", new.ref).number == trail_of("product", old.ref).number == 0
