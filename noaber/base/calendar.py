# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments as a calendar that other programs read (iCalendar, RFC 5545 and 7986).

Beginning and end are always both said, in the time of the Netherlands: programs differ in what a duration over a change
of the clock is. Nothing in it tells when it was asked for, so that the same moments are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration, vText, vUri

from noaber.base import clock

CONTENT_TYPE = "text/calendar; charset=utf-8"
ZONE = ZoneInfo("Europe/Amsterdam")
# How often a program is asked to look again.
REFRESH = timedelta(hours=1)
# The rule of the European Union since 1996; nothing here is older.
RULE = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
X-LIC-LOCATION:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Moment:
    """One thing in a calendar; `uid` is its name for ever, `sequence` grows when it changes.

    Of `whole_days` it begins and ends at midnight in the Netherlands, the end being the midnight after the last day.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    whole_days: bool = False
    cancelled: bool = False
    categories: tuple[str, ...] = ()


def calendar(name: str, moments: Iterable[Moment], *, text: str = "", url: str = "", source: str = "") -> str:
    """A whole calendar: `url` is its page, `source` the address at which it is kept up to date."""
    kept = list(moments)
    whole = Calendar()
    told = [("VERSION", "2.0"), ("PRODID", "-//Noaber//NL"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    # Who reads no NAME reads the older word for it.
    told += [(word, plain(name)) for word in ("NAME", "X-WR-CALNAME")]
    told += [(word, plain(text)) for word in ("DESCRIPTION", "X-WR-CALDESC") if text]
    for word, value in told:
        whole.add(word, vText(value))
    for word, address in (("URL", url), ("SOURCE", source)):
        if address:
            whole.add(word, vUri(address), {"VALUE": "URI"} if word == "SOURCE" else {})
    if kept:
        whole.add("LAST-MODIFIED", max(one.changed_at for one in kept).astimezone(UTC))
    whole.add("COLOR", "teal")
    whole.add("REFRESH-INTERVAL", vDuration(REFRESH), {"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    whole.add_component(Timezone.from_ical(RULE))
    for moment in kept:
        whole.add_component(_event(moment))
    written: bytes = whole.to_ical()
    return written.decode()


def _event(moment: Moment) -> Event:
    event = Event()
    event.add("UID", vText(plain(moment.uid)))
    event.add("DTSTAMP", moment.changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", moment.changed_at.astimezone(UTC))
    event.add("SEQUENCE", moment.sequence)
    event.add("STATUS", "CANCELLED" if moment.cancelled else "CONFIRMED")
    for word, at in (("DTSTART", moment.starts_at), ("DTEND", moment.ends_at)):
        event.add(word, clock.day(at) if moment.whole_days else _local(at))
    for word, value in (("SUMMARY", moment.title), ("LOCATION", moment.place), ("DESCRIPTION", moment.text)):
        if kept := plain(value):
            event.add(word, vText(kept))
    if moment.categories:
        event.add("CATEGORIES", [plain(one) for one in moment.categories])
    if moment.url:
        event.add("URL", vUri(moment.url))
    return event


def _local(at: datetime) -> datetime:
    """The hour on the clock; where the clock has that hour twice only the world's time says which of them."""
    local = at.astimezone(ZONE)
    return at.astimezone(UTC) if local.fold else local


def midnight(day: date) -> datetime:
    """The moment at which a day begins in the Netherlands."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def plain(value: str) -> str:
    """A text without control signs; lines end in one way."""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one == "\n" or one.isprintable())
