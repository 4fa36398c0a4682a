# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calendar of a project: its sessions, between the rhythm of education and that of practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from noaber.base.calendar import Moment, calendar
from noaber.projects.models import PlanItem, Project, Session, Sort

# How far a calendar looks back and ahead when nothing tells otherwise.
MOST_MONTHS = 24


@dataclass(frozen=True)
class Month:
    """One month: what education and practice are in, which sessions there are, and which milestones."""

    first: dt.date
    semester: Sequence[PlanItem]
    practice: Sequence[PlanItem]
    sessions: Sequence[Session]
    milestones: Sequence[PlanItem]
    now: bool


def months(project: Project, sessions: Iterable[Session], *, at: dt.datetime) -> list[Month]:
    """Every month from the first thing in the calendar (not more than a year ago) to the last."""
    kept, today = list(sessions), timezone.localdate(at)
    items = list(project.plan.filter(sort__in=(Sort.SEMESTER, Sort.PRACTICE, Sort.MILESTONE)))
    days = [timezone.localdate(one.starts_at) for one in kept]
    days += [day for item in items for day in (item.from_on, item.until_on) if day]
    if not days:
        return []
    first = _first(max(min(*days, today), today - dt.timedelta(days=366)))
    last = _first(max(*days, today))
    found: list[Month] = []
    while first <= last and len(found) < MOST_MONTHS:
        found.append(_month(first, kept, items, today))
        first = _next(first)
    return found


def _month(first: dt.date, sessions: Sequence[Session], items: Sequence[PlanItem], today: dt.date) -> Month:
    after = _next(first)

    def of(sort: str) -> list[PlanItem]:
        return [one for one in items if one.sort == sort and one.from_on and one.until_on
                and one.from_on < after and one.until_on >= first]  # fmt: skip

    milestones = [one for one in items if one.sort == Sort.MILESTONE and one.until_on and first <= one.until_on < after]
    here = [one for one in sessions if first <= timezone.localdate(one.starts_at) < after]
    return Month(first, of(Sort.SEMESTER), of(Sort.PRACTICE), here, milestones, first <= today < after)


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _next(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def written(project: Project, sessions: Iterable[Session]) -> str:
    """The sessions as iCalendar."""
    page = f"{settings.SITE_URL}{project.get_absolute_url()}"
    host = settings.SITE_URL.partition("://")[2]
    moments = [
        Moment(
            uid=f"session-{one.pk}@{host}", title=f"{project.title}: {one.title}", starts_at=one.starts_at,
            ends_at=one.ends_at, changed_at=one.changed_at, place=one.place, text=one.text, url=page,
            sequence=one.saved,
        )
        for one in sessions
    ]  # fmt: skip
    return calendar(project.title, moments)
