# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding meetings, and from where somebody can plan one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from noaber.agenda.decision_models import AgendaItem
from noaber.meetings.models import PLANS, Meeting, Paper, Part, Series, Speaker
from noaber.people.models import AnyPerson, Person, Visibility, Werkplaats
from noaber.people.queries import described, roles_of, werkplaatsen
from noaber.projects.models import Project
from noaber.questions.models import OPEN, Question

RELATED = ("home", "series", "question", "agenda_item", "project", "harvest__project")


def find(slug: str, person: AnyPerson) -> Meeting | None:
    """The meeting that this person may read, with what it carries further."""
    found: Meeting | None = described(Meeting, person).select_related(*RELATED).filter(slug=slug).first()
    return found


def homes_to_plan(person: AnyPerson) -> QuerySet[Werkplaats]:
    """The werkplaatsen for which a person can plan a meeting."""
    if isinstance(person, Person) and person.is_superuser:
        return werkplaatsen(national=True)
    return werkplaatsen(national=True).filter(pk__in=roles_of(person).filter(role__in=PLANS).values("werkplaats"))


def question_choices(homes: Iterable[Werkplaats], also: Iterable[str] = ()) -> QuerySet[Question]:
    """The public questions of these werkplaatsen that a meeting can carry further, newest first."""
    going_on = Q(home__in=homes, state__in=OPEN, root__isnull=True)
    return Question.objects.public().filter(going_on | Q(slug__in=list(also))).order_by("-asked_at")


def agenda_choices(homes: Iterable[Werkplaats], also: Iterable[str] = ()) -> QuerySet[AgendaItem]:
    """What is on the agenda of these werkplaatsen."""
    there = Q(home__in=homes, state="on") | Q(slug__in=list(also))
    return AgendaItem.objects.filter(there, visibility=Visibility.PUBLIC).order_by("title")


def project_choices(homes: Iterable[Werkplaats], also: Iterable[str] = ()) -> QuerySet[Project]:
    """The groups of these werkplaatsen."""
    here = Q(home__in=homes, phase__gt="") | Q(slug__in=list(also))
    return Project.objects.filter(here, visibility=Visibility.PUBLIC).order_by("title")


def series_choices(homes: Iterable[Werkplaats]) -> QuerySet[Series]:
    """The series of these werkplaatsen."""
    return Series.objects.filter(home__in=homes)


@dataclass(frozen=True)
class Slot:
    """The parts of the programme that begin at the same time: one for everybody, or a round in which one chooses."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    parts: Sequence[Part]


@dataclass(frozen=True)
class Programme:
    """The programme of a meeting in the order of time, and who speaks at the meeting as a whole."""

    slots: Sequence[Slot]
    speakers: Sequence[Speaker]


def programme_of(meeting: Meeting) -> Programme:
    """The programme, with who speaks where; two queries."""
    speakers = list(meeting.speakers.all())
    parts = list(meeting.parts.all())
    for part in parts:
        part.told_by = [one for one in speakers if one.part_id == part.pk]
    slots: list[Slot] = []
    for _key, group in groupby(parts, key=lambda one: (one.starts_at, one.round)):
        together = list(group)
        slots.append(Slot(together[0].starts_at, max(one.ends_at for one in together), together))
    return Programme(slots, [one for one in speakers if one.part_id is None])


def papers_of(meeting: Meeting, *, everything: bool) -> QuerySet[Paper]:
    """The papers that are for everybody, or all of them."""
    return meeting.papers.all() if everything else meeting.papers.filter(public=True)


def of_series(series: Series, person: AnyPerson) -> QuerySet[Meeting]:
    """The meetings of a series that this person may read, in the order of time."""
    found: QuerySet[Meeting] = described(Meeting, person)
    return found.filter(series=series).order_by("starts_at", "pk")
