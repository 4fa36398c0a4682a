# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often somebody hears of something, and when that is: rules without a table.

What is never is never. Otherwise what was chosen for a werkplaats goes before what was chosen for a kind of thing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone

from noaber.following.models import Pace

DEFAULT = Pace.WEEKLY
# Nobody is woken by a digest; who reads at breakfast has it.
FROM_HOUR = time(7)


@dataclass(frozen=True)
class Paces:
    """What one follower chose."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    werkplaatsen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: Iterable[tuple[str, str, str]]) -> "Paces":
        """From rows of kind, werkplaats and pace."""
        rows = list(rows)
        return cls(
            {kind: pace for kind, _werkplaats, pace in rows if kind},
            {werkplaats: pace for _kind, werkplaats, pace in rows if werkplaats},
        )

    def of(self, kind: str, werkplaats: str) -> str:
        """How often they hear of this kind of thing of this werkplaats."""
        by_kind, by_place = self.kinds.get(kind), self.werkplaatsen.get(werkplaats)
        if Pace.NEVER in (by_kind, by_place):
            return Pace.NEVER
        return by_place or by_kind or DEFAULT


def boundaries(at: datetime) -> dict[str, datetime]:
    """Per pace: notices from before this moment are due at `at`. Daily from seven, weekly on Monday from seven."""
    local = timezone.localtime(at)
    morning = datetime.combine(local.date(), FROM_HOUR, tzinfo=local.tzinfo)
    if local < morning:
        morning -= timedelta(days=1)
    return {
        Pace.ONCE: at + timedelta(days=1),
        Pace.DAILY: morning,
        Pace.WEEKLY: morning - timedelta(days=morning.weekday()),
    }
