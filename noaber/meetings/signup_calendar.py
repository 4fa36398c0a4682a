# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The meeting as a file for somebody's own calendar, as it goes along with a mail (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from noaber.base import clock
from noaber.meetings.models import Meeting, Registration, RegistrationState

ZONE = "Europe/Amsterdam"
STATUS = {RegistrationState.IN: "CONFIRMED", RegistrationState.OFFERED: "TENTATIVE"}


def uid_of(meeting: Meeting) -> str:
    """The name of a meeting in calendars, the same for ever."""
    return f"{meeting.ref}@{urlsplit(settings.SITE_URL).hostname}"


def calendar_of(rows: Iterable[tuple[Registration, str]], *, at: dt.datetime) -> str:
    """Meetings as a calendar reads them, each with the address of one's own page: with the online link for who has a
    place, and called off for who has none."""
    calendar = Calendar()
    calendar.add("prodid", "-//Noaber//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    events = [_event(registration, url, at) for registration, url in rows]
    years = [one.start.year for one in events if isinstance(one.start, dt.datetime)]
    if years:
        calendar.add_component(_zone(min(years), max(years)))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _event(registration: Registration, url: str, at: dt.datetime) -> Event:
    meeting = registration.meeting
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    status = "CANCELLED" if meeting.is_cancelled else STATUS.get(RegistrationState(registration.state), "CANCELLED")
    event = Event()
    event.add("uid", uid_of(meeting))
    # Whatever changes of the two, the number grows; a calendar keeps the highest.
    event.add("sequence", meeting.saved + registration.saved)
    event.add("dtstamp", at.astimezone(dt.UTC))
    event.add("summary", meeting.title)
    event.add("status", status)
    for name, moment in (("dtstart", meeting.starts_at), ("dtend", meeting.ends_at)):
        local = timezone.localtime(moment, ZoneInfo(ZONE))
        event.add(name, clock.day(local) if meeting.whole_days else local)
    place = ", ".join(one for one in (meeting.place, meeting.address) if one)
    online = meeting.online_url if status == "CONFIRMED" else ""
    event.add("location", place or online)
    event.add("description", "\n\n".join(one for one in (meeting.summary, online, url) if one))
    event.add("url", url)
    event.add("transp", "OPAQUE" if status == "CONFIRMED" else "TRANSPARENT")
    return event


@lru_cache(maxsize=8)
def _zone(first: int, last: int) -> Timezone:
    """The hours of the Netherlands around these years; it takes a while to find, and many mails ask for the same."""
    return Timezone.from_tzid(ZONE, first_date=dt.date(first - 1, 1, 1), last_date=dt.date(last + 2, 1, 1))
