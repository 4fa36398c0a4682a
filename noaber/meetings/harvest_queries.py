# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The harvest of a meeting, as its page and its planners read it, and which meetings are asked for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from noaber.knowledge.models import Product, Version
from noaber.loop import Face
from noaber.meetings.harvest_models import GoesOn, Harvest, Noted
from noaber.meetings.models import CLOSED, Meeting, State
from noaber.questions.models import Question

# A harvest is asked for after two weeks; nobody is asked about a meeting of long ago.
WAITS, NOT_AFTER = dt.timedelta(days=14), dt.timedelta(days=60)


@dataclass(frozen=True)
class Told:
    """A note, and the thing that came of it where everybody may read that."""

    noted: Noted
    face: Face | None


@dataclass(frozen=True)
class Table:
    """What was noted at one table."""

    name: str
    rows: Sequence[Told]


@dataclass(frozen=True)
class Gathered:
    """The harvest of a meeting: in a few words, and by table."""

    harvest: Harvest | None
    tables: Sequence[Table]

    @property
    def of_sort(self) -> Mapping[str, Sequence[Told]]:
        """Everything by what it is, for who counts."""
        rows = [one for table in self.tables for one in table.rows]
        return {sort: [one for one in rows if one.noted.sort == sort] for sort in Noted.Sort.values}


def shown(meeting: Meeting) -> Gathered | None:
    """What everybody who may read the meeting reads of its harvest; None as long as it is not public."""
    harvest = getattr(meeting, "harvest", None)
    return gathered(meeting, harvest) if harvest and harvest.published_at else None


def gathered(meeting: Meeting, harvest: Harvest | None) -> Gathered:
    """Everything, by table in the order in which tables are named."""
    noted = list(meeting.noted.all())
    faces = _faces({one.became for one in noted if one.became})
    tables = [
        Table(name, [Told(one, faces.get(one.became)) for one in rows])
        for name, rows in groupby(noted, key=lambda one: one.table)
    ]
    return Gathered(harvest, tables)


def _faces(things: Collection[str]) -> Mapping[str, Face]:
    """How these things are shown, one query a kind; those that not everybody may read are left out."""
    found: dict[str, Face] = {}
    public: dict[str, QuerySet[Any]] = {
        Question.KIND: Question.objects.public(), Product.KIND: Product.objects.visible_to(None)
    }  # fmt: skip
    for kind, rows in public.items():
        refs = [thing.partition(":")[2] for thing in things if thing.startswith(f"{kind}:")]
        for one in rows.filter(ref__in=refs).order_by() if refs else ():
            found[f"{kind}:{one.ref}"] = Face(one.title, one.get_absolute_url(), lang=one.lang)
    return found


def drafts_of(meeting: Meeting) -> Mapping[str, int]:
    """The draft that an insight became, for who writes on."""
    refs = [one.became.partition(":")[2] for one in meeting.noted.filter(became__startswith=f"{Product.KIND}:")]
    return {f"{Product.KIND}:{one.ref}": one.pk for one in Version.objects.filter(ref__in=refs).order_by("pk")}


def going_on(meeting: Meeting) -> QuerySet[GoesOn]:
    """Who wants to go on, for who plans."""
    return GoesOn.objects.filter(meeting=meeting)


def without_harvest(at: dt.datetime) -> QuerySet[Meeting]:
    """The meetings of two weeks ago and more whose planners were not asked yet; closed ones are left in peace."""
    rows = Meeting.objects.filter(
        state=State.PLANNED, example=False, ends_at__lte=at - WAITS, ends_at__gt=at - NOT_AFTER
    )
    done = Harvest.objects.exclude(published_at=None, asked_at=None)
    return rows.exclude(sort__in=CLOSED).exclude(pk__in=done.values("meeting")).order_by("ends_at", "pk")


def begun(meeting: Meeting) -> Harvest | None:
    """The harvest as it is so far, for who works on it."""
    return Harvest.objects.filter(meeting=meeting).select_related("project").first()
