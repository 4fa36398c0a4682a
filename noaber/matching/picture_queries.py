# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The graph as a drawing: far off everybody as a dot around their werkplaats, near by everybody by name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from noaber.matching.graph_queries import WERKPLAATS, Edge, Graph, Node
from noaber.matching.graph_words import sentence
from noaber.matching.layout import SIZE, Places, spread
from noaber.matching.models import Drawing

# Up to so many everybody has a name and a link; of more the nearest and strongest are drawn, or all as dots.
NAMED = 90
MOST_LINES, MOST_FAR_LINES = 260, 1_600
# Names stand under the best tied of them; the others show theirs when they are pointed at.
LABELLED, LETTERS = 36, 22
RADII = {"person": 7.0, "organisation": 8.0, "project": 8.0, WERKPLAATS: 13.0}
# A name is wider than it is high, so who has one stands further apart sideways.
LEAST, WIDER = 50.0, 2.3
# A screen is broader than the square of the drawing.
BROADER = 1.45
EDGE = 46.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Somebody with a name: where, how large, what it says, and with whom it is tied."""

    number: int
    node: Node
    x: float
    y: float
    size: float
    label: str
    says: str
    beside: tuple[int, ...]
    quiet: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What ties two spots; drawn thicker when there is more."""

    path: str
    ends: tuple[int, int]
    weight: int


@dataclass(frozen=True)
class Picture:
    """What is drawn: spots with their lines, or everybody as dots with the werkplaatsen as spots."""

    spots: Sequence[Spot]
    lines: Sequence[Line]
    box: str
    dots: Mapping[str, str]
    far_lines: str = ""
    islands: Sequence[tuple[float, float, float, float]] = ()
    left_out: int = 0

    @property
    def far(self) -> bool:
        return bool(self.dots)


def places_now() -> Places:
    """Where everybody stands in the newest drawing; empty until there is one."""
    drawn = Drawing.objects.values_list("places", flat=True).first() or {}
    return {key: (float(x), float(y)) for key, (x, y) in drawn.items()}


def picture(found: Graph, places: Places, *, middle: str = "") -> Picture:
    """The drawing of a graph; around one of them when there is a middle."""
    if middle in found.nodes:
        return _around(found, middle)
    stands = _standing(found, places)
    if len(found.nodes) > NAMED:
        return _far(found, stands)
    return _named(found, _widened(spread(_near_by(stands), LEAST)))


def _near_by(stands: Places) -> Places:
    """So few that they would be lost in the whole drawing: as near to each other as names allow."""
    if not stands:
        return {}
    xs, ys = [x for x, _y in stands.values()], [y for _x, y in stands.values()]
    across = max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    scale = LEAST * math.sqrt(len(stands)) / across
    return {key: (x * scale, y * scale) for key, (x, y) in stands.items()}


def _widened(stands: Places) -> Places:
    return {key: (x * WIDER, y) for key, (x, y) in stands.items()}


def _standing(found: Graph, places: Places) -> Places:
    """Who is new since the drawing stands among those they work with."""
    stands = {key: places[key] for key in found.nodes if key in places}
    for key in sorted(found.nodes.keys() - stands.keys()):
        near = [places[other] for edge in found.beside[key] for other in (edge.first, edge.second) if other in places]
        x, y = (sum(one) / len(near) for one in zip(*near, strict=True)) if near else (SIZE / 2, SIZE / 2)
        turn = crc32(key.encode()) / 2**32 * 2 * math.pi
        stands[key] = (x + 24 * math.cos(turn), y + 24 * math.sin(turn))
    return stands


def _far(found: Graph, stands: Places) -> Picture:
    homes = found.homes()
    stands = {key: (x * BROADER, y) for key, (x, y) in stands.items()}
    dots: dict[str, list[str]] = {}
    for key, node in found.nodes.items():
        if node.kind != WERKPLAATS:
            x, y = stands[key]
            dots.setdefault(node.kind, []).append(f"M{x:.0f} {y:.0f}h0")
    lines = []
    for edge in found.strongest[:MOST_FAR_LINES]:
        (x, y), (to_x, to_y) = stands[edge.first], stands[edge.second]
        lines.append(f"M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}")
    many: dict[str, int] = {}
    for home in homes.values():
        many[home] = many.get(home, 0) + 1
    islands = sorted((key for key in found.nodes if key.startswith("werkplaats:")), key=lambda one: (-many[one], one))
    spots = []
    for number, key in enumerate(islands):
        node, (x, y) = found.nodes[key], stands[key]
        size, says = _size(node, many[key] / 6), sentence(node, found.beside[key], found.nodes)
        spots.append(Spot(number, node, x, y, size, _short(node.name), says, ()))
    lands = [_land(stands[key], [stands[one] for one, home in homes.items() if home == key]) for key in islands]
    shapes = {kind: "".join(parts) for kind, parts in dots.items()}
    return Picture(spots, (), _box(stands), shapes, "".join(lines), lands)


