# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""At the door: presses that count once, two doors at once, links that end, and what is on paper afterwards."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from noaber.base import clock, signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry
from noaber.meetings import certificates, checkin_actions, checkin_queries, harvest_actions, links, selection_actions
from noaber.meetings.day_models import Accreditation, DayLink, Mark, Presence, SelectionMail, WalkIn
from noaber.meetings.models import PartChoice
from noaber.meetings.queries import programme_of
from noaber.meetings.testing import BEGINS, PLANNED_AT, make_coming, make_meeting, make_part

pytestmark = pytest.mark.django_db
AFTER = BEGINS + dt.timedelta(hours=3)


@pytest.fixture
def meeting(carla, twente):
    return make_meeting(carla, twente)


@pytest.fixture
def inge_comes(meeting):
    return make_coming(meeting, "inge@example.org", name="Ingé Bos", perspective="resident", size=2)


@pytest.fixture
def door(client, monkeypatch, meeting, carla):
    monkeypatch.setattr(clock, "now", lambda: BEGINS)
    link = harvest_actions.make_link(meeting, sort=DayLink.Sort.DOOR, by=carla, at=PLANNED_AT)
    return reverse("meeting_door_link", args=[links.day_link(link)])


def test_a_press_counts_once_however_often_it_is_sent(meeting, carla, inge_comes):
    told = {"ref": inge_comes.ref, "by": carla, "at": BEGINS}
    for _again in range(3):
        checkin_actions.mark(meeting, came=True, mark="een", **told)
    assert checkin_queries.door(meeting).whole == checkin_queries.Counted("", 2, 2)
    checkin_actions.mark(meeting, came=False, mark="twee", **told)
    # An old press that arrives late changes nothing.
    checkin_actions.mark(meeting, came=True, mark="een", **told)
    inge_comes.refresh_from_db()
    assert inge_comes.came_at is None
    assert Entry.objects.filter(verb="meeting.came").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_doors_at_once_are_one_coming(carla, twente):
    meeting = make_meeting(carla, twente)
    one = make_coming(meeting, "a@example.org")

    def press(number):
        told = {"ref": one.ref, "came": True, "mark": f"deur {number}", "by": carla, "at": BEGINS}
        return checkin_actions.mark(meeting, **told)

    def walk(_number):
        return checkin_actions.walk_in(meeting, name="Wim", mark="zelfde", by=carla, at=BEGINS)

    at_once(*[lambda number=number: press(number) for number in range(4)])
    at_once(*[lambda number=number: walk(number) for number in range(4)])
    assert Entry.objects.filter(verb="meeting.came").count() == 1
    assert Entry.objects.filter(verb="meeting.walked_in").count() == 1
    assert checkin_queries.door(meeting).whole.here == 2


def test_of_a_part_is_kept_who_was_there(meeting, carla, inge_comes):
    tables = [make_part(meeting, carla, title=title, round=1) for title in ("Schaamte", "Brieven")]
    PartChoice.objects.create(registration=inge_comes, part=tables[0], at=PLANNED_AT)
    told = {"ref": inge_comes.ref, "part": tables[0], "by": carla, "at": BEGINS}
    checkin_actions.mark(meeting, came=True, **told)
    parts = checkin_queries.door(meeting, part=tables[0]).parts
    assert [(one.title, one.expected, one.here) for one in parts] == [("Schaamte", 1, 1), ("Brieven", 0, 0)]
    checkin_actions.mark(meeting, came=False, **told)
    assert not Presence.objects.exists()
    inge_comes.refresh_from_db()
    assert inge_comes.came_at == BEGINS


@pytest.mark.parametrize("who", ["nobody", "pieter", "sam"])
def test_others_press_nothing(request, who, meeting, inge_comes):
    told = {"by": request.getfixturevalue(who), "at": BEGINS}
    with pytest.raises(Refused):
        checkin_actions.mark(meeting, ref=inge_comes.ref, came=True, **told)
    with pytest.raises(Refused):
        checkin_actions.walk_in(meeting, name="Wim", mark="een", **told)
    with pytest.raises(Refused):
        selection_actions.send(meeting, who="coming", subject="x", text="y", submission="z", **told)
    assert not Mark.objects.exists()


