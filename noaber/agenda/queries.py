# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about rounds: what is weighed by whom, where a round is, and what came of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from noaber.agenda import outcome as weighing
from noaber.agenda.models import STEPS, Candidate, Phase, Round, RoundMethod, State
from noaber.agenda.outcome import Cast, Outcome, Setup
from noaber.agenda.voters import FEWEST
from noaber.agenda.weighing_models import Ballot, Participant, Result, Way
from noaber.people.models import AnyPerson, Perspective
from noaber.questions.models import HIDDEN, Question

# How long readers wait for the count after closing, before they count for themselves.
PATIENCE = timedelta(seconds=3)


def find(slug: str, person: AnyPerson) -> Round | None:
    """The round at an address, when this person may see it, with its result when there is one."""
    rows = Round.objects.visible_to(person).select_related("werkplaats", "period", "result")
    return rows.prefetch_related("werkplaats__names").filter(slug=slug).first()


def rounds(werkplaats: str = "") -> list[Round]:
    """The rounds that everybody may read, the latest first; of one werkplaats when asked."""
    rows = Round.objects.visible_to(None).select_related("werkplaats", "period")
    rows = rows.prefetch_related("werkplaats__names")
    return list(rows.filter(werkplaats__slug=werkplaats) if werkplaats else rows)


def by_room_code(code: str) -> Round | None:
    """The round that this code of a room is of, while the room is open."""
    rows = Round.objects.filter(room_open=True).select_related("werkplaats", "period")
    return rows.filter(room_code=code.strip().lower()).first()


# ── Where a round is ─────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Step:
    """One phase of a round: from when until when, and whether it is past, now or still to come."""

    phase: Phase
    begins: datetime
    ends: datetime
    now: bool
    past: bool


def steps(round: Round, at: datetime) -> list[Step]:
    """The phases of a round in order."""
    begins = [round.collect_from, round.clarify_from, round.weigh_from, round.closes_at, round.report_by]
    ends = [*begins[1:], round.report_by]
    phase = round.phase(at)
    place = STEPS.index(phase) if phase in STEPS else (len(STEPS) if phase == Phase.OVER else -1)
    return [
        Step(one, begins[number], ends[number], number == place, number < place) for number, one in enumerate(STEPS)
    ]


# ── What is weighed ──────────────────────────────────────────────────────────────────────────────────────────────────
def numbers_of(round: Round) -> list[int]:
    """The numbers of what is on the ballot."""
    return list(round.candidates.weighed().values_list("number", flat=True))


def candidates_of(round: Round) -> list[Candidate]:
    """What is on the ballot, by number, each with its question and what lives on in it."""
    rows = round.candidates.weighed().select_related("question", "question__home", "proposed_by")
    return list(rows.prefetch_related("question__home__names", "merged"))


def questions_of(candidate: Candidate) -> list[Question]:
    """The questions that a candidate covers: its own, and those of what was merged into it."""
    every = Question.objects.filter(Q(candidacies=candidate) | Q(candidacies__into=candidate))
    return list(every.exclude(state__in=HIDDEN).distinct().select_related("home").prefetch_related("themes"))


def voter_key(participant: Participant) -> str:
    """What everything that differs per voter is drawn from."""
    return f"{participant.round_id}:{participant.pk}"


def shuffled(candidates: Sequence[Candidate], participant: Participant) -> list[Candidate]:
    """The candidates in an order of this voter's own, always the same, so that none is first for all."""
    order = list(candidates)
    random.Random(f"{participant.round.seed}:{voter_key(participant)}").shuffle(order)
    return order


def ballots_of(participant: Participant) -> dict[str, Ballot]:
    """What this participant gave so far, by the kind of the method. Only for the participant's own page."""
    return {one.method.kind: one for one in participant.ballots.select_related("method")}


# ── Who takes part ───────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Present:
    """How many of one perspective take part, by the way they came, and how many of them weighed."""

    perspective: str
    label: str
    invited: int
    invited_voted: int
    signed_up: int
    signed_up_voted: int
    in_room: int
    in_room_voted: int

    @property
    def voted(self) -> int:
        return self.invited_voted + self.signed_up_voted + self.in_room_voted


