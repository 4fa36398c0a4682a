# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about agendas: what is on one, which decisions made it so, and how those of all regions compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from noaber import search
from noaber.agenda.decision_models import AgendaItem, Decision, DecisionKind, DecisionLine, ItemState
from noaber.agenda.models import Round
from noaber.people.models import AnyPerson, Period, Visibility
from noaber.people.queries import werkplaats_names
from noaber.questions.models import HIDDEN, Question
from noaber.search import Hit

# How alike another region's item must be to be offered, and how many are.
SIMILAR = 3


def items(person: AnyPerson) -> QuerySet[AgendaItem]:
    """The items that a person may read, each with where it is from."""
    rows: QuerySet[AgendaItem] = AgendaItem.objects.all().visible_to(person)
    return rows.select_related("home", "period", "candidate__round")


def find_item(slug: str, person: AnyPerson) -> AgendaItem | None:
    """The item at an address, when this person may see it."""
    public = Question.objects.exclude(state__in=HIDDEN).select_related("home")
    rows = items(person).prefetch_related(Prefetch("questions", public), "themes", "home__names")
    return rows.filter(slug=slug).first()


def decided_about(item: AgendaItem) -> QuerySet[DecisionLine]:
    """What was decided about an item, in order."""
    return item.lines.select_related("decision").order_by("decision__number")


def groups_of(item: AgendaItem) -> QuerySet[Any]:
    """The public projects that work on an item."""
    return item.projects.filter(visibility=Visibility.PUBLIC)


def find_period(werkplaats: str, period: str) -> Period | None:
    """The programme period at an address."""
    rows = Period.objects.select_related("werkplaats").prefetch_related("werkplaats__names")
    return rows.filter(werkplaats__slug=werkplaats, slug=period).first()


@dataclass(frozen=True)
class Agenda:
    """The agenda of a period: what is on it, what went off, the decisions (the newest first) and the rounds."""

    period: Period
    on: list[AgendaItem]
    off: list[AgendaItem]
    decisions: list[Decision]
    rounds: list[Round]


def agenda(period: Period, person: AnyPerson = None) -> Agenda:
    """Everything on the page of an agenda, in few queries."""
    public = Question.objects.exclude(state__in=HIDDEN).order_by("asked_at", "pk")
    rows = items(person).filter(period=period).prefetch_related(Prefetch("questions", public), "themes")
    every = list(rows.order_by("since", "pk"))
    return Agenda(
        period=period,
        on=[one for one in every if one.is_on],
        off=[one for one in every if not one.is_on],
        decisions=decisions(period),
        rounds=list(Round.objects.visible_to(person).filter(period=period).order_by("weigh_from", "pk")),
    )


def decisions(period: Period) -> list[Decision]:
    """The decisions about an agenda with their lines, the newest first."""
    lines = DecisionLine.objects.select_related("candidate", "item").order_by("candidate__number", "pk")
    rows = period.decisions.select_related("round").prefetch_related(Prefetch("lines", lines))
    return list(rows.order_by("-number"))


def decision_on(round: Round) -> Decision | None:
    """The decision that followed a round, with its lines."""
    lines = DecisionLine.objects.select_related("candidate", "item").order_by("candidate__number", "pk")
    return Decision.objects.filter(round=round).prefetch_related(Prefetch("lines", lines)).first()


def is_adopted(period: Period) -> bool:
    """Whether an agenda was adopted for this period."""
    return period.decisions.filter(kind=DecisionKind.ADOPT).exists()


# ── All regions side by side ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Regional:
    """What one werkplaats has on its agenda now, oldest first, and the round that runs there."""

    slug: str
    name: str
    period: Period
    items: list[AgendaItem]
    round: Round | None = None


@dataclass(frozen=True)
class Comparison:
    """The present agendas of all werkplaatsen, and which themes stand on more than one of them."""

    regions: list[Regional]
    themes: list[tuple[str, list[str]]] = field(default_factory=list)