def test_who_helps_presses_without_an_account(client, door, meeting, inge_comes):
    assert "Ingé Bos" in client.get(door).content.decode()
    assert "inge@example.org" not in client.get(door).content.decode()
    client.post(door, {"press": f"1 {inge_comes.ref}", "mark": "een"})
    told = client.post(door, {"press": f"1 {inge_comes.ref}", "mark": "een"}, headers={"Accept": "application/json"})
    assert told.json() == {"here": 2, "expected": 2, "refused": ""}
    client.post(door, {"name": "Wim  de Wandelaar", "perspective": "verzonnen", "mark": "twee"})
    assert (WalkIn.objects.get().name, WalkIn.objects.get().perspective) == ("Wim de Wandelaar", "")
    client.post(door, {"press": "x twee"})
    assert not WalkIn.objects.exists()
    assert "Ingé Bos" in client.get(f"{door}?q=inge+b").content.decode()
    assert "Ingé Bos" not in client.get(f"{door}?q=piet&deel=9").content.decode()


@pytest.mark.parametrize("sent", [{}, {"press": "1"}, {"press": "1 niets"}, {"press": "\x00"}, {"name": " "}])
def test_what_makes_no_sense_is_told(client, door, sent):
    told = client.post(door, sent, headers={"Accept": "application/json"})
    assert told.status_code == 409
    assert told.json()["refused"]


def test_a_registration_of_another_meeting_is_not_pressed_here(client, door, carla, twente):
    other = make_coming(make_meeting(carla, twente, title="Anders"), "b@example.org")
    assert client.post(door, {"press": f"1 {other.ref}"}, headers={"Accept": "application/json"}).status_code == 409
    other.refresh_from_db()
    assert other.came_at is None


@pytest.mark.parametrize(("moved", "status"), [(-1, 404), (1, 410)])
def test_the_link_of_the_door_works_on_the_day_itself(client, monkeypatch, door, moved, status):
    monkeypatch.setattr(clock, "now", lambda: BEGINS + dt.timedelta(days=moved))
    assert client.get(door).status_code == status
    assert client.post(door, {"name": "Wim"}).status_code == status
    assert not WalkIn.objects.exists()


def test_a_ticket_is_only_a_ticket(client, door, meeting, inge_comes):
    ticket = reverse("meeting_ticket", args=[links.ticket(inge_comes)])
    page = client.get(ticket).content.decode()
    assert "Laat deze code zien" in page
    assert 'name="press"' not in page
    client.get(door)
    assert 'name="press"' in client.get(ticket).content.decode()
    for sealed in ("onzin", signing.seal(links.DOOR, inge_comes.ref), signing.seal(links.TICKET, "a-bestaatniet")):
        assert client.get(reverse("meeting_ticket", args=[sealed])).status_code == 404
        assert client.get(reverse("meeting_certificate", args=[sealed])).status_code == 404


def test_who_was_there_says_on_their_ticket_that_they_want_to_go_on(client, monkeypatch, meeting, inge_comes):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    ticket = reverse("meeting_ticket", args=[links.ticket(inge_comes)])
    assert "zonder mogen we niet" in client.post(ticket, {}).content.decode()
    client.post(ticket, {"yes": "1"})
    assert meeting.going_on.get().email == "inge@example.org"


def test_the_door_asks_the_same_whatever_the_number(client, door, meeting, django_assert_max_num_queries):
    make_coming(meeting, "eerst@example.org")
    client.get(door)
    with django_assert_max_num_queries(14) as few:
        client.get(door)
    for number in range(30):
        make_coming(meeting, f"p{number}@example.org", came_at=BEGINS)
    with django_assert_max_num_queries(14) as many:
        client.get(door)
    assert len(many) == len(few)


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def as_carla(client, carla):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_sheet_computes_nothing(as_carla, meeting):
    make_coming(meeting, "x@example.org", name="=1+1", organisation="@kwaad", came_at=BEGINS)
    told = as_carla.get(reverse("meeting_presence_csv", args=[meeting.slug])).content.decode()
    assert "'=1+1;'@kwaad" in told
    for name in ("meeting_presence", "meeting_badges"):
        assert "=1+1" in as_carla.get(reverse(name, args=[meeting.slug])).content.decode()


