# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Showing calendars of others: choosing one, keeping what was found in it, letting it go."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.meetings import policies
from noaber.meetings.outside_models import OutsideCalendar, OutsideMeeting
from noaber.people.models import Person, Werkplaats

ledger.declare(
    {
        "outside.added": "a calendar of somebody else is shown beside ours",
        "outside.changed": "other meetings were found in a calendar of somebody else",
        "outside.removed": "a calendar of somebody else is not shown any more",
    }
)
MOST_CALENDARS = 20
# How long until a calendar is looked at again; after failures longer and longer.
AGAIN = dt.timedelta(hours=6)
LONGEST = dt.timedelta(days=7)
# What was found is forgotten once the calendar has been silent for so many times.
GONE_AFTER = 30


@dataclass(frozen=True)
class Found:
    """A meeting as it was found in a calendar of somebody else."""

    uid: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    part: str = ""
    whole_days: bool = False
    place: str = ""
    url: str = ""
    cancelled: bool = False


@transaction.atomic
def add(home: Werkplaats, *, name: str, url: str, page: str = "", by: Person, at: dt.datetime) -> OutsideCalendar:
    """Choose a calendar to show; the same address again is the same calendar."""
    require(policies.may_keep_outside(by, home, clock.day(at)))
    if known := OutsideCalendar.objects.filter(home=home, url=url).first():
        return known
    if OutsideCalendar.objects.filter(home=home).count() >= MOST_CALENDARS:
        raise Refused(_("Meer dan %(most)s agenda’s van anderen kan niet. Haal er eerst een weg.")
                      % {"most": MOST_CALENDARS})  # fmt: skip
    parts = urlsplit(url)
    told = {"name": name, "page": page or f"{parts.scheme}://{parts.netloc}/", "by": by, "at": at, "due_at": at}
    try:
        with transaction.atomic():
            calendar = OutsideCalendar.objects.create(home=home, url=url, **told)
    except IntegrityError:
        # The other half of a double submit was first.
        return OutsideCalendar.objects.get(home=home, url=url)
    ledger.record("outside.added", calendar, by=by, at=at, werkplaats=home.slug)
    return calendar


@transaction.atomic
def remove(calendar: OutsideCalendar, *, by: Person, at: dt.datetime) -> None:
    """Show it no more; what was found in it goes too."""
    require(policies.may_keep_outside(by, calendar.home, clock.day(at)))
    ledger.record("outside.removed", calendar, by=by, at=at, werkplaats=calendar.home_slug)
    calendar.delete()


@transaction.atomic
def look_again(calendar: OutsideCalendar, *, by: Person, at: dt.datetime) -> None:
    """Have it read now."""
    require(policies.may_keep_outside(by, calendar.home, clock.day(at)))
    OutsideCalendar.objects.filter(pk=calendar.pk).update(due_at=at)


@transaction.atomic
def keep_found(
    calendar: OutsideCalendar, found: Iterable[Found], *, left_out: int = 0, by: Person | None, at: dt.datetime
) -> bool:
    """Keep exactly what was found: what is gone there goes here. Says whether anything changed."""
    calendar = OutsideCalendar.objects.select_for_update(of=("self",)).select_related("home").get(pk=calendar.pk)
    wanted = {(one.uid, one.part): one for one in found}
    print_ = _fingerprint(wanted)
    changed = print_ != calendar.fingerprint
    if changed:
        _replace(calendar, wanted)
        data = {"meetings": len(wanted)}
        ledger.record("outside.changed", calendar, by=by, at=at, werkplaats=calendar.home_slug, data=data)
    calendar.read_at, calendar.due_at, calendar.fingerprint = at, at + AGAIN, print_
    calendar.problem, calendar.problem_about, calendar.failures, calendar.left_out = "", "", 0, left_out
    calendar.save()
    return changed


def _replace(calendar: OutsideCalendar, wanted: Mapping[tuple[str, str], Found]) -> None:
    known = {(one.uid, one.part): one for one in calendar.meetings.all()}
    calendar.meetings.filter(pk__in=[one.pk for key, one in known.items() if key not in wanted]).delete()
    fields = ["title", "starts_at", "ends_at", "whole_days", "place", "url", "cancelled"]
    fresh, other = [], []
    for key, one in wanted.items():
        if (row := known.get(key)) is None:
            fresh.append(OutsideMeeting(calendar=calendar, **asdict(one)))
        elif any(getattr(row, name) != getattr(one, name) for name in fields):
            for name in fields:
                setattr(row, name, getattr(one, name))
            other.append(row)
    OutsideMeeting.objects.bulk_create(fresh, batch_size=500)
    OutsideMeeting.objects.bulk_update(other, fields, batch_size=200)


def _fingerprint(wanted: Mapping[tuple[str, str], Found]) -> str:
    rows: list[dict[str, Any]] = [asdict(wanted[key]) for key in sorted(wanted)]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


@transaction.atomic
def note_problem(calendar: OutsideCalendar, code: str, about: str = "", *, by: Person | None, at: dt.datetime) -> None:
    """Remember that it could not be read; what was found before stays for a while."""
    calendar = OutsideCalendar.objects.select_for_update(of=("self",)).select_related("home").get(pk=calendar.pk)
    calendar.failures = min(calendar.failures + 1, 1000)
    calendar.problem, calendar.problem_about = code, about[:200]
    calendar.due_at = at + min(AGAIN * calendar.failures, LONGEST)
    if calendar.failures >= GONE_AFTER and calendar.meetings.exists():
        calendar.meetings.all().delete()
        calendar.fingerprint = ""
        ledger.record("outside.changed", calendar, by=by, at=at, werkplaats=calendar.home_slug, data={"meetings": 0})
    calendar.save()
