# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Products in the loop: what an entry tells of them, and how a trail shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from noaber import loop
from noaber.knowledge.models import Product
from noaber.loop import Face, Kind, Station
from noaber.loop.stations import Standing
from noaber.people.models import Visibility


def loop_facts(product: Product) -> dict[str, Any]:
    """What an entry about a product tells of where it stands, what it is about, and from where its authors speak."""
    public = product.visibility == Visibility.PUBLIC
    return {
        "standing": (Standing.DONE if public else Standing.HIDDEN).value,
        "themes": sorted(theme.slug for theme in product.themes.all()),
    }


def authors_heard(product: Product) -> dict[str, int]:
    """How many authors speak from which perspective."""
    return dict(Counter(product.author_perspectives.values()))


def faces(refs: Collection[str]) -> Mapping[str, Face]:
    """How a trail shows these products; what is no product yet has none."""
    rows = Product.objects.filter(ref__in=list(refs)).only("ref", "slug", "title", "lang", "type", "example")
    return {
        one.ref: Face(one.title, one.get_absolute_url(), lang=one.lang, sort=one.type, example=one.example)
        for one in rows
    }


def register() -> None:
    """Make products part of the loop."""
    types = dict(Product.Type.choices)
    loop.register(Kind(Product.KIND, Station.KNOWLEDGE, faces, sort_label=lambda sort: types.get(sort, "")))
