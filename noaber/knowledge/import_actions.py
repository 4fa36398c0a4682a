# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import makes of a product that was here already: a version, under the same lasting address.

An import first has what is public remembered (`as_they_are`), then writes, then has what changed kept
(`keep_changes`). What an import leaves as it was, or only hides or shows, is no version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from noaber import ledger
from noaber.knowledge import facts as about
from noaber.knowledge.draft_actions import as_it_is
from noaber.knowledge.facts import Facts
from noaber.knowledge.models import Product
from noaber.people.models import Person

ledger.declare({"product.brought_up_to_date": "an import changed a product: what it says now is a version of its own"})
# Who may see it is no part of what it says.
NOT_SAID = ("visibility", "markup")


@dataclass(frozen=True, slots=True)
class Before:
    """What a product said before an import, and since when."""

    facts: Facts
    since: dt.datetime


def _read(products: QuerySet[Product]) -> QuerySet[Product]:
    return products.select_related("home").prefetch_related("themes", "organisations", "files", "versions")


def as_they_are(refs: Collection[str]) -> Mapping[str, Before]:
    """What these products say now, by ref; in as many queries whatever their number."""
    rows = _read(Product.objects.filter(ref__in=refs))
    return {product.ref: Before(about.of_product(product), product.updated_at) for product in rows}


@transaction.atomic
def keep_changes(before: Mapping[str, Before], *, told: str, by: Person | None, at: dt.datetime) -> int:
    """Make a version of every product that says something else than before; returns how many. Who may was asked."""
    kept = 0
    for product in _read(Product.objects.filter(ref__in=list(before))):
        was = before[product.ref]
        now = about.of_product(product)
        if _said(now) == _said(was.facts):
            continue
        last = max((one for one in product.versions.all() if one.number), key=lambda one: one.number or 0, default=None)
        if last is None or _said(last.facts) != _said(was.facts):
            as_it_is(product, facts=was.facts, at=was.since)
        if product.withdrawn_at and last is not None:
            # Put back, it is for whom it was before.
            now["visibility"] = last.facts["visibility"]
        made = as_it_is(product, facts=now, at=at, told=told)
        home = product.home.slug if product.home else ""
        data = {"version": made.pk, "number": made.number}
        ledger.record("product.brought_up_to_date", product, by=by, at=at, werkplaats=home, reason=told, data=data)
        kept += 1
    return kept


def _said(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if name not in NOT_SAID}
