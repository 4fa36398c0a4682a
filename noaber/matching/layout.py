# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where everybody stands: each werkplaats an island with who works there around it, the islands by what ties them.

Plain values in and out, no database: a process of its own does this (`drawer`). The same graph gives the same drawing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Places = dict[str, tuple[float, float]]
Weighed = Sequence[tuple[str, str, float]]
SIZE = 1000.0
# How much room one takes, and how much stays free around an island.
ROOM, SHORE = 9.0, 26.0
ROUNDS = 60


def laid_out(homes: Mapping[str, str], edges: Weighed, seed: int) -> Places:
    """x and y of each node, in a square of SIZE; `homes` says on which island each is."""
    islands: dict[str, list[str]] = defaultdict(list)
    for key in sorted(homes):
        islands[homes[key]].append(key)
    radii = {home: ROOM * math.sqrt(len(keys)) + SHORE for home, keys in islands.items()}
    centres = _apart(_islands(islands, homes, edges, seed), radii)
    places: Places = {}
    for home, keys in islands.items():
        x, y = centres[home]
        for key, (dx, dy) in _island(home, keys, homes, edges, seed).items():
            reach = radii[home] - SHORE
            places[key] = (x + reach * dx, y + reach * dy)
    return _fitted(places)


def _islands(islands: Mapping[str, object], homes: Mapping[str, str], edges: Weighed, seed: int) -> Places:
    """The islands, nearer as more ties them."""
    import networkx

    ties: dict[tuple[str, str], float] = defaultdict(float)
    for first, second, weight in edges:
        pair = sorted((homes[first], homes[second]))
        if pair[0] != pair[1]:
            ties[pair[0], pair[1]] += weight
    sea = networkx.Graph()
    sea.add_nodes_from(sorted(islands))
    sea.add_weighted_edges_from((one, other, math.sqrt(weight)) for (one, other), weight in sorted(ties.items()))
    found = networkx.spring_layout(sea, seed=seed, iterations=200, k=1.2, scale=300)
    return {home: (float(x), float(y)) for home, (x, y) in found.items()}


def _apart(centres: Places, radii: Mapping[str, float]) -> Places:
    """Islands that overlap are pushed apart, and then drawn to the middle as far as they can."""
    now = dict(centres)
    order = sorted(now)
    for turn in range(400):
        for home in order:
            x, y = now[home]
            pull = 0.02 if turn < 300 else 0.0
            now[home] = (x * (1 - pull), y * (1 - pull))
        for place, one in enumerate(order):
            for other in order[place + 1 :]:
                now[one], now[other] = _pushed(now[one], now[other], radii[one] + radii[other])
    return now


def _pushed(
    one: tuple[float, float], other: tuple[float, float], least: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    dx, dy = other[0] - one[0], other[1] - one[1]
    away = math.hypot(dx, dy)
    if away >= least:
        return one, other
    if away == 0:
        dx, dy, away = 1.0, 0.0, 1.0
    step = (least - away) / 2 / away
    return (one[0] - dx * step, one[1] - dy * step), (other[0] + dx * step, other[1] + dy * step)


def _island(home: str, keys: Sequence[str], homes: Mapping[str, str], edges: Weighed, seed: int) -> Places:
    """Who is on one island, in a circle of radius 1 around its werkplaats; who works together stands together."""
    import networkx
    import numpy

    land = networkx.Graph()
    land.add_nodes_from(keys)
    here = set(keys)
    land.add_weighted_edges_from(
        (one, other, math.sqrt(weight) * (0.15 if home in (one, other) else 1.0))
        for one, other, weight in edges
        if one in here and other in here
    )
    start = {key: _sunflower(place, len(keys)) for place, key in enumerate(keys)}
    middle = [home] if home in here else None
    if middle:
        start[home] = (0.0, 0.0)
    if len(keys) < 3:
        return start
    found = networkx.spring_layout(
        land, pos=start, fixed=middle, seed=seed, iterations=ROUNDS, k=0.9 / math.sqrt(len(keys)), scale=None,
        method="force",
    )  # fmt: skip
    spots = numpy.array([found[key] for key in keys])
    if not middle:
        spots -= spots.mean(axis=0)
    # Evenly spread over the circle: the direction is kept, the distance becomes a rank.
    far = numpy.hypot(spots[:, 0], spots[:, 1])
    ranks = numpy.argsort(numpy.argsort(far, kind="stable"), kind="stable")
    spread = numpy.sqrt((ranks + 0.5) / len(keys)) if len(keys) > 1 else ranks * 0.0
    scale = numpy.where(far > 0, spread / numpy.where(far > 0, far, 1), 0)
    spots = _spaced(spots * scale[:, None], 1.1 / math.sqrt(len(keys)), keys.index(home) if middle else None)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, spots, strict=True)}


def spread(places: Places, least: float, *, fixed: str = "") -> Places:
    """The same places, but nobody nearer to another than this."""
    import numpy

    keys = sorted(places)
    if not keys:
        return {}
    middle = keys.index(fixed) if fixed in places else None
    spots = _spaced(numpy.array([places[key] for key in keys]), least, middle)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, spots, strict=True)}


def _spaced(spots: Any, least: float, middle: int | None) -> Any:
    """Who stands on another's toes makes room."""
    import numpy

    now = spots.astype(float)
    kept = now[middle].copy() if middle is not None else None
    # Two on one spot would never part.
    now += numpy.stack([numpy.arange(len(now)), numpy.arange(len(now))[::-1]], axis=1) * least * 1e-6
    for _turn in range(60):
        apart = now[:, None, :] - now[None, :, :]
        far = numpy.hypot(apart[..., 0], apart[..., 1]) + numpy.eye(len(now)) * 10 * least
        short = numpy.clip(least - far, 0, None)
        if not short.any():
            break
        now += 0.4 * ((short / far)[..., None] * apart).sum(axis=1)
        if kept is not None:
            now[middle] = kept
    return now


def _sunflower(place: int, many: int) -> tuple[float, float]:
    """Seeds in a sunflower lie evenly, each turned by the golden angle."""
    far, turn = math.sqrt((place + 0.5) / many), place * math.pi * (3 - math.sqrt(5))
    return far * math.cos(turn), far * math.sin(turn)


def _fitted(places: Places) -> Places:
    """The drawing in its square, whole numbers and a half."""
    if not places:
        return {}
    xs, ys = [x for x, _y in places.values()], [y for _x, y in places.values()]
    scale = (SIZE - 2 * SHORE) / max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    wide, high = scale * (max(xs) - min(xs)), scale * (max(ys) - min(ys))
    left, top = (SIZE - wide) / 2 - scale * min(xs), (SIZE - high) / 2 - scale * min(ys)
    return {key: (round(scale * x + left, 1), round(scale * y + top, 1)) for key, (x, y) in places.items()}