def comparison(on: dt.date | None = None) -> Comparison:
    """The agendas of the periods that run, in few queries whatever the number of werkplaatsen."""
    day = on or timezone.localdate()
    running = Q(period__ends_on__isnull=True) | Q(period__ends_on__gt=day)
    every = items(None).filter(running, state=ItemState.ON).select_related("period__werkplaats")
    per_period: dict[int, list[AgendaItem]] = {}
    for item in every.prefetch_related("themes").order_by("since", "pk"):
        per_period.setdefault(item.period_id, []).append(item)
    rounds = {round.period_id: round for round in _open_rounds()}
    periods = {item.period_id: item.period for found in per_period.values() for item in found}
    periods |= {key: round.period for key, round in rounds.items()}
    names = werkplaats_names()
    regions = [
        Regional(slug := one.werkplaats.slug, names.get(slug, slug), one, per_period.get(key, []), rounds.get(key))
        for key, one in periods.items()
    ]
    return Comparison(sorted(regions, key=lambda one: one.name), _shared_themes(regions))


def _open_rounds() -> QuerySet[Round]:
    rows = Round.objects.filter(state="announced").select_related("period__werkplaats", "werkplaats")
    return rows.order_by("weigh_from", "pk")


def _shared_themes(regions: Sequence[Regional]) -> list[tuple[str, list[str]]]:
    """Themes that more than one region works on, those of most regions first, with the names of the regions."""
    where: dict[str, dict[str, str]] = {}
    for region in regions:
        for item in region.items:
            for theme in item.themes.all():
                where.setdefault(theme.label, {})[region.slug] = region.name
    shared = [(label, sorted(found.values())) for label, found in where.items() if len(found) > 1]
    return sorted(shared, key=lambda one: (-len(one[1]), one[0]))


def similar_items(item: AgendaItem, most: int = SIMILAR) -> list[Hit]:
    """Items on agendas of other regions that ask about the same: somebody to join forces with."""
    # The title may say it in few words; what it is about in others.
    told = [words for words in (item.title, item.text[:300]) if words]
    found = {hit.ref: hit for words in told for hit in search.same_questions(words, most + 20, kind=AgendaItem.KIND)}
    home = item.home.slug if item.home else ""
    return [hit for hit in found.values() if home not in hit.werkplaatsen and hit.state == ItemState.ON][:most]


def items_of(questions: Sequence[Question]) -> Mapping[int, list[AgendaItem]]:
    """The public items that cover these questions, by the key of the question."""
    found: dict[int, list[AgendaItem]] = {}
    rows = AgendaItem.questions.through.objects.filter(
        question__in=questions, agendaitem__visibility=Visibility.PUBLIC
    ).select_related("agendaitem__home", "agendaitem__period")
    for row in rows:
        found.setdefault(row.question_id, []).append(row.agendaitem)
    return found


def exported() -> list[dict[str, Any]]:
    """Every public item in the exchange format, with the decisions about it."""
    lines = DecisionLine.objects.select_related("decision").order_by("decision__number")
    rows = items(None).select_related("home").prefetch_related("questions", "themes", Prefetch("lines", lines))
    return [_record(item) for item in rows.order_by("pk")]


def _record(item: AgendaItem) -> dict[str, Any]:
    questions = [one.ref for one in item.questions.all() if one.state not in HIDDEN]
    record: dict[str, Any] = {
        "id": item.ref,
        "kind": AgendaItem.KIND,
        "title": item.title,
        "text": item.text,
        "werkplaatsen": [item.home.slug] if item.home else [],
        "period": item.period.label,
        "themes": sorted(theme.slug for theme in item.themes.all()),
        "questions": questions,
        "lead": item.lead,
        "state": item.state,
        "date": item.since.isoformat(),
        "until": item.until.isoformat() if item.until else "",
        "decisions": [
            {
                "date": line.decision.decided_on.isoformat(),
                "kind": line.decision.kind,
                "body": line.decision.body,
                "reason": line.reason or line.decision.reason,
            }
            for line in item.lines.all()
        ],
        "example": item.example,
    }
    return {name: value for name, value in record.items() if value}
