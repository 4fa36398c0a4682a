# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Voters who buy what they support from equal shares, as `pabutools` computes it; exact fractions all the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from noaber.agenda.purchases import Counting

# One voter: the group they are counted in, and the points they give to whom (only above zero).
Voter = tuple[str, Mapping[int, int]]


@dataclass(frozen=True)
class Turn:
    """What was bought (nothing at the end), and what every voter had before it and after."""

    number: int | None
    before: tuple[Fraction, ...]
    after: tuple[Fraction, ...]


@dataclass(frozen=True)
class Market:
    """Voters with what they give, what everything costs, how much there is, and who goes first when all is equal."""

    voters: Sequence[Voter]  # only those who give anything
    costs: Mapping[int, int]
    limit: int
    lots: Mapping[int, int]

    @cached_property
    def supporters(self) -> dict[int, Counter[str]]:
        """Per candidate how many of each group give it anything."""
        found: dict[int, Counter[str]] = {number: Counter() for number in self.costs}
        for group, gives in self.voters:
            for number in gives:
                found[number][group] += 1
        return found

    @cached_property
    def points(self) -> Counter[int]:
        """Per candidate what all voters give it."""
        found: Counter[int] = Counter()
        for _group, gives in self.voters:
            found.update(gives)
        return found

    @cached_property
    def possible(self) -> list[int]:
        """Who may be chosen at all: supported by anybody, and not dearer than all there is."""
        return [number for number in sorted(self.costs) if self.points[number] and self.costs[number] <= self.limit]

    def first(self, number: int) -> tuple[int, int, int]:
        """Orders what is otherwise equal: the cheaper, the more widely supported, the lot."""
        return self.costs[number], -self.supporters[number].total(), self.lots[number]

    def spent(self, chosen: Sequence[int]) -> int:
        """What they cost together."""
        return sum(self.costs[number] for number in chosen)

    def fits(self, chosen: Sequence[int]) -> bool:
        """Whether there is room for one more."""
        room = self.limit - self.spent(chosen)
        return any(self.costs[number] <= room for number in self.possible if number not in chosen)

    @cached_property
    def _counting(self) -> Counting:
        from noaber.agenda.purchases import Counting

        return Counting(self)

    def buy(self, limit: Fraction) -> list[int]:
        """What is bought from equal shares of this limit, in order."""
        return [int(project.name) for project in self._counting.shares(limit, analytics=False)]

    def turns(self, limit: Fraction) -> list[Turn]:
        """The same, with what everybody had left each time; the last turn buys nothing."""
        if not self.voters:
            return [Turn(None, (), ())]
        return [
            Turn(
                int(turn.selected_project.name) if turn.selected_project else None,
                _exact(turn.voters_budget),
                _exact(turn.voters_budget_after_selection or turn.voters_budget),
            )
            for turn in self._counting.shares(limit, analytics=True).details.iterations
        ]

    def fill(self, chosen: Sequence[int]) -> list[int]:
        """What the rest goes to: the most points per unit of cost that still fits, and again."""
        return [int(project.name) for project in self._counting.rest(chosen)][len(chosen) :]


def _exact(amounts: Sequence[Any]) -> tuple[Fraction, ...]:
    return tuple(Fraction(int(amount.numerator), int(amount.denominator)) for amount in amounts)
