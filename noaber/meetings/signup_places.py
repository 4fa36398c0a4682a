# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many places there are for whom, and whose turn it is; pure reckoning, without the database.

The rules, which the pages tell too (docs/explanation/signing-up.md):

- Places are kept for a perspective until a moment; who has it uses those first.
- Who waits is served in the order of signing up, as far as a free place is one that they may have.
- A group gets its places together or not at all. As long as it is the first, free places wait for it: nobody passes it.
  Near the meeting (`PATIENCE`) places go to the first who fits, so that no chair stays empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# How long before the meeting free places stop waiting for a group that does not fit.
PATIENCE = dt.timedelta(days=2)
# Who comes off the waiting list has at least this long to say yes, and at most this part of the time that is left.
LEAST_TO_SAY_YES, PART_OF_WHAT_IS_LEFT = dt.timedelta(hours=1), 4
# What is free when there is no end to it.
ENDLESS = 1_000_000


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list, with how many they come."""

    pk: int
    size: int
    perspective: str


@dataclass
class Places:
    """The places of one meeting: how many there are, are taken, and are kept for whom."""

    capacity: int | None
    taken: int
    kept: Mapping[str, int] = field(default_factory=dict)
    # Of those who have a perspective for which places are kept.
    taken_by: dict[str, int] = field(default_factory=dict)

    def free(self, perspective: str) -> int:
        """How many more with this perspective can come."""
        if self.capacity is None:
            return ENDLESS
        others = sum(max(0, many - self.taken_by.get(one, 0)) for one, many in self.kept.items() if one != perspective)
        return max(0, self.capacity - self.taken - others)

    def most(self, perspective: str) -> int:
        """The largest group with this perspective that could ever come."""
        if self.capacity is None:
            return ENDLESS
        return max(0, self.capacity - sum(many for one, many in self.kept.items() if one != perspective))

    def take(self, perspective: str, size: int) -> None:
        """Somebody comes, with `size` people; a negative one gives places back."""
        self.taken += size
        self.taken_by[perspective] = self.taken_by.get(perspective, 0) + size

    def serve(self, waiting: Iterable[Waiting], *, patient: bool) -> list[Waiting]:
        """Whose turn it is now. Afterwards only what nobody who waits has a claim to is free here."""
        turn = []
        for one in waiting:
            free = self.free(one.perspective)
            if free >= one.size:
                self.take(one.perspective, one.size)
                turn.append(one)
            elif patient and free and one.size <= self.most(one.perspective):
                # It is the group's turn: what is free waits until there is enough.
                self.take(one.perspective, free)
        return turn


def patient(starts_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether free places still wait for a group."""
    return at < starts_at - PATIENCE


def yes_until(at: dt.datetime, *, hours: int, starts_at: dt.datetime) -> dt.datetime:
    """Until when a place off the waiting list is kept: so many hours, less when the meeting is near."""
    near = max(LEAST_TO_SAY_YES, (starts_at - at) / PART_OF_WHAT_IS_LEFT)
    return min(at + min(dt.timedelta(hours=hours), near), starts_at)
