# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest

from noaber.ui import maps

# Where a reader expects them: the province each town lies in.
TOWNS = {
    "ov": ("Enschede", 6.894, 52.221),
    "li": ("Maastricht", 5.69, 50.851),
    "gr": ("Groningen", 6.567, 53.219),
    "ze": ("Middelburg", 3.614, 51.5),
    "zh": ("Den Haag", 4.3, 52.078),
    "fr": ("Leeuwarden", 5.797, 53.201),
    "ut": ("Utrecht", 5.121, 52.091),
    "dr": ("Assen", 6.562, 52.993),
    "ge": ("Arnhem", 5.911, 51.985),
    "nb": ("Tilburg", 5.083, 51.56),
    "nh": ("Alkmaar", 4.749, 52.632),
    "fl": ("Lelystad", 5.471, 52.518),
}


def corners(path):
    """The rings of an outline drawn with M, l and z."""
    for ring in path.split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        if points:
            yield points


def holds(path, x, y):
    inside = False
    for ring in corners(path):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@pytest.mark.parametrize("code", TOWNS)
def test_a_town_lands_in_its_own_province(code):
    _name, lon, lat = TOWNS[code]
    x, y = maps.project(lon, lat)
    assert [province.code for province in maps.provinces() if holds(province.path, x, y)] == [code]


def test_the_outlines_stay_light():
    assert len(maps.provinces()) == 12
    assert sum(len(province.path) for province in maps.provinces()) < 14_000


def test_labels_of_neighbours_do_not_overlap():
    points = [{"label": name, "lon": lon, "lat": lat, "href": "#"} for name, lon, lat in TOWNS.values()]
    places = maps.placed(points)
    assert len(places) == 12
    assert [place.number for place in places] == list(range(1, 13))
    assert {place.anchor for place in places} <= {"start", "end", "middle"}
    leeuwarden = next(place for place in places if place.label == "Leeuwarden")
    groningen = next(place for place in places if place.label == "Groningen")
    assert not (leeuwarden.anchor == "start" and groningen.anchor == "end")


def test_a_point_without_a_place_keeps_its_number_in_the_table():
    points = [{"label": "overal", "lon": None, "lat": None}, {"label": "Utrecht", "lon": 5.1, "lat": 52.1}]
    assert [place.number for place in maps.placed(points)] == [2]
