# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what everybody gave to what it means: per method, per perspective, by equal shares, and who agrees with whom.

The same ballots always give the same outcome, in whatever order they come: equals are told apart by the lower cost,
then by more supporters, then by a lot that was drawn from the round's seed.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from noaber.agenda import shares
from noaber.agenda.kinds import KINDS, Scores
from noaber.agenda.kinds.method import Content, Settings, shared_out, summed
from noaber.agenda.outcome import (
    ALL,
    OVERALL,
    TOGETHER,
    Agreement,
    Apart,
    Candidate,
    Cast,
    Group,
    Outcome,
    Proposal,
    Setup,
    Standing,
    Turnout,
    Weighed,
)
from noaber.agenda.voters import FEWEST, Voters, divide

__all__ = [
    "ALL",
    "FEWEST",
    "OVERALL",
    "POINTS",
    "RULE",
    "TOGETHER",
    "Agreement",
    "Apart",
    "Candidate",
    "Cast",
    "Group",
    "Outcome",
    "Proposal",
    "Setup",
    "Standing",
    "Turnout",
    "Voters",
    "Weighed",
    "lots",
    "weigh",
    "weigh_groups",
]

# What every voter divides over the candidates when methods are taken together.
POINTS = 1_000_000
RULE = _("In alles samen telt elke manier even zwaar, en iedereen die meedoet ook.")
# How many candidates are named on which two groups differ.
FURTHEST = 3

# A voter's group (None: only in the whole), what they filled in, and the points that this gives to whom.
Given = tuple[str | None, Content, dict[int, int]]


def weigh(candidates: Sequence[Candidate], casts: Sequence[Cast], setup: Setup) -> Outcome:
    """The outcome of a round, from all that was cast."""
    return weigh_groups(candidates, casts, setup, divide((cast.perspective for cast in casts), setup.invited))


def weigh_groups(candidates: Sequence[Candidate], casts: Sequence[Cast], setup: Setup, voters: Voters) -> Outcome:
    """The same, for voters whose groups are known already."""
    room = _Room(candidates, setup, voters)
    overall = room.overall(casts)
    return Outcome(
        voters=len(casts),
        traceable=0 < len(casts) < FEWEST,
        groups=voters.groups,
        residents=voters.residents,
        turnout=voters.turnout,
        overall=overall,
        methods=tuple(room.method(slug, settings, casts) for slug, settings in setup.methods),
        agreements=tuple(_agreements(overall, voters.groups)),
        shared=_shared(overall, voters.groups),
        lots=room.lots,
    )


def lots(numbers: Iterable[int], seed: str) -> tuple[int, ...]:
    """Candidates in the order drawn from the seed: by the SHA-256 of "seed:number"."""
    return tuple(sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest()))


