# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The trail of a thing: everything it came of and everything that came of it, in the order of time, as steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber import loop
from noaber.loop.models import Link, Thing
from noaber.loop.stations import Station

# How far a trail is followed, either way: what is nearest comes first.
MOST = 200
# Of how many of its origins it is known that a thing stands after them.
ORIGINS = 50
# How many things of one step are named; the rest is counted.
NAMED = 3
# One thing, everything before it and everything after it, nearest first; each thing is asked once. Way 0 is the thing
# itself, 1 what came before, 2 what came after.
WALK = """
WITH RECURSIVE
here(id) AS (SELECT id FROM loop_thing WHERE kind = %s AND ref = %s AND standing <> 'hidden'),
back(id) AS (SELECT id FROM here UNION SELECT source_id FROM loop_link JOIN back ON loop_link.target_id = back.id),
ahead(id) AS (SELECT id FROM here UNION SELECT target_id FROM loop_link JOIN ahead ON loop_link.source_id = ahead.id),
near(way, id) AS (
    SELECT 0, id FROM here
    UNION ALL SELECT 1, id FROM (SELECT id FROM back LIMIT %s) AS before
    UNION ALL SELECT 2, id FROM (SELECT id FROM ahead LIMIT %s) AS later
)
SELECT loop_thing.*, near.way, loop_link.source_id AS came_from
FROM near JOIN loop_thing ON loop_thing.id = near.id
LEFT JOIN loop_link ON loop_link.id IN (SELECT one.id FROM loop_link AS one WHERE one.target_id = near.id LIMIT %s)
WHERE loop_thing.standing <> 'hidden'
"""


@dataclass(frozen=True, slots=True)
class Step:
    """Things at one station that follow each other: what a trail draws as one dot."""

    station: Station
    label: str
    things: Sequence[Thing]
    here: bool = False

    @property
    def face(self) -> str:
        return self.station.face

    @property
    def named(self) -> Sequence[Thing]:
        """The things that are named; where they are many, the first few."""
        return self.things[:NAMED]

    @property
    def more(self) -> str:
        """How many are not named."""
        number = len(self.things) - NAMED
        return ngettext("en nog %(num)s", "en nog %(num)s", number) % {"num": number} if number > 0 else ""


@dataclass(frozen=True, slots=True)
class Trail:
    """What led to a thing, the thing itself, and what it led to."""

    here: Thing
    before: Sequence[Thing]
    after: Sequence[Thing]
    # Whether there is more than was followed.
    cut: bool

    @property
    def number(self) -> int:
        """How many things it passes beside this one."""
        return len(self.before) + len(self.after)

    @property
    def steps(self) -> list[Step]:
        """The whole trail as steps, in the order of time."""
        return [
            *_steps(self.before), Step(Station(self.here.station), label_of(self.here), (self.here,), here=True),
            *_steps(self.after),
        ]  # fmt: skip

    @property
    def stations(self) -> set[str]:
        """Which stations it passes."""
        return {thing.station for thing in (*self.before, self.here, *self.after)}

    @property
    def is_round(self) -> bool:
        """Whether a question led to an effect that raised a question."""
        places = [thing.station for thing in (*self.before, self.here, *self.after)]
        last_effect = max((at for at, one in enumerate(places) if one == Station.EFFECT), default=-1)
        asked = [at for at, one in enumerate(places) if one == Station.QUESTION]
        return bool(asked) and asked[0] < last_effect < asked[-1]


