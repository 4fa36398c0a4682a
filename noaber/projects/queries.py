# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public page of a project shows, in few queries; and what the group and other rooms ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from noaber.loop.trail_queries import Trail, trail_of
from noaber.people.models import AnyPerson, Perspective
from noaber.people.queries import described
from noaber.projects import Yield
from noaber.projects.models import (
    FOUR_OS,
    LEADS,
    Contribution,
    EmbeddingCheck,
    LearningRound,
    LogEntry,
    Member,
    MemberRole,
    MemberState,
    Phase,
    PlanItem,
    Project,
    ProjectFile,
    Session,
    Sort,
)
from noaber.projects.trail_queries import Move, moves_of, phases_of, yields_of

LOG_SHOWN = 6


@dataclass(frozen=True)
class Side:
    """Who takes part from one perspective: how many, who shows a name, who leads, and from which organisations."""

    code: str
    label: str
    count: int
    names: Sequence[str]
    organisations: Sequence[str]


@dataclass(frozen=True)
class Team:
    """Who takes part, side by side per perspective."""

    sides: Sequence[Side]
    leads: Sequence[Member]
    total: int
    residents: int


@dataclass(frozen=True)
class Brought:
    """What all partners together promised and brought in so far; None where nobody told what it really was."""

    rows: Sequence[Contribution]
    promised_hours: int
    promised_euros: int
    real_hours: int | None
    real_euros: int | None


@dataclass(frozen=True)
class Plan:
    """The plan in its parts."""

    questions: Sequence[PlanItem]
    activities: Sequence[tuple[str, str, Sequence[PlanItem]]]
    milestones: Sequence[PlanItem]
    rhythms: Sequence[PlanItem]

    @property
    def any_activity(self) -> bool:
        return any(rows for _code, _label, rows in self.activities)


@dataclass(frozen=True)
class Told:
    """Everything that the public page of a project tells beside its own words."""

    trail: Trail | None
    phases: Sequence[tuple[str, str, str]]
    moves: Sequence[Move]
    team: Team
    plan: Plan
    rounds: Sequence[LearningRound]
    log: Sequence[LogEntry]
    more_log: bool
    session: Session | None
    brought: Brought
    files: Sequence[ProjectFile]
    yields: Mapping[int, Sequence[Yield]]
    # Since when the owner of the result leaves a question unanswered, and what was told last.
    silent_since: dt.datetime | None = None
    last_check: EmbeddingCheck | None = None


def find(slug: str, person: AnyPerson) -> Project | None:
    """The project at an address, when this person may read it, with what was arranged for afterwards."""
    rows = described(Project, person).filter(slug=slug).select_related("embedding_plan")
    found: Project | None = rows.first()
    return found


def told(project: Project, person: AnyPerson, *, at: dt.datetime) -> Told:
    """What everybody may read of a project; one query for each part, whatever its size."""
    trail = trail_of(Project.KIND, project.ref)
    if not project.is_group:
        nothing = Team((), (), 0, 0)
        return Told(trail, (), (), nothing, plan_of(()), (), (), False, None, brought(()), (), {})
    log = list(project.log.filter(public=True)[: LOG_SHOWN + 1])
    plan = getattr(project, "embedding_plan", None)
    # An owner is asked once the group is done; then it no longer meets.
    finished = project.phase == Phase.FINISHED
    checks = list(plan.checks.all()) if plan and finished else []
    rounds = list(project.rounds.filter(public=True, finished_at__isnull=False))
    yields = yields_of(project, person) if rounds else {}
    return Told(
        trail=trail,
        phases=phases_of(project),
        moves=moves_of(project),
        team=team_of(members_of(project)),
        plan=plan_of(project.plan.all()),
        rounds=rounds,
        log=log[:LOG_SHOWN],
        more_log=len(log) > LOG_SHOWN,
        session=None if finished else coming(project, at).filter(public=True).first(),
        brought=brought(project.contributions.all()),
        files=list(project.files.filter(public=True)),
        yields=yields,
        silent_since=next((one.asked_at for one in checks if one.told_at and not one.answered_at), None),
        last_check=next((one for one in checks if one.answered_at), None),
    )


def members_of(project: Project) -> QuerySet[Member]:
    """Who takes part now."""
    return project.members.filter(state=MemberState.IN).select_related("person", "organisation")


def team_of(members: Iterable[Member]) -> Team:
    """The members side by side per perspective; residents first, and a side without anybody is told too."""
    rows = list(members)
    sides = []
    for code, label in Perspective.choices:
        here = [row for row in rows if row.perspective == code]
        names = sorted(row.told_name for row in here if row.shown)
        organisations = sorted({row.told_organisation for row in here if row.told_organisation}, key=str.casefold)
        sides.append(Side(code, str(label), len(here), names, organisations))
    leads = sorted((row for row in rows if row.role in LEADS), key=lambda row: row.role != MemberRole.LEAD)
    residents = next(side.count for side in sides if side.code == Perspective.RESIDENT)
    return Team(sides, leads, len(rows), residents)


def plan_of(items: Iterable[PlanItem]) -> Plan:
    """The plan in its parts, each in the order of time."""
    rows = list(items)

    def of(*sorts: str) -> list[PlanItem]:
        return [row for row in rows if row.sort in sorts]

    return Plan(
        questions=sorted(of(Sort.QUESTION), key=lambda row: row.pk),
        activities=[(sort.value, str(Sort(sort).label).capitalize(), of(sort)) for sort in FOUR_OS],
        milestones=of(Sort.MILESTONE),
        rhythms=of(Sort.SEMESTER, Sort.PRACTICE),
    )


def coming(project: Project, at: dt.datetime) -> QuerySet[Session]:
    """The sessions that are not over yet, the nearest first."""
    return project.sessions.filter(ends_at__gt=at)


def brought(contributions: Iterable[Contribution]) -> Brought:
    """What partners bring in, added up."""
    rows = list(contributions)

    def total(name: str) -> int | None:
        known = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        return sum(known) if known else None

    return Brought(
        rows, sum(row.promised_hours for row in rows), sum(row.promised_euros for row in rows),
        total("real_hours"), total("real_euros"),
    )  # fmt: skip
