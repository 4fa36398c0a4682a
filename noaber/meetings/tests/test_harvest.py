# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The harvest of a meeting: noted, made public, told once, asked for once, and one step further in the loop."""

import datetime as dt

import pytest
from django.core import mail as box
from django.urls import reverse

from noaber.base import clock, mail, signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at as moment
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.knowledge.models import Version
from noaber.ledger.models import Entry
from noaber.loop.actions import refresh
from noaber.loop.trail_queries import trail_of
from noaber.meetings import harvest_actions, harvest_step_actions, harvest_tasks, links
from noaber.meetings.day_models import DayLink
from noaber.meetings.harvest_models import GoesOn, Harvest, Noted
from noaber.meetings.models import Meeting
from noaber.meetings.testing import BEGINS, make_coming, make_meeting
from noaber.projects.models import Member, Project
from noaber.questions.models import Question

pytestmark = pytest.mark.django_db
AFTER = BEGINS + dt.timedelta(hours=3)
SAID = {"sort": "question", "text": "Wie kent de schuldhulp in het dorp? We vonden niemand.", "table": "Tafel 1"}


@pytest.fixture
def meeting(carla, twente):
    return make_meeting(carla, twente)


@pytest.fixture
def as_carla(client, carla):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    return client


def noted(meeting, by, **changed):
    return harvest_actions.add(meeting, **{**SAID, **changed}, by=by, at=AFTER)


def going_on(meeting, by, **changed):
    told = {"name": "Inge", "email": "inge@example.org", "perspective": "resident", "consent": "ja", **changed}
    return harvest_actions.go_on(meeting, **told, by=by, at=AFTER)


def test_a_question_of_a_table_is_a_question_of_the_network_and_in_the_trail(meeting, carla):
    one = noted(meeting, carla)
    question = harvest_step_actions.raise_question(meeting, pk=one.pk, perspective="resident", by=carla, at=AFTER)
    again = harvest_step_actions.raise_question(meeting, pk=one.pk, perspective="resident", by=carla, at=AFTER)
    assert question == again == Question.objects.get()
    assert (question.title, question.origin) == ("Wie kent de schuldhulp in het dorp?", f"meeting:{meeting.ref}")
    refresh("meeting", [meeting.ref])
    refresh("question", [question.ref])
    told = trail_of("meeting", meeting.ref)
    assert told is not None
    assert [one.ref for one in told.after] == [question.ref]


def test_a_question_needs_a_perspective(meeting, carla):
    one = noted(meeting, carla)
    with pytest.raises(Refused, match="perspectief"):
        harvest_step_actions.raise_question(meeting, pk=one.pk, perspective="", by=carla, at=AFTER)


def test_an_insight_becomes_one_draft_with_where_it_came_from(meeting, carla):
    one = noted(meeting, carla, sort="insight", text="Eerst koffie, dan geld.")
    drafts = {harvest_step_actions.lift(meeting, pk=one.pk, by=carla, at=AFTER).pk for _again in range(2)}
    version = Version.objects.get()
    assert drafts == {version.pk}
    assert meeting.get_absolute_url() in version.facts["text"]
    assert Entry.objects.get(verb="product.lifted").data["origins"] == [f"meeting:{meeting.ref}"]


def test_who_wants_to_go_on_is_invited_to_a_project_once(meeting, carla):
    for name in ("Inge", "Inge"):
        going_on(meeting, carla, name=name)
    told = {"title": "Samen over geld", "summary": "We gaan ermee verder.", "by": carla, "at": AFTER}
    project = harvest_step_actions.sow(meeting, **told)
    assert harvest_step_actions.sow(meeting, **told) == project
    assert Project.objects.get().title == "Samen over geld"
    assert Member.objects.filter(project=project, mail="inge@example.org").count() == 1
    assert Entry.objects.get(verb="project.sown").data["origins"] == [f"meeting:{meeting.ref}"]
    going_on(meeting, carla, email="later@example.org")
    harvest_step_actions.sow(meeting, **told)
    assert Member.objects.filter(project=project, state="invited").count() == 2


