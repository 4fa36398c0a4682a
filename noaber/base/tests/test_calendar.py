# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calendars as RFC 5545 wants them: checked more strictly than programs that read them do."""

import datetime as dt

import pytest
from icalendar import Calendar

from noaber.base.calendar import Moment, calendar, midnight
from noaber.base.testing import at
from noaber.base.testing_calendars import faults


def a_moment(uid="een@noaber", **overrides):
    told = {"title": "Kenniscafé", "starts_at": at("2026-04-16 19:30"), "ends_at": at("2026-04-16 21:30")}
    return Moment(**{"uid": uid, "changed_at": at("2026-03-02 09:00"), **told, **overrides})


def test_a_calendar_has_no_faults():
    whole = a_moment("twee@noaber", whole_days=True, starts_at=midnight(dt.date(2026, 3, 29)),
                     ends_at=midnight(dt.date(2026, 3, 30)), cancelled=True, categories=("webinar",))  # fmt: skip
    moments = [a_moment(title="é" * 200, text="Regel\ntwee; drie, vier", url="https://noaber.example/b/"), whole]
    text = calendar(
        "Agenda", moments, text="Over", url="https://noaber.example/", source="https://noaber.example/a.ics"
    )
    assert faults(text) == []
    for line in ("NAME:Agenda", "COLOR:teal", "URL:https://noaber.example/", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"):
        assert f"\r\n{line}\r\n" in text
    assert "DTSTART;VALUE=DATE:20260329\r\n" in text
    assert "DTEND;VALUE=DATE:20260330\r\n" in text
    assert "STATUS:CANCELLED" in text
    assert faults(calendar("Leeg", [])) == []


@pytest.mark.parametrize(
    ("begins", "ends", "utc"),
    [
        # Over the change of the clock in autumn and in spring, and within the hour that comes twice.
        ("2026-10-25T01:30", "2026-10-25T04:30", ("2026-10-24T23:30", "2026-10-25T03:30")),
        ("2026-03-29T01:30", "2026-03-29T04:30", ("2026-03-29T00:30", "2026-03-29T02:30")),
    ],
)
def test_the_clock_changes_and_the_moment_does_not(begins, ends, utc):
    starts, until = (at(text.replace("T", " ")) for text in (begins, ends))
    (event,) = Calendar.from_ical(calendar("x", [a_moment(starts_at=starts, ends_at=until)])).walk("VEVENT")
    assert (event.start.astimezone(dt.UTC), event.end.astimezone(dt.UTC)) == tuple(
        dt.datetime.fromisoformat(f"{text}+00:00") for text in utc
    )


def test_the_second_time_of_an_hour_that_comes_twice_is_that_one():
    second = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    text = calendar("x", [a_moment(starts_at=second, ends_at=second + dt.timedelta(hours=2))])
    assert "DTSTART:20261025T013000Z" in text
    assert "DTEND;TZID=Europe/Amsterdam:20261025T043000" in text


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("UID:een@noaber", "X-UID:een@noaber", "UID"),
        ("DTSTAMP:", "X-DTSTAMP:", "DTSTAMP"),
        ("SUMMARY:Kenniscafé", f"SUMMARY:{'é' * 60}", "75"),
        ("VERSION:2.0", "VERSION:1.0", "VERSION"),
        ("DTEND;TZID=Europe/Amsterdam:20260416T213000", "DURATION:PT2H", "DURATION"),
        ("DTEND;TZID=Europe/Amsterdam:20260416T213000", "DTEND;TZID=Europe/Amsterdam:20260416T193000", "later"),
        ("BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam", "BEGIN:VTIMEZONE\r\nTZID:Europe/Assen", "VTIMEZONE"),
        ("\r\n", "\n", "CRLF"),
        ("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:een@noaber\r\nEND:VEVENT", "twice"),
    ],
)
def test_the_check_sees_what_is_wrong(before, after, fault):
    text = calendar("x", [a_moment()])
    assert before in text
    assert any(fault in one for one in faults(text.replace(before, after)))
