# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calendars of others: read idempotently, gone when gone, and harmless whatever is in them."""

import datetime as dt
import time

import pytest
from django.urls import reverse

from noaber.base.testing import at as moment
from noaber.exchange import outside_reading, outside_tasks
from noaber.exchange.fetch import Unfetched
from noaber.exchange.outside_reading import read
from noaber.exchange.testing import serving
from noaber.ledger.models import Entry
from noaber.meetings import calendar_queries, outside_actions
from noaber.meetings.calendar_queries import Chosen
from noaber.meetings.outside_models import OutsideCalendar, OutsideMeeting
from noaber.meetings.testing import make_outside_calendar

NOW = moment("2026-03-14 10:00")
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//NL\r\n"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("noaber.base.clock.now", lambda: NOW)


def ical(*events):
    return (HEAD + "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events) + "END:VCALENDAR\r\n").encode()


def event(uid="a@x", title="Symposium", begins="20260416T190000", ends="20260416T210000", **more):
    told = {"UID": uid, "SUMMARY": title, "DTSTART;TZID=Europe/Amsterdam": begins,
            "DTEND;TZID=Europe/Amsterdam": ends, **more}  # fmt: skip
    return "\r\n".join(f"{name}:{value}" for name, value in told.items() if value)


def rss(*items):
    inside = "".join(f"<item>{one}</item>" for one in items)
    space = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>x</title>{inside}</channel></rss>'.encode()


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_calendar_is_read():
    whole = "UID:b@x\r\nSUMMARY:Open\\, dag\r\nDTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260503"
    off = event("c@x", STATUS="CANCELLED", LOCATION="Zaal 1", URL="https://saxion.example/c")
    found = {one.title: one for one in read(ical(event(title="Eén"), whole, off), NOW).found}
    assert found["Eén"].starts_at == dt.datetime(2026, 4, 16, 17, 0, tzinfo=dt.UTC)
    assert found["Open, dag"].whole_days
    assert found["Open, dag"].ends_at - found["Open, dag"].starts_at == dt.timedelta(days=2)
    assert (found["Symposium"].cancelled, found["Symposium"].place) == (True, "Zaal 1")
    assert found["Symposium"].url == "https://saxion.example/c"


def test_what_repeats_is_at_its_own_hour_on_the_clock_also_after_it_changes():
    weekly = event(begins="20260320T190000", ends="20260320T200000", RRULE="FREQ=WEEKLY;COUNT=3",
                   **{"EXDATE;TZID=Europe/Amsterdam": "20260327T190000"})  # fmt: skip
    moved = event(title="Verschoven", begins="20260404T100000", ends="20260404T110000",
                  **{"RECURRENCE-ID;TZID=Europe/Amsterdam": "20260403T190000"})  # fmt: skip
    found = sorted(read(ical(weekly, moved), NOW).found, key=lambda one: one.starts_at)
    assert [(one.title, one.starts_at.isoformat()) for one in found] == [
        ("Symposium", "2026-03-20T18:00:00+00:00"), ("Verschoven", "2026-04-04T08:00:00+00:00"),
    ]  # fmt: skip


def test_what_repeats_for_ever_ends_at_the_horizon():
    found = read(ical(event(RRULE="FREQ=WEEKLY")), NOW).found
    assert 50 < len(found) < 60
    assert max(one.starts_at for one in found) < NOW + outside_reading.AHEAD


def test_a_feed_of_messages_is_read_when_they_say_on_which_day():
    dated = "<title>Café</title><guid>1</guid><link>https://saxion.example/1</link><ev:startdate>2026-04-16T19:00</ev:startdate>"
    found = read(rss(dated, "<title>Nieuws</title><guid>2</guid>"), NOW)
    assert [(one.title, one.starts_at.isoformat()) for one in found.found] == [("Café", "2026-04-16T17:00:00+00:00")]
    assert found.left_out == 1


# ── What means harm ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "bad",
    [
        event(begins="20261301T990000"), event(title=""), event(begins=""), event(begins="00010101T000000"),
        event(RRULE="FREQ=SECONDLY"), event(RRULE="FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1;BYSECOND=0,1"),
        event(RRULE="FREQ=DAILY;COUNT=999999999"), event(RRULE="FREQ=FOO"), event(RRULE="X"),
        event(RRULE="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3"), "UID:x", "",
        event(begins="99991231T235959", ends="99991231T235959"), event(**{"RRULE": "FREQ=WEEKLY;UNTIL=onzin"}),
    ],
)  # fmt: skip
def test_one_bad_event_leaves_out_itself_alone(bad):
    began = time.monotonic()
    found = read(ical(bad, event("goed@x", title="Goed")), NOW).found
    assert "Goed" in [one.title for one in found]
    assert len(found) <= 2
    assert time.monotonic() - began < 5


def test_a_title_is_one_line_without_signs_and_an_address_is_on_the_web():
    found = read(ical(event(title="A\\nb\x07", URL="javascript:alert(1)")), NOW).found
    assert (found[0].title, found[0].url) == ("A b", "")


def test_ends_before_it_begins_is_mended_and_what_lasts_for_ever_is_not_shown():
    found = read(ical(event(ends="20260416T180000"), event("lang@x", ends="20290416T180000")), NOW).found
    assert [one.ends_at - one.starts_at for one in found] == [dt.timedelta(hours=1)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "no_calendar"), (b"<html><body>Hoi</body></html>", "no_calendar"), (b"\x00\xff\xfe", "no_calendar"),
        (b"BEGIN:VCALENDAR\r\nonzin zonder dubbele punt\r\n", "broken"),
        (HEAD.encode() + b"BEGIN:VEVENT\r\n" * 50, "broken"),
        (ical(*["UID:x"] * (outside_reading.MOST_EVENTS + 1)), "too_many"),
        (ical(*(event(f"{n}@x", RRULE="FREQ=DAILY") for n in range(5))), "too_many"),
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_said(body, code):
    with pytest.raises(Unfetched) as refusal:
        read(body, NOW)
    assert refusal.value.code == code


