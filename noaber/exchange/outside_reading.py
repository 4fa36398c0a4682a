# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the calendar of somebody else: iCalendar, or RSS and Atom of which the items say when something is.

The file may be anything, also meant to harm: how much is read, how deep, how often something repeats and how far ahead
are all bounded, and whatever one item is wrong in leaves out that item alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import feedparser
import recurring_ical_events
from dateutil import parser as dates
from icalendar import Calendar, Event

from noaber.base import clock
from noaber.base.calendar import ZONE, midnight, plain
from noaber.exchange.fetch import Unfetched
from noaber.meetings.outside_actions import Found

LIMIT = 3_000_000
MOST_EVENTS = 3_000
MOST_FOUND = 1_000
# How many things stand inside each other; a calendar needs four.
DEEPEST = 6
# How long a whole calendar may take.
SECONDS = 20.0
BACK, AHEAD = dt.timedelta(days=31), dt.timedelta(days=400)
LONGEST = dt.timedelta(days=120)
# Rules of what repeats many times a day are no meetings, and would never end.
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
TOO_FINE = ("BYHOUR", "BYMINUTE", "BYSECOND")
OLDEST = 1990
# A line goes on where the next begins with white space. In a time zone a rule is worked out while it is read.
FOLDED = re.compile(rb"(?:\r?\n)+[ \t]")
ZONE_RULE = re.compile(rb"RRULE[;:]")
SLOW_RULE = re.compile(rb"BY(?:HOUR|MINUTE|SECOND)")
MOST_RULES = 500
# What an item of RSS calls its begin and its end, with the modules that people use for that.
BEGINS = ("ev_startdate", "xcal_dtstart", "cal_dtstart", "dtstart", "startdate", "start_date", "mec_startdate")
ENDS = ("ev_enddate", "xcal_dtend", "cal_dtend", "dtend", "enddate", "end_date", "mec_enddate")
PLACES = ("ev_location", "xcal_location", "cal_location", "location", "mec_location")


@dataclass(frozen=True)
class Read:
    """What was found, and how many items could not be shown."""

    found: list[Found]
    left_out: int


