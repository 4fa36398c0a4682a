# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The path of a project: where it comes from, how it went on, and what came of its insights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from noaber import ledger, projects
from noaber.agenda.decision_models import AgendaItem
from noaber.members.work_queries import word
from noaber.people.models import AnyPerson, Visibility
from noaber.projects import Yield
from noaber.projects.models import (
    LearningRound,
    Phase,
    Project,
)
from noaber.questions.models import Question


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a project comes from: a question, or an item of the agenda."""

    kind: str
    label: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Move:
    """That the group went to another phase, and why."""

    at: dt.datetime
    phase: str
    reason: str


def origins_of(project: Project) -> list[Origin]:
    """The public questions and items of the agenda from which a project comes; one query."""
    named = ("station", "title", "slug")
    asked = Question.objects.public().filter(projects=project).order_by().annotate(station=word("question"))
    items = AgendaItem.objects.filter(projects=project, visibility=Visibility.PUBLIC).order_by()
    rows = items.annotate(station=word("agenda_item")).values_list(*named).union(asked.values_list(*named), all=True)
    labels = {"question": _("Vraag"), "agenda_item": _("Agenda")}
    kinds = {"question": "vraag", "agenda_item": "agenda"}
    # A question comes before the item that it became.
    found = sorted(rows, key=lambda row: (row[0] != "question", row))
    return [Origin(kinds[kind], labels[kind], title, _address(kind, slug)) for kind, title, slug in found]


def _address(kind: str, slug: str) -> str:
    try:
        return reverse(f"{kind}_detail", args=[slug])
    except NoReverseMatch:
        return ""


def phases_of(project: Project) -> list[tuple[str, str, str]]:
    """Every phase in order: its code, its word, and whether it is past, now or still to come."""
    order = list(Phase)
    here = order.index(Phase(project.phase)) if project.phase else -1
    return [
        (phase.value, str(phase.label), "past" if place < here else "now" if place == here else "later")
        for place, phase in enumerate(order)
    ]


def moves_of(project: Project) -> list[Move]:
    """How the group came where it is: each phase that began, with the reason that was written for everybody."""
    labels = dict(Phase.choices)
    moved = [entry for entry in ledger.trail(project) if entry.verb in ("project.phase_moved", "project.finished")]
    return [Move(entry.at, str(labels.get(entry.data["to"], "")), entry.reason) for entry in moved]


def yields_of(project: Project, person: AnyPerson) -> dict[int, list[Yield]]:
    """What later rooms made of the insights of a project, by round."""
    found: dict[int, list[Yield]] = {}
    for source in projects.YIELDS:
        for number, rows in source.of(project, person).items():
            found.setdefault(number, []).extend(rows)
    return found


def offers_of(rounds: Iterable[LearningRound], person: AnyPerson) -> dict[int, str]:
    """Where this person can make something of each finished round."""
    found = {}
    for round in rounds:
        for source in projects.YIELDS:
            if round.finished_at is not None and (href := source.offer(round, person)):
                found[round.pk] = href
    return found