class _Room:
    """What holds for every method of one weighing."""

    def __init__(self, candidates: Sequence[Candidate], setup: Setup, voters: Voters) -> None:
        self.setup, self.voters = setup, voters
        self.costs = {candidate.number: setup.cost(candidate) for candidate in candidates}
        self.numbers = sorted(self.costs)
        self.lots = lots(self.numbers, setup.seed)

    def method(self, slug: str, settings: Settings, casts: Sequence[Cast]) -> Weighed:
        kind = KINDS[slug]
        given: list[Given] = []
        for cast in casts:
            content = cast.contents.get(slug) or {}
            if gives := kind.utilities(content, settings, self.numbers):
                given.append((self.voters.group(cast.perspective), content, gives))
        return self._weighed(
            slug, given, lambda some: kind.scores([content for _group, content, _gives in some], settings, self.numbers)
        )

    def overall(self, casts: Sequence[Cast]) -> Weighed:
        given: list[Given] = [(self.voters.group(cast.perspective), {}, self._together(cast)) for cast in casts]
        return self._weighed(OVERALL, [one for one in given if one[2]], self._sums)

    def _together(self, cast: Cast) -> dict[int, int]:
        """One voter's methods together: each counts as much, and so does every voter."""
        parts: Counter[int] = Counter()
        filled = 0
        for slug, settings in self.setup.methods:
            gives = KINDS[slug].utilities(cast.contents.get(slug) or {}, settings, self.numbers)
            total = sum(gives.values())
            filled += bool(gives)
            parts.update({number: POINTS * points // total for number, points in gives.items()})
        return {number: points // filled for number, points in parts.items()}

    def _sums(self, some: Sequence[Given]) -> Scores:
        return shared_out(summed([gives for _group, _content, gives in some], self.numbers), len(some) * POINTS)

    def _weighed(self, name: str, given: Sequence[Given], score: Callable[[Sequence[Given]], Scores]) -> Weighed:
        standings = {
            group: self._standing([one for one in given if group in (ALL, one[0])], score)
            for group in (ALL, *(group.slug for group in self.voters.groups))
        }
        proposal = shares.propose(
            [(group or ALL, gives) for group, _content, gives in given],
            self.costs,
            self.setup.limit,
            {number: place for place, number in enumerate(self.lots)},
        )
        top = standings[self.voters.residents].top if self.voters.residents else ()
        return Weighed(name, standings, proposal, tuple(number for number in top if number not in proposal.chosen))

    def _standing(self, given: Sequence[Given], score: Callable[[Sequence[Given]], Scores]) -> Standing:
        scores = score(given)
        supporters = Counter(number for _group, _content, gives in given for number in gives)
        order = sorted(self.lots, key=lambda number: (-scores.raw[number], self.costs[number], -supporters[number]))
        return Standing(
            voters=len(given),
            order=tuple(order),
            scores={number: round(scores[number], shares.DECIMALS) for number in self.numbers},
            raw={number: float(scores.raw[number]) for number in self.numbers},
            supporters={number: supporters[number] for number in self.numbers},
            top=self._top([number for number in order if supporters[number]]),
        )

    def _top(self, order: Sequence[int]) -> tuple[int, ...]:
        top: list[int] = []
        room = self.setup.limit
        for number in order:
            if self.costs[number] <= room:
                room -= self.costs[number]
                top.append(number)
        return tuple(top)


def _agreements(overall: Weighed, groups: Sequence[Group]) -> Iterator[Agreement]:
    for first, second in combinations([group.slug for group in groups], 2):
        one, other = (overall.standings[group].raw for group in (first, second))
        places, others = _places(one), _places(other)
        apart = sorted(one, key=lambda number: (-abs(places[number] - others[number]), number))
        yield Agreement(
            first=first,
            second=second,
            tau=tau(one, other),
            apart=tuple(
                Apart(number, places[number], others[number])
                for number in apart[:FURTHEST]
                if places[number] != others[number]
            ),
        )


def tau(one: Mapping[int, float], other: Mapping[int, float]) -> float | None:
    """Kendall's tau-b of two scores of the same candidates: 1 is the same order, -1 the reverse."""
    agree = tied = tied_other = 0
    pairs = list(combinations(sorted(one), 2))
    for first, second in pairs:
        here, there = _sign(one[first] - one[second]), _sign(other[first] - other[second])
        agree += here * there
        tied += here == 0
        tied_other += there == 0
    loose = (len(pairs) - tied) * (len(pairs) - tied_other)
    return round(agree / math.sqrt(loose), shares.DECIMALS) if loose else None


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)


def _places(raw: Mapping[int, float]) -> dict[int, float]:
    """The place of each in the order, 1 for the best; equals share the middle of theirs."""
    values = sorted(raw.values(), reverse=True)
    return {number: values.index(value) + (values.count(value) + 1) / 2 for number, value in raw.items()}


def _shared(overall: Weighed, groups: Sequence[Group]) -> tuple[int, ...]:
    tops = [set(overall.standings[group.slug].top) for group in groups]
    if len(tops) < 2:
        return ()
    return tuple(number for number in overall.standings[ALL].order if all(number in top for top in tops))
