# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map of the Netherlands: provinces from @svg-maps/netherlands, and places put on it by longitude and latitude."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, pi, tan
from typing import Any

from noaber.ui import paths

WIDTH, HEIGHT = 613, 724
_SVG = paths.NODE_MODULES / "@svg-maps" / "netherlands" / "netherlands.svg"
_PATH = re.compile(r'<path\s+id="([\w-]+)"\s+name="([^"]+)"\s+d="([^"]+)"')
# The drawing is in the Mercator projection. Fitted to the outermost points of the country: Sint Anna ter Muiden in the
# west, Bad Nieuweschans in the east, Kuttingen in the south, the tip of Texel in the north-west.
_WEST, _SOUTH = 3.356, 50.7504
_X_SCALE, _Y_SCALE = 158.1, 157.9
_SOUTH_Y = 723.3
# Points closer together than this (in units of the drawing) become one: 67 kB of outline becomes 10.
GRID = 3
# Sizes of a dot and its label, in the same units.
DOT, LINE, LETTER = 15, 22, 9.3
_OF_A_POINT = ("label", "href", "lon", "lat")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Province:
    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Place:
    """A point on the map: its number, name and target, where it is drawn, and where its label stands free."""

    number: int
    label: str
    href: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """The outlines of the provinces; empty when the package is not installed (the table beside it says the same)."""
    if not _SVG.is_file():
        return ()
    found = _PATH.findall(_SVG.read_text("utf-8"))
    return tuple(Province(code, name, simplify(path)) for code, name, path in found)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Where this place lies on the map, in the units of its view box."""
    x = _X_SCALE * (lon - _WEST)
    y = _SOUTH_Y - _Y_SCALE * (_mercator(lat) - _mercator(_SOUTH))
    return round(x, 1), round(y, 1)


def placed(points: Iterable[Any]) -> list[Place]:
    """Points (mappings or objects with label, href, lon and lat) on the map; a point without a place is left out."""
    return list(_laid_out(tuple(tuple(_get(point, name) for name in _OF_A_POINT) for point in points)))


@lru_cache(maxsize=32)
def _laid_out(points: tuple[tuple[Any, ...], ...]) -> tuple[Place, ...]:
    """Each label where it is in nobody's way; kept, because the same points come on page after page."""
    spots = []
    for number, (label, href, lon, lat) in enumerate(points, start=1):
        if lon is not None and lat is not None:
            spots.append((number, str(label), str(href or ""), *project(float(lon), float(lat))))
    taken = [(x - DOT, y - DOT, x + DOT, y + DOT) for _number, _label, _href, x, y in spots]
    found = []
    for number, label, href, x, y in spots:
        box, anchor = _free(label, x, y, taken)
        taken.append(box)
        label_x = {"start": box[0], "end": box[2], "middle": x}[anchor]
        found.append(Place(number, label, href, x, y, round(label_x, 1), round(box[3] - 6, 1), anchor))
    return tuple(found)


def _free(label: str, x: float, y: float, taken: list[Box]) -> tuple[Box, str]:
    """Where the label stands: right, left, under or over its dot; the first that is free, else the least crowded."""
    width, away = len(label) * LETTER, DOT + 4
    choices: list[tuple[Box, str]] = [
        ((x + away, y - LINE / 2, x + away + width, y + LINE / 2), "start"),
        ((x - away - width, y - LINE / 2, x - away, y + LINE / 2), "end"),
        ((x - width / 2, y + DOT, x + width / 2, y + DOT + LINE), "middle"),
        ((x - width / 2, y - DOT - LINE, x + width / 2, y - DOT), "middle"),
    ]
    return min(choices, key=lambda choice: _crowding(choice[0], taken))


def _crowding(box: Box, taken: list[Box]) -> float:
    left, top, right, bottom = box
    outside = max(0.0, -left) + max(0.0, right - WIDTH)
    overlaps = (
        max(0.0, min(right, far) - max(left, near)) * max(0.0, min(bottom, low) - max(top, high))
        for near, high, far, low in taken
    )
    return sum(overlaps) + outside * LINE


def simplify(path: str) -> str:
    """An outline drawn with fewer points; neighbours stay joined because all points snap to the same grid."""
    drawn = []
    for ring in _rings(path):
        snapped = [(round(x / GRID) * GRID, round(y / GRID) * GRID) for x, y in ring]
        kept = [point for index, point in enumerate(snapped) if index == 0 or point != snapped[index - 1]]
        if len(kept) > 3:
            drawn.append(_draw(kept))
    return "".join(drawn)


def _draw(points: list[tuple[int, int]]) -> str:
    (x, y), text = points[0], f"M{points[0][0]} {points[0][1]}l"
    for next_x, next_y in points[1:]:
        text += f"{next_x - x} {next_y - y} "
        x, y = next_x, next_y
    return text.replace(" -", "-").rstrip() + "z"


def _rings(path: str) -> Iterable[list[tuple[float, float]]]:
    """The closed lines of an SVG path of relative moves (m … z), as absolute points."""
    x = y = 0.0
    for part in path.split("z"):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", part)]
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        if ring:
            x, y = ring[0]
            yield ring


def _mercator(lat: float) -> float:
    return log(tan(pi / 4 + lat * pi / 360)) * 180 / pi


def _get(point: Any, *names: str) -> Any:
    for name in names:
        value = point.get(name) if isinstance(point, Mapping) else getattr(point, name, None)
        if value is not None:
            return value
    return None