def trail_of(kind: str, ref: str) -> Trail | None:
    """The trail of a thing that everybody may read; None when nobody may. One query, however long it is."""
    ways: dict[int, dict[int, Thing]] = {0: {}, 1: {}, 2: {}}
    origins: dict[int, set[int | None]] = {}
    # A row for each origin of a thing.
    for thing in Thing.objects.raw(WALK, [kind, ref, MOST + 1, MOST + 1, ORIGINS]):
        ways[thing.way].setdefault(thing.pk, thing)
        origins.setdefault(thing.pk, set()).add(thing.came_from)
    if not ways[0]:
        return None
    (here,) = ways[0].values()
    cut = max(len(ways[1]), len(ways[2])) > MOST
    behind, ahead = (_in_trail(ways[way].values(), here) for way in (1, 2))
    # In a round both ways lead everywhere: what came first stays before, what came later after.
    earlier = {pk for pk in behind.keys() & ahead.keys() if behind[pk].moment <= here.moment}
    before = [thing for pk, thing in behind.items() if pk not in ahead or pk in earlier]
    after = [thing for pk, thing in ahead.items() if pk not in earlier]
    return Trail(here, _in_order(before, origins), _in_order(after, origins), cut)


def _in_trail(things: Iterable[Thing], here: Thing) -> dict[int, Thing]:
    kinds = {kind.kind for kind in loop.KINDS.values() if kind.in_trail}
    return {one.pk: one for one in things if one.pk != here.pk and one.kind in kinds}


def _in_order(things: Iterable[Thing], origins: Mapping[int, set[int | None]]) -> list[Thing]:
    """Things after what they came of, and otherwise in the order of time; where they go round, time decides."""
    left = {one.pk: one for one in sorted(things, key=_place)}
    waits = {pk: left.keys() & origins.get(pk, set()) for pk in left}
    led_to: dict[int, list[int]] = {}
    for pk, came_of in waits.items():
        for one in came_of:
            led_to.setdefault(one, []).append(pk)
    free = [(_place(one), pk) for pk, one in left.items() if not waits[pk]]
    found: list[Thing] = []
    while left:
        _where, pk = heappop(free) if free else (None, next(iter(left)))
        if pk in left:
            found.append(left.pop(pk))
            for later in led_to.get(pk, ()):
                waits[later].discard(pk)
                if later in left and not waits[later]:
                    heappush(free, (_place(left[later]), later))
    return found


def _place(thing: Thing) -> tuple[float, int, int]:
    """Where a thing is in time; at the same moment the stations have their own order."""
    return thing.moment, list(Station).index(Station(thing.station)), thing.pk


def _steps(things: Sequence[Thing]) -> Iterator[Step]:
    for station, group in groupby(things, key=lambda one: one.station):
        found = list(group)
        yield Step(Station(station), _label(found), found)


def _label(things: Sequence[Thing]) -> str:
    """The word over a step: of the sort of thing where they are all the same, of the station otherwise."""
    labels = {label_of(thing) for thing in things}
    return labels.pop() if len(labels) == 1 else str(Station(things[0].station).label)


def label_of(thing: Thing) -> str:
    """What a thing is, as a reader says it: with the word of its werkplaats or its type where it has one."""
    kind = loop.KINDS.get(thing.kind)
    word = str(kind.sort_label(thing.sort)) if kind and kind.sort_label and thing.sort else ""
    return (word or str(Station(thing.station).label)).capitalize()


@dataclass(frozen=True, slots=True)
class Edge:
    """That one thing of a trail came of another."""

    source: Thing
    target: Thing


def edges_of(trail: Trail) -> list[Edge]:
    """Which thing of a trail came of which, in the order of time: the same as the drawing, in words."""
    things = {thing.pk: thing for thing in (*trail.before, trail.here, *trail.after)}
    rows = Link.objects.filter(source__in=things, target__in=things).order_by("at", "pk")
    return [Edge(things[one.source_id], things[one.target_id]) for one in rows]


def told(trail: Trail) -> str:
    """One sentence that says where a thing is on its way."""
    if not trail.number:
        return _("Dit staat nog los: er kwam niets aan vooraf en er kwam nog niets van.")
    before, after = len(trail.before), len(trail.after)
    parts = []
    if before:
        said = ngettext("%(num)s ding ging eraan vooraf", "%(num)s dingen gingen eraan vooraf", before)
        parts.append(said % {"num": before})
    if after:
        said = ngettext("%(num)s ding kwam ervan", "%(num)s dingen kwamen ervan", after)
        parts.append(said % {"num": after})
    return f"{', '.join(parts).capitalize()}."
