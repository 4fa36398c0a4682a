# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What only the group and who leads it see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from noaber.projects import kinds
from noaber.projects.models import LearningRound, LogEntry, Member, MemberState, Project


def log_of(project: Project) -> QuerySet[LogEntry]:
    """Everything that was noted, newest first, with who noted it."""
    return project.log.select_related("by")


def steps_of(round: LearningRound) -> list[tuple[Any, str, bool]]:
    """A round in the words of its method: what was asked, what stands there, and whether it is the insight."""
    method = kinds.method(round.project.method)
    told = [(name, method.steps[name].label, getattr(round, name)) for name in kinds.STEPS]
    more = [(name, prompt.label, round.extra.get(name, "")) for name, prompt in method.extra.items()]
    rows = [*told[:3], *more, *told[3:]]
    return [(label, text, name == "insight") for name, label, text in rows]


def people_of(project: Project) -> dict[str, list[Member]]:
    """Everybody who takes part, asks to or is invited, by where that is."""
    rows = project.members.exclude(state=MemberState.UNCONFIRMED).select_related("person", "organisation")
    found: dict[str, list[Member]] = {state: [] for state in MemberState.values}
    for row in rows.order_by("role", "joined_at", "pk"):
        found[row.state].append(row)
    return found
