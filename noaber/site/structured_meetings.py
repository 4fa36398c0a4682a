# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A meeting in the words of schema.org: when, where, by whom, and whether it goes on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from noaber.meetings.models import Meeting
from noaber.people.queries import werkplaats_names

Node = dict[str, Any]
SCHEMA = "https://schema.org/"


def of_meeting(meeting: Meeting, organisations: list[Node], address: str) -> Node:
    """What is told beside name and description. The link to join online is for who signed up: never here."""
    starts, ends = _times(meeting)
    off = "EventCancelled" if meeting.is_cancelled else "EventScheduled"
    return {
        "startDate": starts, "endDate": ends, "eventStatus": f"{SCHEMA}{off}" if meeting.state else "",
        "eventAttendanceMode": f"{SCHEMA}{_mode(meeting)}" if meeting.place or meeting.online_url else "",
        "location": _location(meeting, address), "organizer": organisations or _home(meeting),
        "inLanguage": meeting.lang, "isAccessibleForFree": not meeting.costs,
    }  # fmt: skip


def _times(meeting: Meeting) -> tuple[str, str]:
    """With the hour and how far it is from the world's time; of whole days the days."""
    if meeting.starts_at is None or meeting.ends_at is None:
        try:
            return dt.date.fromisoformat(meeting.on_date[:10]).isoformat(), ""
        except ValueError:
            return "", ""
    if meeting.whole_days:
        return str(meeting.first_day), str(meeting.last_day)
    return timezone.localtime(meeting.starts_at).isoformat(), timezone.localtime(meeting.ends_at).isoformat()


def _mode(meeting: Meeting) -> str:
    if meeting.place and meeting.online_url:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if meeting.online_url else "OfflineEventAttendanceMode"


def _location(meeting: Meeting, address: str) -> list[Node] | Node | str:
    found: list[Node] = []
    if meeting.place:
        place: Node = {"@type": "Place", "name": meeting.place}
        found.append(place | {"address": meeting.address} if meeting.address else place)
    if meeting.online_url:
        # Where one learns how to join.
        found.append({"@type": "VirtualLocation", "url": address})
    return found[0] if len(found) == 1 else (found or "")


def _home(meeting: Meeting) -> list[Node]:
    if meeting.home is None:
        return []
    name = werkplaats_names().get(meeting.home_slug, meeting.home_slug)
    return [{"@type": "Organization", "name": name, "url": settings.SITE_URL + meeting.home.get_absolute_url()}]
