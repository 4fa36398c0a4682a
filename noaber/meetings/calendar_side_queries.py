# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands beside a calendar: what it can be narrowed to, what overlaps while planning, calendars of others."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from noaber.base.calendar import midnight
from noaber.meetings import outside_problems
from noaber.meetings.calendar_queries import Happening, happenings, outside_happening
from noaber.meetings.models import Meeting, Sort
from noaber.meetings.outside_models import OutsideCalendar, OutsideMeeting
from noaber.people.models import AnyPerson, Werkplaats
from noaber.people.queries import described, theme_labels, werkplaats_names

# How many other meetings who plans is told of.
MOST_OVERLAPS = 6


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters of a calendar offer, each with its words."""
    places = sorted(werkplaats_names().items(), key=lambda one: one[1].casefold())
    sorts = [(str(value), str(word)) for value, word in Sort.choices]
    return {"werkplaats": places, "thema": list(theme_labels().items()), "soort": sorts}


def overlaps(meeting: Meeting, person: AnyPerson) -> list[tuple[Happening, bool]]:
    """Other meetings in the region on the same days, each with whether it is at the same hours; those first."""
    if meeting.starts_at is None or meeting.ends_at is None or meeting.home_id is None:
        return []
    first, last = timezone.localdate(meeting.starts_at), timezone.localdate(meeting.ends_at)
    start, end = midnight(first), max(meeting.ends_at, midnight(last).replace(hour=23, minute=59))
    homes = [meeting.home_id, *meeting.shown_by.values_list("pk", flat=True)]
    around = Q(starts_at__lt=end, ends_at__gt=start)
    here = Q(home__in=homes) | Q(pk__in=Meeting.shown_by.through.objects.filter(werkplaats__in=homes).values("meeting"))
    rows = described(Meeting, person).filter(around & here).exclude(pk=meeting.pk).exclude(state="cancelled")
    shown = happenings(rows.order_by("starts_at", "pk")[:MOST_OVERLAPS])
    others = OutsideMeeting.objects.filter(around, calendar__home__in=homes, cancelled=False)
    shown += map(outside_happening, others.select_related("calendar").order_by("starts_at", "pk")[:MOST_OVERLAPS])
    found = [(one, _same_hours(one, meeting)) for one in shown]
    return sorted(found, key=lambda pair: (not pair[1], pair[0].order))[:MOST_OVERLAPS]


def _same_hours(one: Happening, meeting: Meeting) -> bool:
    """Whether both are at the same time; what takes the whole day is at no hour."""
    if not (one.starts_at and one.ends_at and meeting.starts_at and meeting.ends_at):
        return False
    return one.starts_at < meeting.ends_at and one.ends_at > meeting.starts_at


@dataclass(frozen=True)
class Outside:
    """A calendar of others as its coordinator sees it."""

    calendar: OutsideCalendar
    number: int
    problem: str


def outside_calendars(home: Werkplaats) -> list[Outside]:
    """The calendars of others that a werkplaats shows, with how it goes."""
    rows = OutsideCalendar.objects.filter(home=home).annotate(number=Count("meetings"))
    return [Outside(one, one.number, outside_problems.words(one.problem) if one.problem else "") for one in rows]