def _land(middle: tuple[float, float], there: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The ground under an island: where its middle is, and how far it reaches."""
    x, y = middle
    reach = max((math.hypot((one - x) / BROADER, other - y) for one, other in there), default=0.0) + 14
    return x, y, round(reach * BROADER, 1), round(reach, 1)


def _named(found: Graph, stands: Places, *, middle: str = "", left_out: int = 0) -> Picture:
    # The best tied come first, for who goes through them with the keyboard.
    order = sorted(found.nodes, key=lambda key: (key != middle, -len(found.beside[key]), found.nodes[key].name))
    number = {key: place for place, key in enumerate(order)}
    spots = []
    for key in order:
        node, edges = found.nodes[key], found.beside[key]
        near = tuple(number[edge.second if edge.first == key else edge.first] for edge in edges)
        quiet = number[key] >= LABELLED
        x, y = (round(one, 1) for one in stands[key])
        label = _short(node.name)
        size = _size(node, len(edges))
        spots.append(
            Spot(
                number[key],
                node,
                x,
                y,
                size,
                label,
                sentence(node, found.beside[key], found.nodes),
                near,
                quiet,
                key == middle,
            )
        )
    lines = [
        Line(_curve(stands[edge.first], stands[edge.second]), (number[edge.first], number[edge.second]), _weight(edge))
        for edge in found.strongest[:MOST_LINES]
    ]
    return Picture(spots, lines, _box(stands), {}, left_out=left_out)


def _around(found: Graph, middle: str) -> Picture:
    """One in the middle, around it who it works with, around those who they work with."""
    first = [edge.second if edge.first == middle else edge.first for edge in found.beside[middle]][: NAMED // 2]
    kept, rings = {middle, *first}, [first, list[str]()]
    for one in first:
        for edge in found.beside[one]:
            other = edge.second if edge.first == one else edge.first
            if other not in kept and len(kept) < NAMED:
                kept.add(other)
                rings[1].append(other)
    stands: Places = {middle: (SIZE / 2, SIZE / 2)}
    radius = 0.0
    for ring in rings:
        radius = max(radius + 130.0, len(ring) * LEAST / (2 * math.pi) * 0.95)
        for place, key in enumerate(ring):
            turn = 2 * math.pi * (place + 0.5) / len(ring) - math.pi / 2
            stands[key] = (SIZE / 2 + radius * math.cos(turn), SIZE / 2 + radius * math.sin(turn))
    left_out = len(found.nodes) - len(kept)
    return _named(found.only(kept), _widened(spread(stands, LEAST, fixed=middle)), middle=middle, left_out=left_out)


def _short(name: str) -> str:
    """The first words of a name, as they stand in it: who listens hears the same as who looks."""
    if len(name) <= LETTERS:
        return name
    return (name[: LETTERS + 1].rpartition(" ")[0] or name.split()[0]).rstrip(" ,:;.-–")


def _size(node: Node, ties: float) -> float:
    return round(RADII[node.kind] + min(8.0, math.sqrt(ties)), 1)


def _weight(edge: Edge) -> int:
    """1, 2 or 3."""
    return 1 if edge.count == 1 else 2 if edge.count < 4 else 3


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A line that bends a little, so that two over each other can be told apart."""
    (x, y), (to_x, to_y) = start, end
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) * 0.06, (y + to_y) / 2 - (to_x - x) * 0.06
    return f"M{x:.0f} {y:.0f}Q{bend_x:.0f} {bend_y:.0f} {to_x:.0f} {to_y:.0f}"


def _box(stands: Places) -> str:
    """What is seen: all of it, with room for names."""
    xs, ys = [x for x, _y in stands.values()] or [0.0], [y for _x, y in stands.values()] or [0.0]
    left, top = min(xs) - 2 * EDGE, min(ys) - EDGE
    return f"{left:.0f} {top:.0f} {max(xs) - left + 2 * EDGE:.0f} {max(ys) - top + EDGE:.0f}"
