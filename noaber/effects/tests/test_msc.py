# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds of Most Significant Change: opening, gathering, a panel that chooses with reasons, and feeding back."""

import datetime as dt

import pytest
from django.urls import reverse

from noaber.base.testing import at_once, refusals
from noaber.base.verdicts import Refused
from noaber.effects import msc_actions, msc_queries, tasks
from noaber.effects.models import State
from noaber.effects.msc_models import Choice, MscRound, MscState, Panelist
from noaber.effects.testing import USED_AT, make_msc_round, make_story
from noaber.ledger.models import Entry
from noaber.projects.testing import make_project
from noaber.questions.testing import link_in, mails_to, marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(twente):
    return [make_story(title=f"Verhaal {name}", home=twente, email=f"{name}@example.org") for name in "abc"]


@pytest.fixture
def round(twente, carla, stories):
    """A round with two stories in its first domain and one in its second, and a panel of two."""
    round = make_msc_round(twente, carla)
    first, second = round.domains.all()
    for domain, story in ((first, stories[0]), (first, stories[1]), (second, stories[2])):
        msc_actions.gather(round, story=story, domain=domain, by=carla, at=USED_AT)
    panel = {"een@example.org": "resident", "twee@example.org": "research"}
    msc_actions.ask_panel(round, panel=panel, by=carla, at=USED_AT)
    return round


def to(round, state, by, **more):
    return msc_actions.move(round, to=state, by=by, at=USED_AT, **more)


def choose(round, number, who, story, reason="Dit raakt de kern."):
    panelist = Panelist.objects.get(round=round, mail=who)
    domain = round.domains.get(number=number)
    return msc_actions.choose(panelist, domain=domain, story=story, reason=reason, by=None, at=USED_AT)


def test_a_whole_round_and_everybody_hears_why(round, stories, carla, client, deliver):
    deliver()
    assert len(mails_to("een@example.org")) == 1
    to(round, MscState.CHOOSING, carla)
    deliver()
    path = link_in(mails_to("een@example.org")[-1], "kiezen")
    assert "Welk verhaal zegt het meest?" in client.get(path).content.decode()
    sent = {"domain": "1", "d1-story": stories[0].ref, "d1-reason": "Omdat het klein begint."}
    assert client.post(path, sent).status_code == 302
    assert "Je koos hier al" in client.get(path).content.decode()
    assert client.post(path, {**sent, "d1-reason": ""}).status_code == 200
    with pytest.raises(Refused, match="nog niet gekozen"):
        to(round, MscState.CLOSED, carla)
    choose(round, 2, "twee@example.org", stories[2], "Dit zagen we nergens anders.")
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Omdat het klein begint." not in page
    closed = to(round, MscState.CLOSED, carla)
    deliver()
    assert closed.state == MscState.CLOSED
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Omdat het klein begint." in page
    for name, words in (("a", "Jouw verhaal is gekozen."), ("b", "Het panel koos andere verhalen.")):
        told = mails_to(f"{name}@example.org")[-1]
        assert told.subject == "Wat er met je verhaal gebeurde"
        assert words in told.text
        assert "Dit zagen we nergens anders." in told.text
    assert Entry.objects.filter(verb="story.chosen").count() == 2
    assert not round.panel.exclude(mail="").exists()
    assert client.get(path).status_code == 404


def test_a_reason_is_needed_and_a_story_of_the_domain(round, stories, carla):
    with pytest.raises(Refused, match="nu niet worden gekozen"):
        choose(round, 1, "een@example.org", stories[0])
    to(round, MscState.CHOOSING, carla)
    with pytest.raises(Refused, match="Schrijf waarom"):
        choose(round, 1, "een@example.org", stories[0], " ")
    with pytest.raises(Refused, match="uit dit domein"):
        choose(round, 1, "een@example.org", stories[2])
    first = choose(round, 1, "een@example.org", stories[0])
    assert choose(round, 1, "een@example.org", stories[0]) == first
    assert choose(round, 1, "een@example.org", stories[1]).story == stories[1]
    assert Choice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_of_the_panel_at_once_both_count(round, stories, carla):
    to(round, MscState.CHOOSING, carla)
    done = at_once(
        lambda: choose(round, 1, "een@example.org", stories[0]),
        lambda: choose(round, 1, "twee@example.org", stories[1]),
        lambda: choose(round, 1, "een@example.org", stories[0]),
    )
    assert refusals(done) == []
    assert Choice.objects.count() == 2
    assert Entry.objects.filter(verb="msc_round.chosen").count() == 2


