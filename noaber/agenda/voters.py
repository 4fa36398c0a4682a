# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which voters are shown apart, so that nobody's ballot can be worked out from results.

A perspective of fewer than `FEWEST` voters is not shown apart: those are taken together. If they are still too few
together, the smallest other perspective joins them, residents last: what is shown apart, taken off the total, would
else give them away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from noaber.agenda.outcome import ALL, TOGETHER, Group, Plain, Turnout
from noaber.people.perspectives import Perspective

FEWEST = 3
RULE = _(
    "De uitslag van een perspectief met minder dan drie stemmers staat nooit apart, maar samen met die van andere."
)


@dataclass(frozen=True, slots=True)
class Voters(Plain):
    """Who weighed: the groups that stand apart, and the turnout of every perspective."""

    groups: tuple[Group, ...]
    turnout: tuple[Turnout, ...]

    def group(self, perspective: str) -> str | None:
        """The group that counts somebody of this perspective; a group is its own. None: only in the whole."""
        fits = (group.slug for group in self.groups if perspective in (group.slug, *group.perspectives))
        return next(fits, None)

    @property
    def residents(self) -> str | None:
        """The group whose top is that of the residents: their own, or one in which they are the larger part."""
        voted = {row.perspective: row.voted for row in self.turnout}
        mine = voted.get(Perspective.RESIDENT.value, 0)
        group = self.group(Perspective.RESIDENT.value)
        size = next((one.voters for one in self.groups if one.slug == group), sum(voted.values()))
        return (group or ALL) if mine * 2 > size else None


def divide(perspectives: Iterable[str], invited: Mapping[str, int]) -> Voters:
    """The perspectives of all who weighed, as groups that are large enough."""
    voted = Counter(perspectives)
    usual = [perspective.value for perspective in Perspective]
    known = {*voted, *invited}
    order = [one for one in usual if one in known] + sorted(known.difference(usual))
    apart = [one for one in order if voted[one]]
    small = [one for one in apart if voted[one] < FEWEST]
    while 0 < sum(voted[one] for one in small) < FEWEST and len(small) < len(apart):
        small.append(min(set(apart) - set(small), key=lambda one: (one == Perspective.RESIDENT.value, voted[one], one)))
    groups = [Group(one, (one,), voted[one]) for one in apart if one not in small]
    if small and groups:
        groups.append(Group(TOGETHER, tuple(one for one in apart if one in small), sum(voted[one] for one in small)))
    return Voters(
        groups=tuple(groups),
        turnout=tuple(Turnout(one, voted[one], invited.get(one, 0)) for one in order),
    )