@pytest.mark.parametrize("who", ["nobody", "pieter", "sam"])
def test_others_harvest_nothing(request, who, meeting, carla):
    person, one = request.getfixturevalue(who), noted(meeting, carla)
    told = {"by": person, "at": AFTER}
    for act in (
        lambda: harvest_actions.add(meeting, **SAID, **told),
        lambda: harvest_actions.remove(meeting, pk=one.pk, **told),
        lambda: harvest_actions.tell(meeting, text="x", **told),
        lambda: harvest_actions.publish(meeting, **told),
        lambda: harvest_actions.make_link(meeting, sort="table", **told),
        lambda: going_on(meeting, person),
        lambda: harvest_step_actions.raise_question(meeting, pk=one.pk, perspective="resident", **told),
        lambda: harvest_step_actions.lift(meeting, pk=one.pk, **told),
        lambda: harvest_step_actions.sow(meeting, title="x", summary="y", **told),
    ):
        with pytest.raises(Refused):
            act()
    assert Noted.objects.count() == 1
    assert not GoesOn.objects.exists()


def test_the_harvest_is_public_when_it_is_said_so(client, meeting, carla):
    noted(meeting, carla)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "schuldhulp" not in page
    harvest_actions.tell(meeting, text="Schaamte zit in de weg.", by=carla, at=AFTER)
    harvest_actions.publish(meeting, by=carla, at=AFTER)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "schuldhulp" in page
    assert "Schaamte zit in de weg." in page


def test_an_empty_harvest_or_one_of_tomorrow_is_not_public(meeting, carla):
    with pytest.raises(Refused, match="nog geen oogst"):
        harvest_actions.publish(meeting, by=carla, at=AFTER)
    noted(meeting, carla)
    with pytest.raises(Refused, match="nog niet begonnen"):
        harvest_actions.publish(meeting, by=carla, at=BEGINS - dt.timedelta(days=1))


def test_perspectives_of_three_or_more_are_told_to_the_ledger(meeting, carla):
    noted(meeting, carla)
    for number in range(3):
        make_coming(meeting, f"p{number}@example.org", perspective="resident", came_at=AFTER)
    make_coming(meeting, "alleen@example.org", perspective="policy", came_at=AFTER)
    make_coming(meeting, "weg@example.org", perspective="resident")
    harvest_actions.publish(meeting, by=carla, at=AFTER)
    assert Entry.objects.get(verb="meeting.harvested").data["heard"] == {"resident": 3}


@pytest.mark.django_db(transaction=True)
def test_who_signed_up_reads_the_harvest_by_mail_once(meeting, carla):
    noted(meeting, carla)
    for mail_address, state in (("a@example.org", "in"), ("b@example.org", "waiting"), ("c@example.org", "out")):
        make_coming(meeting, mail_address, state=state)
    for _again in range(2):
        harvest_actions.publish(meeting, by=carla, at=AFTER)
    harvest_tasks.tell_harvest(Entry.objects.get(verb="meeting.harvested"))
    assert [one.to for one in OutgoingMail.objects.filter(key__contains=":harvest:")] == ["a@example.org"]
    mail.send_due(clock.now())
    assert "schuldhulp" in box.outbox[-1].body
    assert "/kaartje/" in box.outbox[-1].body


@pytest.mark.django_db(transaction=True)
def test_a_meeting_without_a_harvest_is_asked_for_it_once(monkeypatch, meeting, carla, twente):
    harvested = make_meeting(carla, twente, title="Al geoogst")
    noted(harvested, carla)
    harvest_actions.publish(harvested, by=carla, at=AFTER)
    make_meeting(carla, twente, title="Bestuur", sort="board")
    monkeypatch.setattr(clock, "now", lambda: BEGINS + dt.timedelta(days=10))
    assert harvest_tasks.ask_for_harvests() == 0
    monkeypatch.setattr(clock, "now", lambda: BEGINS + dt.timedelta(days=15))
    assert harvest_tasks.ask_for_harvests() == 1
    assert harvest_tasks.ask_for_harvests() == 0
    asked = OutgoingMail.objects.filter(key__contains=":harvest-asked:")
    assert "carla@example.org" in [one.to for one in asked]
    assert Entry.objects.get(verb="meeting.harvest_asked").ref == meeting.ref


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_note_to_question_on_the_page(as_carla, meeting):
    step = reverse("meeting_harvest_step", args=[meeting.slug, "erbij"])
    assert "Schrijf wat er gezegd is." in as_carla.post(step, {"sort": "note"}).content.decode()
    as_carla.post(step, {**SAID, "submission": "eens"})
    as_carla.post(step, {**SAID, "submission": "eens"})
    one = Noted.objects.get()
    ask = reverse("meeting_harvest_step", args=[meeting.slug, "vraag"])
    page = as_carla.post(ask, {"pk": one.pk, "perspective": "resident"}, follow=True).content.decode()
    assert "Bekijk wat het werd" in page
    assert as_carla.post(ask, {"pk": "9" * 40}, follow=True).status_code == 200
    assert as_carla.post(reverse("meeting_harvest_step", args=[meeting.slug, "niets"])).status_code == 404