def turnout(round: Round) -> list[Present]:
    """Who takes part, per perspective, in one query; perspectives that nobody has are there too, with zeros."""
    rows = round.participants.ready().order_by().values_list("perspective", "way")
    counted = rows.annotate(number=Count("pk"), voted=Count("pk", filter=Q(voted_at__isnull=False)))
    found = {(perspective, way): (number, voted) for perspective, way, number, voted in counted}
    ways = (Way.INVITED, Way.OPEN, Way.ROOM)
    return [
        Present(str(code), str(label), *(figure for way in ways for figure in found.get((code, way), (0, 0))))
        for code, label in Perspective.choices
    ]


def invited(round: Round) -> dict[str, int]:
    """How many were invited, per perspective."""
    rows = round.participants.filter(way=Way.INVITED).order_by().values_list("perspective")
    return dict(rows.annotate(number=Count("pk")))


# ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────────
def weighing_of(round: Round) -> tuple[list[weighing.Candidate], list[Cast], Setup]:
    """Everything that the count needs, as plain values; the voters in the order of their random numbers."""
    candidates = [weighing.Candidate(one.number, one.title, one.cost) for one in round.candidates.weighed()]
    methods = list(round.methods.all())
    contents: dict[int, dict[str, dict[str, object]]] = {}
    perspectives: dict[int, str] = {}
    rows = Ballot.objects.filter(method__round=round).order_by("caster", "method__position")
    for caster, perspective, kind, content in rows.values_list("caster", "perspective", "method__kind", "content"):
        contents.setdefault(caster or 0, {})[kind] = content
        perspectives[caster or 0] = perspective
    casts = [Cast(perspectives[caster], given) for caster, given in contents.items()]
    setup = Setup(
        methods=tuple((one.kind, one.settings) for one in methods), places=round.places, budget=round.budget,
        unit=round.unit, invited=invited(round), seed=str(round.seed),
    )  # fmt: skip
    return candidates, casts, setup


def heard_in(round: Round) -> dict[str, int]:
    """How many people weighed from each perspective, where they are enough to be named apart."""
    voted = Ballot.objects.filter(method__round=round).order_by().values("perspective")
    rows = voted.annotate(number=Count("caster", distinct=True)).values_list("perspective", "number")
    return {perspective: number for perspective, number in rows if number >= FEWEST}


def outcome(round: Round) -> Outcome | None:
    """What came of it, once it is counted (see `ballot_actions.count`)."""
    found = Result.objects.filter(round=round).values_list("outcome", flat=True).first()
    return None if found is None else Outcome.from_json(found)


def residents_top(round: Round) -> tuple[int, ...]:
    """What residents find most important, by number: as many as there is room for. Empty when they were too few."""
    found = outcome(round)
    if found is None or found.residents is None:
        return ()
    return found.overall.standings[found.residents].top


# ── What the clock asks for ──────────────────────────────────────────────────────────────────────────────────────────
def phases_to_tell(at: datetime) -> list[Round]:
    """Announced rounds of which a phase began that the ledger does not know of."""
    running = Round.objects.filter(state=State.ANNOUNCED, collect_from__lte=at).select_related("werkplaats")
    return [round for round in running if round.phase(at) != round.phase_told]


def to_count(at: datetime) -> list[Round]:
    """Rounds of which weighing closed and that nobody counted yet."""
    closed = Q(closed_at__lte=at) | Q(closed_at__isnull=True, decide_from__lte=at)
    return list(Round.objects.filter(closed, state=State.ANNOUNCED, counted_at__isnull=True))


def next_closing(at: datetime) -> datetime | None:
    """When weighing closes, or closed, of the first round that is weighed now or waits for the count."""
    rows = Round.objects.filter(state=State.ANNOUNCED, counted_at__isnull=True, weigh_from__lte=at)
    first: datetime | None = rows.aggregate(first=Min(Coalesce("closed_at", "decide_from")))["first"]
    return first


def is_counted(round: Round) -> bool:
    """Whether the count is done."""
    return Result.objects.filter(round=round).exists()


def to_remind(at: datetime) -> list[Round]:
    """Rounds that close within a day, were open for longer, and have participants who were not reminded."""
    soon = Round.objects.filter(
        state=State.ANNOUNCED,
        closed_at__isnull=True,
        weigh_from__lt=F("decide_from") - timedelta(days=1),
        decide_from__gt=at,
        decide_from__lte=at + timedelta(days=1),
    )
    silent = Q(participants__voted_at__isnull=True, participants__confirmed_at__isnull=False)
    waiting = soon.filter(silent, participants__reminded_at__isnull=True, participants__person__isnull=False)
    return list(waiting.distinct())


def methods_of(round: Round) -> list[RoundMethod]:
    """The ways in which a round is weighed, in order."""
    return list(round.methods.all())
