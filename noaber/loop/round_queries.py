# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The finest complete loops: from a question by way of knowledge and its use to the next question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noaber import loop
from noaber.loop.models import Link, Thing
from noaber.loop.stations import Standing, Station

# How many loops are looked at, newest first, and how far back each is followed.
LOOKED_AT, FURTHEST = 60, 12
MOST = 12
MOST_LINKS = 5_000
BACK = """
WITH RECURSIVE back(id) AS (
    SELECT id FROM loop_thing WHERE id IN ({ends})
    UNION SELECT source_id FROM loop_link JOIN back ON loop_link.target_id = back.id
)
SELECT loop_link.* FROM loop_link JOIN back ON loop_link.target_id = back.id
ORDER BY loop_link.at, loop_link.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Round:
    """One way through the loop, from the first question to the last thing."""

    things: Sequence[Thing]

    @property
    def first(self) -> Thing:
        return self.things[0]

    @property
    def last(self) -> Thing:
        return self.things[-1]

    @property
    def closed(self) -> bool:
        """Whether it came round: it ends with a new question."""
        return self.last.station == Station.QUESTION

    @property
    def stations(self) -> int:
        return len({thing.station for thing in self.things})

    @property
    def werkplaatsen(self) -> list[str]:
        return list(dict.fromkeys(thing.werkplaats for thing in self.things if thing.werkplaats))


def finest(werkplaats: str = "", limit: int = MOST) -> list[Round]:
    """The finest loops, of everybody or those that pass one werkplaats: closed ones first, then what passes most
    stations and regions, the newest first. A handful of queries: all are followed back together."""
    ends = _ends()
    origins, things = _back([end.pk for end in ends])
    things |= {end.pk: end for end in ends}
    rounds = [found for end in ends if (found := _way(end, origins, things)) is not None]
    if werkplaats:
        rounds = [one for one in rounds if werkplaats in one.werkplaatsen]
    rounds.sort(key=lambda one: (not one.closed, -one.stations, -len(one.werkplaatsen), -one.last.moment))
    seen: set[int] = set()
    kept = []
    for one in rounds:
        # A loop that is part of a finer one is not told twice, and what is not closed yet once for each first question.
        if one.last.pk not in seen and (one.closed or one.first.pk not in seen):
            kept.append(one)
            seen.update(thing.pk for thing in one.things)
    return kept[:limit]


def _ends() -> list[Thing]:
    """Where a loop can end: a question that came of an effect, or the newest effects."""
    closing = Link.objects.filter(
        source__station=Station.EFFECT, target__station=Station.QUESTION
    ).exclude(target__standing=Standing.HIDDEN).order_by("-at", "-pk")  # fmt: skip
    questions = Thing.objects.in_bulk(list(closing.values_list("target", flat=True)[:LOOKED_AT]))
    effects = Thing.objects.counted().filter(station=Station.EFFECT, came_of__isnull=False).order_by("-began_at", "-pk")
    return list({**questions, **{one.pk: one for one in effects[:LOOKED_AT]}}.values())


def _back(ends: Sequence[int]) -> tuple[dict[int, list[int]], dict[int, Thing]]:
    """What everything came of, as far back as it is followed; two queries."""
    if not ends:
        return {}, {}
    statement = BACK.format(ends=", ".join(["%s"] * len(ends)))
    origins: dict[int, list[int]] = {}
    for link in Link.objects.raw(statement, [*ends, MOST_LINKS]):
        origins.setdefault(link.target_id, []).append(link.source_id)
    return origins, Thing.objects.in_bulk({source for sources in origins.values() for source in sources})


def _way(end: Thing, origins: Mapping[int, Sequence[int]], things: Mapping[int, Thing]) -> Round | None:
    """The best way from a question to this end: the one that passes most stations, then the longest."""
    best: list[int] = []
    to_visit = [[end.pk]]
    tried = 0
    while to_visit and tried < 500:
        way = to_visit.pop()
        tried += 1
        before = [one for one in origins.get(way[-1], ()) if one not in way and _fits(things[one])]
        to_visit += [[*way, one] for one in before[:8] if len(way) < FURTHEST]
        if things[way[-1]].station == Station.QUESTION and len(way) > 1 and _worth(way, things) > _worth(best, things):
            best = way
    if len({things[pk].station for pk in best}) < 3:
        return None
    return Round([things[pk] for pk in reversed(best)])


def _fits(thing: Thing) -> bool:
    return thing.standing != Standing.HIDDEN and loop.KINDS[thing.kind].in_trail


def _worth(way: Sequence[int], things: Mapping[int, Thing]) -> tuple[int, int]:
    return len({things[pk].station for pk in way}), len(way)