def test_two_who_say_it_in_short_at_once_are_told(as_carla, meeting, carla):
    harvest_actions.tell(meeting, text="Van een ander.", by=carla, at=AFTER)
    answer = as_carla.post(reverse("meeting_harvest", args=[meeting.slug]), {"text": "Van mij.", "seen": "0"})
    assert "Iemand anders" in answer.content.decode()
    assert "Van mij." in answer.content.decode()
    assert Harvest.objects.get().text == "Van een ander."


@pytest.fixture
def table(meeting, carla):
    link = harvest_actions.make_link(meeting, sort=DayLink.Sort.TABLE, by=carla, at=AFTER)
    return reverse("meeting_table", args=[links.day_link(link)])


def test_a_table_notes_without_an_account_until_it_is_public(client, monkeypatch, meeting, carla, table):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    client.post(table, SAID)
    assert Noted.objects.get().by is None
    person = {"name": "Inge", "email": "Inge@Example.org", "perspective": "resident"}
    assert "Zonder dit vinkje" in client.post(table, person).content.decode()
    client.post(table, {**person, "yes": "on"})
    assert GoesOn.objects.get().email == "inge@example.org"
    assert "inge@example.org" not in client.get(table).content.decode()
    harvest_actions.publish(meeting, by=carla, at=AFTER)
    assert "al openbaar" in client.post(table, SAID).content.decode()


@pytest.mark.parametrize("days", [15, 400])
def test_the_link_of_a_table_ends(client, monkeypatch, table, days):
    monkeypatch.setattr(clock, "now", lambda: AFTER + dt.timedelta(days=days))
    assert client.get(table).status_code == 410


def test_a_new_link_makes_the_old_one_useless_and_a_forged_one_opens_nothing(
    client, monkeypatch, meeting, carla, table
):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    assert client.get(table).status_code == 200
    harvest_actions.make_link(meeting, sort=DayLink.Sort.TABLE, by=carla, at=AFTER)
    assert client.get(table).status_code == 404
    key = DayLink.objects.get().key
    for sealed in (
        signing.seal(links.DOOR, f"{meeting.ref} {key}"), signing.seal(links.TABLE, meeting.ref),
        signing.seal(links.TABLE, f"anders {key}"), "onzin",
    ):  # fmt: skip
        assert client.get(reverse("meeting_table", args=[sealed])).status_code == 404
        assert client.post(reverse("meeting_table", args=[sealed]), SAID).status_code == 404
    assert not Noted.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_question_and_one_draft(carla, twente):
    meeting = make_meeting(carla, twente)
    asks, learns = noted(meeting, carla), noted(meeting, carla, sort="insight")
    told = {"by": carla, "at": AFTER}
    asked = {"pk": asks.pk, "perspective": "resident"}
    at_once(*[lambda: harvest_step_actions.raise_question(meeting, **asked, **told)] * 3)
    at_once(*[lambda: harvest_step_actions.lift(meeting, pk=learns.pk, **told)] * 3)
    at_once(*[lambda: harvest_actions.publish(meeting, **told)] * 3)
    assert (Question.objects.count(), Version.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="meeting.harvested").count() == 1


def test_the_page_of_a_meeting_asks_the_same_whatever_was_noted(
    client, meeting, carla, remembering, django_assert_max_num_queries
):
    noted(meeting, carla)
    harvest_actions.publish(meeting, by=carla, at=AFTER)
    client.get(meeting.get_absolute_url())
    with django_assert_max_num_queries(12) as few:
        client.get(f"{meeting.get_absolute_url()}?een")
    for number in range(5):
        one = noted(meeting, carla, text=f"Vraag {number}?", table=f"Tafel {number}")
        harvest_step_actions.raise_question(meeting, pk=one.pk, perspective="resident", by=carla, at=AFTER)
    with django_assert_max_num_queries(12) as many:
        client.get(f"{meeting.get_absolute_url()}?twee")
    # One more: the questions that came of it.
    assert len(many) == len(few) + 1
    assert Meeting.objects.count() == 1


def test_moments_are_in_the_netherlands():
    assert moment("2026-04-16 19:30") == BEGINS