def read(body: bytes, at: dt.datetime) -> Read:
    """The meetings in a calendar, from a month ago to a year ahead; raises `Unfetched` when it is none."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if start.startswith(b"begin:vcalendar"):
        return _ical(body, at)
    if b"<rss" in start or b"<feed" in start or b"<rdf" in start:
        return _rss(body, at)
    raise Unfetched("no_calendar")


def _ical(body: bytes, at: dt.datetime) -> Read:
    _require_bounded(body)
    try:
        calendars: list[Any] = list(Calendar.from_ical(body, multiple=True))
    except Exception as error:
        raise Unfetched("broken", str(error)[:120]) from error
    began, left_out = time.monotonic(), 0
    found: dict[tuple[str, str], Found] = {}
    for calendar in calendars:
        for group in _groups(calendar):
            try:
                for one in _times(calendar, group, at):
                    found.setdefault((one.uid, one.part), one)
            except Exception:
                # Whatever it is: a date that does not exist, a rule that means nothing.
                left_out += 1
            if len(found) > MOST_FOUND:
                raise Unfetched("too_many", str(MOST_FOUND))
            if time.monotonic() - began > SECONDS:
                raise Unfetched("too_many", f"{SECONDS:.0f} s")
    return Read(list(found.values()), left_out)


def _require_bounded(body: bytes) -> None:
    if body.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise Unfetched("too_many", str(MOST_EVENTS))
    depth = 0
    for line in body.upper().splitlines():
        depth += line.startswith(b"BEGIN:") - line.startswith(b"END:")
        if depth > DEEPEST:
            raise Unfetched("broken", "BEGIN")
    _require_calm_zones(body)


def _require_calm_zones(body: bytes) -> None:
    """A time zone changes once a year; any other rule in it would fill the memory before anything is looked at."""
    depth = zone = rules = 0
    for line in re.split(rb"\r?\n", FOLDED.sub(b"", body).upper()):
        if re.match(rb"BEGIN[;:]", line):
            depth += 1
            zone = zone or (depth if b"VTIMEZONE" in line else 0)
        elif re.match(rb"END[;:]", line):
            depth -= 1
            zone = zone if depth >= zone else 0
        elif zone and ZONE_RULE.match(line):
            rules += 1
            if b"FREQ=YEARLY" not in line or line.count(b"FREQ") > 1 or SLOW_RULE.search(line) or rules > MOST_RULES:
                raise Unfetched("broken", "VTIMEZONE")


def _groups(calendar: Any) -> Iterator[list[Event]]:
    """The events of one name together: one that repeats, and the times of it that were changed."""
    groups: dict[str, list[Event]] = {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        groups.setdefault(str(event.get("UID") or f"-{number}"), []).append(event)
    yield from groups.values()


def _times(calendar: Any, group: list[Event], at: dt.datetime) -> Iterator[Found]:
    """Every time that an event is, within the horizon."""
    for event in group:
        _require_sane(event)
    repeats = any("RRULE" in event or "RDATE" in event for event in group)
    if not repeats:
        for event in group:
            if (one := _found(event, at)) is not None:
                yield one
        return
    whole = Calendar()
    for zone in calendar.walk("VTIMEZONE"):
        whole.add_component(zone)
    for event in group:
        whole.add_component(event)
    for number, event in enumerate(recurring_ical_events.of(whole).between(at - BACK, at + AHEAD)):
        if number >= MOST_FOUND:
            raise Unfetched("too_many", str(MOST_FOUND))
        if (one := _found(event, at, repeats=True)) is not None:
            yield one


def _require_sane(event: Event) -> None:
    """Raises ValueError for what would take for ever, or says nothing."""
    if event.start.year < OLDEST:
        raise ValueError("too old")
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if str((rule.get("FREQ") or [""])[0]).upper() in TOO_OFTEN or any(name in rule for name in TOO_FINE):
            raise ValueError("too often")
        if int((rule.get("COUNT") or [0])[0]) > MOST_EVENTS:
            raise ValueError("too many")


def _found(event: Event, at: dt.datetime, *, repeats: bool = False) -> Found | None:
    """One time of an event; None when it is outside the horizon. Raises when it has no day or no title."""
    begins, ends = event.start, event.end
    whole = not isinstance(begins, dt.datetime)
    starts_at, ends_at = _moment(begins), _moment(ends)
    part = begins.isoformat()[:40] if repeats else ""
    return _kept(
        at, uid=str(event.get("UID") or ""), part=part, title=str(event.get("SUMMARY") or ""), starts_at=starts_at,
        ends_at=ends_at, whole=whole, place=str(event.get("LOCATION") or ""), url=str(event.get("URL") or ""),
        cancelled=str(event.get("STATUS") or "").upper() == "CANCELLED",
    )  # fmt: skip


def _kept(
    at: dt.datetime,
    *,
    uid: str,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    whole: bool,
    part: str = "",
    place: str = "",
    url: str = "",
    cancelled: bool = False,
) -> Found | None:
    title = " ".join(plain(title).split())[:300]
    if not title:
        raise ValueError("no title")
    if ends_at <= starts_at:
        ends_at = starts_at + (dt.timedelta(days=1) if whole else dt.timedelta(hours=1))
    if ends_at < at - BACK or starts_at > at + AHEAD or ends_at - starts_at > LONGEST:
        return None
    name = hashlib.blake2b((uid or f"{title} {starts_at.isoformat()}").encode(errors="replace"), digest_size=24)
    return Found(
        uid=name.hexdigest(), part=part, title=title, starts_at=starts_at.astimezone(dt.UTC),
        ends_at=ends_at.astimezone(dt.UTC), whole_days=whole, place=" ".join(plain(place).split())[:200],
        url=_address(url), cancelled=cancelled,
    )  # fmt: skip


def _moment(value: dt.date) -> dt.datetime:
    """A moment; what says no zone is in the Netherlands."""
    if not isinstance(value, dt.datetime):
        return midnight(value)
    return value if value.tzinfo else value.replace(tzinfo=ZONE)


def _address(text: str) -> str:
    """An address on the web, or nothing: anything else would be a trap."""
    text = plain(text).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and parts.netloc and len(text) <= 500 and not set(text) & set(' "<>\n')
    return text if sound else ""


def _rss(body: bytes, at: dt.datetime) -> Read:
    parsed = feedparser.parse(body)
    found: dict[str, Found] = {}
    left_out = 0
    for entry in parsed.entries[:MOST_EVENTS]:
        try:
            one = _item(entry, at)
        except (ValueError, OverflowError, TypeError):
            left_out += 1
            continue
        if one is not None:
            found.setdefault(one.uid, one)
        if len(found) > MOST_FOUND:
            raise Unfetched("too_many", str(MOST_FOUND))
    return Read(list(found.values()), left_out)


def _item(entry: Any, at: dt.datetime) -> Found | None:
    """An item that says when something is. When it was written says nothing about that."""
    begins = _said(entry, BEGINS)
    if not begins:
        raise ValueError("no day")
    starts = dates.parse(begins[:60])
    whole = len(begins.strip()) <= 10
    ends = dates.parse(said[:60]) if (said := _said(entry, ENDS)) else starts
    starts_at, ends_at = _moment(starts), _moment(ends)
    if whole:
        starts_at, ends_at = midnight(clock.day(starts_at)), midnight(clock.day(ends_at) + dt.timedelta(days=1))
    link = str(entry.get("link") or "")
    return _kept(
        at, uid=str(entry.get("id") or link), title=str(entry.get("title") or ""), starts_at=starts_at, ends_at=ends_at,
        whole=whole, place=_said(entry, PLACES), url=link,
    )  # fmt: skip


def _said(entry: Any, names: tuple[str, ...]) -> str:
    return next((str(entry[name]) for name in names if entry.get(name)), "")