def test_net_time_leaves_breaks_out_and_counts_what_was_attended(meeting, carla):
    make_part(meeting, carla, title="Welkom")
    make_part(meeting, carla, title="Pauze", starts_at=BEGINS + dt.timedelta(minutes=30))
    later = BEGINS + dt.timedelta(hours=1)
    tables = [make_part(meeting, carla, title=title, starts_at=later, round=1) for title in ("Een", "Twee")]
    slots = programme_of(meeting).slots
    assert checkin_queries.net_minutes(meeting, slots, set()) == 60
    assert checkin_queries.net_minutes(meeting, slots, {tables[0].pk}) == 60
    assert checkin_queries.net_minutes(meeting, slots, {0}) == 30
    assert checkin_queries.net_minutes(meeting, [], set()) == 120
    assert certificates.hours(105) == "1 uur en 45 minuten"


def test_a_certificate_is_for_who_was_there_and_afterwards(client, monkeypatch, meeting, carla, inge_comes):
    address = reverse("meeting_certificate", args=[links.ticket(inge_comes)])
    for now, came in ((BEGINS, BEGINS), (AFTER, None)):
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        inge_comes.came_at = came
        inge_comes.save()
        assert client.get(address).status_code == 403
    inge_comes.came_at, inge_comes.register_number = BEGINS, "SKJ 100200"
    inge_comes.save()
    for number, until in (("ID 4711", None), ("OUD 1", dt.date(2020, 1, 1))):
        told = {"register": "registerplein", "number": number, "points": Decimal("2.0"), "until_on": until}
        Accreditation.objects.create(meeting=meeting, **told)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    for told in ("Ingé Bos", meeting.title, "2 uur", "ID 4711", "2 punten", "SKJ 100200", "16 april 2026"):
        assert told in text
    assert "OUD 1" not in text


def test_planners_keep_accreditation(as_carla, meeting):
    add = reverse("meeting_add", args=[meeting.slug, "accreditatie"])
    sent = {"register": "skj", "number": "123", "points": "2,5", "from_on": "2026-01-01", "until_on": "2025-01-01"}
    assert "eerder dan het begin" in as_carla.post(add, sent).content.decode()
    as_carla.post(add, {**sent, "until_on": "2027-01-01"})
    assert Accreditation.objects.get().points == Decimal("2.5")
    as_carla.post(reverse("meeting_belonging", args=[meeting.slug, "accreditatie", Accreditation.objects.get().pk]),
                  {"remove": "1"})  # fmt: skip
    assert not Accreditation.objects.exists()


# ── Mail to some ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mail_goes_to_the_selection_once_and_is_answered_to_the_werkplaats(as_carla, meeting, twente):
    twente.contact_email = "twente@example.org"
    twente.save()
    make_coming(meeting, "was@example.org", came_at=BEGINS, perspective="resident")
    make_coming(meeting, "weg@example.org")
    make_coming(meeting, "wacht@example.org", state="waiting")
    address = reverse("meeting_mail", args=[meeting.slug])
    sent = {"who": "came", "subject": "Dank", "text": "Fijn dat je er was.", "submission": "eens"}
    page = as_carla.post(address, {**sent, "step": "look"}).content.decode()
    assert "Naar 1 persoon" in page
    assert not SelectionMail.objects.exists()
    for _again in range(2):
        as_carla.post(address, {**sent, "step": "send"})
    mail = OutgoingMail.objects.get(key__contains=":selection:")
    assert (mail.to, mail.headers["Reply-To"]) == ("was@example.org", "twente@example.org")
    assert Entry.objects.filter(verb="meeting.mailed").count() == 1
    for who, number in (("coming", 2), ("waiting", 1), ("stayed_away", 1)):
        told = as_carla.post(address, {**sent, "who": who, "submission": who, "step": "send"}, follow=True)
        assert f"gaat naar {number} " in told.content.decode()
    nobody = {**sent, "perspective": "policy", "submission": "niemand", "step": "send"}
    assert "niemand aan wie" in as_carla.post(address, nobody).content.decode()
