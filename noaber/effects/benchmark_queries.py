# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often something is used and how, beside what is usual: medians and ranges, without names, order or rank.

Counted are public uses. Examples count only where there is nothing else, so that a fresh copy shows how it looks. The
unit of every number stands beside it; what nobody told is not counted as no. What is usual is only told from
`COMPARED_FROM` comparable things on, so that nobody can read one other from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from noaber.effects.models import Still, Use
from noaber.knowledge.models import Product
from noaber.people.models import Perspective, Werkplaats

COMPARED_FROM = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the middle, the lowest and the highest of these many."""

    middle: float
    lowest: int
    highest: int
    number: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted: in words, as a number with its unit, and what is usual where that can be told."""

    label: str
    value: int | None
    unit: str
    usual: Usual | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Everything counted about one thing; `perspectives` are label and number, in the fixed order of perspectives."""

    measures: Sequence[Measure]
    perspectives: Sequence[tuple[str, int]]
    total: int
    told_after: int
    compared: int
    example: bool


def of_product(product: Product) -> Benchmark | None:
    """How a product is used, beside other products of its type; nothing when nobody used it."""
    same = Q(product__type=product.type)
    return _benchmark(Q(product=product), same, "product", product.pk)


def of_werkplaats(werkplaats: Werkplaats) -> Benchmark | None:
    """How the knowledge of a werkplaats is used, beside other werkplaatsen."""
    return _benchmark(Q(home=werkplaats), Q(home__isnull=False), "home", werkplaats.pk)


def _benchmark(mine: Q, same: Q, key: str, pk: int) -> Benchmark | None:
    public = Use.objects.public().order_by()
    by_whom = list(public.filter(mine).values_list("example", "perspective").annotate(number=Count("pk")))
    if not by_whom:
        return None
    example = all(row[0] for row in by_whom)
    rows = {row[key]: row for row in _counted(public.filter(same, example=example), key)}
    voices = {who: number for made_up, who, number in by_whom if made_up == example}
    own, others = rows[pk], list(rows.values())
    return Benchmark(
        measures=_measures(own, others),
        perspectives=[(str(label), voices[code]) for code, label in Perspective.choices if code in voices],
        total=own["total"],
        told_after=own["told"],
        compared=len(others),
        example=example,
    )


def _counted(rows: Any, key: str) -> Iterable[dict[str, Any]]:
    going_on = Q(still__in=(Still.YES, Still.PARTLY))
    found: Iterable[dict[str, Any]] = rows.values(key).annotate(
        total=Count("pk"),
        changed=Count("pk", filter=Q(adapted=True)),
        told=Count("told_after_at"),
        going_on=Count("pk", filter=going_on),
        places=Count("setting", distinct=True),
    )
    return found


def _measures(own: dict[str, Any], others: Sequence[dict[str, Any]]) -> list[Measure]:
    times, percent = _("keer"), "%"
    kinds: list[tuple[str, str, Any]] = [
        (_("Verteld dat het is toegepast"), times, lambda row: row["total"]),
        (_("Aangepast aan de eigen plek"), percent, lambda row: _share(row["changed"], row["total"])),
        (_("Na acht weken nog (deels) in gebruik"), percent, lambda row: _share(row["going_on"], row["told"])),
        (_("Soorten plekken waar het werd gebruikt"), _("soorten"), lambda row: row["places"]),
    ]
    return [Measure(label, value(own), unit, usual(map(value, others))) for label, unit, value in kinds]


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def usual(values: Iterable[int | None]) -> Usual | None:
    """The middle and the range of what is known, when that is enough to tell."""
    known = [value for value in values if value is not None]
    if len(known) < COMPARED_FROM:
        return None
    return Usual(median(known), min(known), max(known), len(known))