def test_an_entity_that_grows_is_not_followed():
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><rss><channel>'
    assert read(bomb + b"<item><title>&b;</title></item></channel></rss>", NOW).found == []


def zoned(rule):
    told = (
        "TZID:Europe/Amsterdam\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100"
    )
    zone = f"BEGIN:VTIMEZONE\r\n{told}\r\n{rule}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    return ical(event()).replace(HEAD.encode(), (HEAD + zone).encode())


def test_a_time_zone_changes_once_a_year():
    assert len(read(zoned("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"), NOW).found) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY", "RRU\r\n LE:FREQ=SEC\r\n\tONDLY", "rrule;x=1:freq=daily",
        "RRULE:FREQ=YEARLY;BYHOUR=1,2,3", "RRULE:X=FREQ=YEARLY;FREQ=SECONDLY",
        "END:VTIMEZONE\r\nBEGIN:STANDARD\r\nRRULE:FREQ=MINUTELY",
    ],
)  # fmt: skip
def test_a_time_zone_that_never_ends_is_refused_before_it_is_read(rule):
    began = time.monotonic()
    with pytest.raises(Unfetched, match="broken"):
        read(zoned(rule), NOW)
    assert time.monotonic() - began < 2


# ── How it is kept ───────────────────────────────────────────────────────────────────────────────────────────────────
def titles():
    return sorted(OutsideMeeting.objects.values_list("title", flat=True))


@pytest.mark.django_db
def test_reading_again_changes_nothing_and_what_is_gone_goes(carla, twente):
    said = {"body": ical(event(title="Een"), event("b@x", title="Twee")), "status": 200}
    with serving(lambda _path, _asked, _method: (said["status"], {}, said["body"])) as address:
        calendar = make_outside_calendar(twente, carla, url=f"{address}/agenda.ics")
        assert outside_tasks.harvest_due() == 1
        known = sorted(OutsideMeeting.objects.values_list("pk", "title"))
        assert [title for _pk, title in known] == ["Een", "Twee"]
        told = Entry.objects.count()
        outside_tasks.harvest(calendar)
        assert sorted(OutsideMeeting.objects.values_list("pk", "title")) == known
        assert Entry.objects.count() == told
        said["body"] = ical(event(title="Een, anders"))
        outside_tasks.harvest(calendar)
        assert titles() == ["Een, anders"]
        assert OutsideMeeting.objects.get().pk == next(pk for pk, title in known if title == "Een")
        # A failure keeps what was found; a long silence does not.
        said["status"] = 500
        outside_tasks.harvest(calendar)
        calendar.refresh_from_db()
        assert (calendar.problem, titles()) == ("no_answer", ["Een, anders"])
        assert calendar.due_at > NOW
        OutsideCalendar.objects.update(failures=outside_actions.GONE_AFTER - 1)
        outside_tasks.harvest(calendar)
        assert titles() == []


@pytest.mark.django_db
def test_our_own_network_is_not_asked(carla, twente):
    calendar = make_outside_calendar(twente, carla, url="http://127.0.0.1:8080/agenda.ics")
    outside_tasks.harvest(calendar)
    calendar.refresh_from_db()
    assert calendar.problem == "private_host"


@pytest.mark.django_db
def test_they_are_shown_beside_ours_with_where_they_come_from(client, carla, twente):
    calendar = make_outside_calendar(twente, carla)
    found = read(ical(event(URL="https://saxion.example/s")), NOW).found
    assert outside_actions.keep_found(calendar, found, by=None, at=NOW)
    for path in ("/bijeenkomsten/", "/bijeenkomsten/maand/2026/4/", "/bijeenkomsten/agenda/2026/4/?werkplaats=twente"):
        page = client.get(path).content.decode()
        assert 'href="https://saxion.example/s"' in page, path
        assert "Saxion" in page, path
    assert "saxion" not in client.get("/bijeenkomsten/agenda/2026/4/?werkplaats=elders").content.decode()
    assert "Symposium" not in client.get("/bijeenkomsten/agenda.ics").content.decode()
    assert calendar_queries.ahead(None, Chosen(theme="schulden"), NOW) == []


@pytest.mark.django_db
def test_a_coordinator_chooses_reads_what_is_wrong_and_takes_away(client, carla, twente):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    path = reverse("beside_list", args=["twente"])
    assert "javascript" in client.post(path, {"name": "X", "url": "javascript:alert(1)"}).content.decode()
    assert not OutsideCalendar.objects.exists()
    for _twice in range(2):
        sent = client.post(path, {"name": "Saxion", "url": "webcal://saxion.example/agenda.ics", "page": ""})
        assert sent.status_code == 302
    calendar = OutsideCalendar.objects.get()
    assert (calendar.url, calendar.page) == ("https://saxion.example/agenda.ics", "https://saxion.example/")
    outside_actions.note_problem(calendar, "no_calendar", by=None, at=NOW)
    assert "Hier staat geen agenda" in client.get(path).content.decode()
    change = reverse("beside_change", args=["twente", calendar.pk])
    client.post(change)
    calendar.refresh_from_db()
    assert calendar.due_at == NOW
    client.post(change, {"remove": "1"})
    assert not OutsideCalendar.objects.exists()
