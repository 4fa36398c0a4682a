# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which notices are due, read with as little as can be: there are very many, and many are of the same entries."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from noaber.following import Happening, Thing, queries
from noaber.following.digest_queries import Due
from noaber.following.models import Notice
from noaber.following.paces import boundaries
from noaber.following.queries import among
from noaber.ledger.models import Entry
from noaber.people.queries import theme_labels


class Turn:
    """What is the same for all who are told in one go: entries, which never change, and what things are called."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._entries: dict[int, Happening] = {}
        self._things: dict[str, Thing] = {}
        self._labels: dict[str, Mapping[str, str]] = {}

    def entries(self, pks: Collection[int]) -> Mapping[int, Happening]:
        """These entries, and perhaps others."""
        fields = ("pk", "verb", "kind", "ref", "at")
        if new := [pk for pk in pks if pk not in self._entries]:
            for row in Entry.objects.filter(pk__in=among(new)).order_by().values_list(*fields):
                self._entries[row[0]] = Happening(*row)
        return self._entries

    def named(self, keys: Collection[str]) -> Mapping[str, Thing]:
        """What these things are, and perhaps others."""
        if new := [key for key in keys if key not in self._things]:
            self._things.update(queries.known(new))
        return self._things

    def labels(self, tongue: str) -> Mapping[str, str]:
        """The words of themes in this language, which is the active one."""
        if tongue not in self._labels:
            self._labels[tongue] = theme_labels()
        return self._labels[tongue]


def followers(at: datetime, most: int) -> list[int]:
    """Some of those for whom something is due now, as far as the notices know, lowest number first."""
    found = set[int]()
    # A question for each pace, since each is answered by a part of one index, however many were told before.
    for pace, moment in boundaries(at).items():
        waiting = Notice.objects.filter(pace=pace, made_at__lt=moment, told_at__isnull=True).order_by()
        found.update(waiting.values_list("follower", flat=True).distinct()[:most])
    return sorted(found)[:most]


def rows(pks: Collection[int], turn: Turn) -> list[Due]:
    """What is due for these, in the order in which it happened."""
    waiting = Q()
    for pace, moment in boundaries(turn.at).items():
        waiting |= Q(pace=pace, made_at__lt=moment)
    due = Notice.objects.filter(waiting, told_at__isnull=True, follower__in=among(pks)).order_by()
    fields = ("pk", "follower", "kind", "about", "werkplaats", "by", "pace", "entry_id")
    found = list(due.annotate(by=Cast("via", TextField())).values_list(*fields))
    entries = turn.entries({row[7] for row in found})
    made = [
        Due(pk, follower, kind, f"{kind}:{about}", werkplaats, _numbers(by), pace, entries[entry])
        for pk, follower, kind, about, werkplaats, by, pace, entry in found
    ]
    made.sort(key=lambda row: (row.entry.at, row.entry.pk))
    return made


@lru_cache(maxsize=20_000)
def _numbers(text: str) -> tuple[int, ...]:
    """Of one follow come many notices."""
    return tuple(json.loads(text))