def test_who_opens_a_round(twente, carla, pieter, nadia, sam):
    for stranger in (pieter, sam, None):
        with pytest.raises(Refused):
            make_msc_round(twente, stranger)
    project = make_project(nadia, twente)
    with pytest.raises(Refused):
        make_msc_round(twente, nadia)
    round = make_msc_round(twente, nadia, project=project)
    assert Entry.objects.get(verb="msc_round.opened").data["origins"] == [f"project:{project.ref}"]
    assert to(round, MscState.CANCELLED, nadia, reason="Te weinig verhalen.").state == MscState.CANCELLED


def test_what_a_round_refuses(twente, carla, stories):
    for wrong in (
        {"domains": []},
        {"domains": ["x"] * 2 + [str(n) for n in range(9)]},
        {"until_on": dt.date(2026, 1, 1)},
    ):
        with pytest.raises(Refused):
            make_msc_round(twente, carla, **wrong)
    round = make_msc_round(twente, carla, submission="een")
    assert make_msc_round(twente, carla, submission="een") == round
    with pytest.raises(Refused, match="Leg eerst verhalen"):
        to(round, MscState.CHOOSING, carla)
    with pytest.raises(Refused, match="waarom de ronde stopt"):
        to(round, MscState.CANCELLED, carla)
    domain = round.domains.first()
    hidden = make_story(home=twente, confirmed=False)
    with pytest.raises(Refused, match="openbaar verhaal"):
        msc_actions.gather(round, story=hidden, domain=domain, by=carla, at=USED_AT)
    to(round, MscState.CANCELLED, carla, reason="Te weinig.")
    with pytest.raises(Refused, match="voorbij"):
        msc_actions.ask_panel(round, panel={"a@example.org": "policy"}, by=carla, at=USED_AT)
    with pytest.raises(Refused, match="nu geen verhalen"):
        msc_actions.gather(round, story=stories[0], domain=domain, by=carla, at=USED_AT)


def test_who_tells_in_a_round_is_reachable_until_it_is_over(round, stories, carla, monkeypatch):
    monkeypatch.setattr("noaber.base.clock.now", lambda: USED_AT + dt.timedelta(weeks=20))
    assert tasks.forget_addresses() == 0
    to(round, MscState.CANCELLED, carla, reason="Te weinig.")
    assert tasks.forget_addresses() == 3


def test_leading_a_round_on_its_page(client, twente, carla, stories):
    client.force_login(carla)
    given = {
        "title": "Wat veranderde er in de wijk?", "home": "twente", "domains": "hoe mensen zich voelen\nsamenwerken",
        "from_on": "2026-01-01", "until_on": "2026-06-01", "submission": "een",
    }  # fmt: skip
    path = reverse("msc_new")
    assert "Noem minstens één domein" in client.post(path, marks(**{**given, "domains": ""})).content.decode()
    assert client.post(path, marks(**given)).status_code == 302
    round = MscRound.objects.get()
    assert [one.title for one in round.domains.all()] == ["hoe mensen zich voelen", "samenwerken"]
    slug = [round.slug]
    assert "Voor wie de ronde leidt" in client.get(round.get_absolute_url()).content.decode()
    step = reverse("msc_step", args=[*slug, "kiezen"])
    assert "Leg eerst verhalen" in client.post(step).content.decode()
    assert client.post(reverse("msc_gather", args=slug), {"story": "weg", "domain": "1"}).status_code == 200
    laid = {"story": stories[0].ref, "domain": "1"}
    assert client.post(reverse("msc_gather", args=slug), laid).status_code == 302
    asked = reverse("msc_panel", args=slug)
    assert "Dit adres klopt niet" in client.post(asked, {"mails": "x", "perspective": "policy"}).content.decode()
    assert client.post(asked, {"mails": "a@example.org\nb@example.org", "perspective": "policy"}).status_code == 302
    assert client.post(step).status_code == 302
    assert client.post(reverse("msc_step", args=[*slug, "maan"])).status_code == 404
    assert round.title in client.get(reverse("msc_list")).content.decode()
    assert len(msc_queries.gathered(round)[0].stories) == 1


def test_a_story_that_is_taken_back_leaves_the_round(round, stories, carla):
    from noaber.effects import telling_actions

    telling_actions.withdraw(stories[0], by=None, at=USED_AT)
    assert stories[1].state == State.PUBLIC
    assert [story.title for story, _why in msc_queries.gathered(round)[0].stories] == [stories[1].title]
