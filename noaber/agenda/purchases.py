# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A market in the words of `pabutools`. Loading it takes half a second, so only who weighs imports this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pabutools.election import CardinalBallot, CardinalProfile, Instance, Project
from pabutools.election.satisfaction import SatisfactionMeasure
from pabutools.fractions import frac
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

if TYPE_CHECKING:
    from noaber.agenda.market import Market


class Points(SatisfactionMeasure):
    """The points of a voter, added up; as `Additive_Cardinal_Sat`, looked up by name because that is much faster."""

    def __init__(self, instance: Instance, profile: CardinalProfile, ballot: CardinalBallot) -> None:
        super().__init__(instance, profile, ballot)
        self.points: dict[str, int] = {project.name: points for project, points in ballot.items()}

    def sat_project(self, project: Project) -> int:
        return self.points.get(project.name, 0)

    def sat(self, projects: Iterable[Project]) -> int:
        return sum(map(self.sat_project, projects))


class Counting:
    """The market with its candidates as projects and its voters as ballots."""

    def __init__(self, market: Market) -> None:
        self.limit = market.limit
        self.projects = {number: Project(str(number), market.costs[number]) for number in market.possible}
        # Not the profile that takes equal ballots together: it compares each with all others that name the same.
        self.profile = CardinalProfile(
            CardinalBallot({self.projects[number]: gives[number] for number in market.possible if number in gives})
            for _group, gives in market.voters
        )
        self.gains = self.profile.as_sat_profile(Points)
        self.ties = TieBreakingRule(lambda _instance, _profile, project: market.first(int(project.name)))

    def shares(self, limit: Fraction, *, analytics: bool) -> Any:
        """The method of equal shares, without anything to fill what is left."""
        return method_of_equal_shares(
            self._instance(limit), self.profile, sat_profile=self.gains, tie_breaking=self.ties, analytics=analytics
        )

    def rest(self, chosen: Sequence[int]) -> Any:
        """What was chosen and then, again and again, the most points per unit of cost that still fits."""
        return greedy_utilitarian_welfare(
            self._instance(self.limit),
            self.profile,
            sat_profile=self.gains,
            is_sat_additive=True,
            tie_breaking=self.ties,
            initial_budget_allocation=[self.projects[number] for number in chosen],
        )

    def _instance(self, limit: Fraction | int) -> Instance:
        return Instance(self.projects.values(), budget_limit=frac(*limit.as_integer_ratio()))
