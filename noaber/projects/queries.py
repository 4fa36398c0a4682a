# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public page of a project shows, in few queries; and what the group and other rooms ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from noaber import projects
from noaber.agenda.decision_models import AgendaItem
from noaber.members.work_queries import word
from noaber.people.models import AnyPerson, Person, Perspective, Visibility, Werkplaats
from noaber.people.queries import described, roles_of, werkplaatsen
from noaber.projects import Yield
from noaber.projects.models import (
    FOUR_OS,
    LEADS,
    STARTS,
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
from noaber.questions.models import Question

LOG_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a project comes from: a question, or an item of the agenda."""

    kind: str
    label: str
    title: str
    href: str


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

    origins: Sequence[Origin]
    phases: Sequence[tuple[str, str, str]]
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
    found: Project | None = rows.prefetch_related("embedding_plan__checks").first()
    return found


def told(project: Project, person: AnyPerson, *, at: dt.datetime) -> Told:
    """What everybody may read of a project; one query for each part, whatever its size."""
    if not project.is_group:
        nothing = Team((), (), 0, 0)
        return Told(origins_of(project), (), nothing, plan_of(()), (), (), False, None, brought(()), (), {})
    log = list(project.log.filter(public=True)[: LOG_SHOWN + 1])
    plan = getattr(project, "embedding_plan", None)
    checks = list(plan.checks.all()) if plan else []
    rounds = list(project.rounds.filter(public=True, finished_at__isnull=False))
    return Told(
        origins=origins_of(project),
        phases=phases_of(project),
        team=team_of(members_of(project)),
        plan=plan_of(project.plan.all()),
        rounds=rounds,
        log=log[:LOG_SHOWN],
        more_log=len(log) > LOG_SHOWN,
        session=coming(project, at).filter(public=True).first(),
        brought=brought(project.contributions.all()),
        files=list(project.files.filter(public=True)),
        yields=yields_of(project, person) if rounds else {},
        silent_since=next((one.asked_at for one in checks if one.told_at and not one.answered_at), None),
        last_check=next((one for one in checks if one.answered_at), None),
    )


def origins_of(project: Project) -> list[Origin]:
    """The public questions and items of the agenda from which a project comes; one query."""
    named = ("origin", "title", "slug")
    asked = Question.objects.public().filter(projects=project).order_by().annotate(origin=word("question"))
    items = AgendaItem.objects.filter(projects=project, visibility=Visibility.PUBLIC).order_by()
    rows = items.annotate(origin=word("agenda_item")).values_list(*named).union(asked.values_list(*named), all=True)
    labels = {"question": _("Vraag"), "agenda_item": _("Agenda")}
    kinds = {"question": "vraag", "agenda_item": "agenda"}
    return [Origin(kinds[kind], labels[kind], title, _address(kind, slug)) for kind, title, slug in sorted(rows)]


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


def homes_to_start(person: AnyPerson) -> QuerySet[Werkplaats]:
    """The werkplaatsen in which a person can start a project."""
    if isinstance(person, Person) and person.is_superuser:
        return werkplaatsen(national=True)
    return werkplaatsen(national=True).filter(pk__in=roles_of(person).filter(role__in=STARTS).values("werkplaats"))


def projects_of(person: Person) -> list[Project]:
    """The projects in which somebody takes part, last changed first."""
    mine = Member.objects.filter(person=person, state=MemberState.IN).values("project")
    return list(Project.objects.filter(pk__in=mine).select_related("home").order_by("-updated_at"))


def agenda_choices(homes: Iterable[Werkplaats]) -> QuerySet[AgendaItem]:
    """What is on the agenda of these werkplaatsen."""
    return AgendaItem.objects.filter(home__in=homes, state="on", visibility=Visibility.PUBLIC)


def question_choices(homes: Iterable[Werkplaats], also: Iterable[str] = ()) -> QuerySet[Question]:
    """The public questions from which a project of these werkplaatsen can start: gaps, and those chosen already."""
    gaps = Q(home__in=homes, state__in=("gap", "on_agenda"), root__isnull=True)
    return Question.objects.public().filter(gaps | Q(slug__in=list(also))).order_by("-asked_at")
