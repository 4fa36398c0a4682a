# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recording that one product replaces another, and taking that back; a line never comes back to where it began."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import Product
from noaber.people.models import Person

ledger.declare(
    {
        "product.replaced": "a product was replaced by another, with the reason",
        "product.replacement_removed": "a product is no longer said to be replaced by another",
        "product.successor_named": "a product was named as the successor of an earlier one, with the reason",
        "product.successor_removed": "a product is no longer the successor of an earlier one",
    }
)
NAMED = ("product.replaced", "product.successor_named")
REMOVED = ("product.replacement_removed", "product.successor_removed")


@transaction.atomic
def replace(before: Product, *, after: Product, reason: str, by: Person | None, at: dt.datetime) -> Succession:
    """Say that `after` comes instead of `before`. Twice is once."""
    require(policies.may_withdraw(by, before, clock.day(at)))
    # Two lines that would close a ring together are never drawn at the same time: this row is the gate.
    Product.objects.select_for_update(of=("self",)).order_by("pk")[:1].get()
    if not reason.strip():
        raise Refused(_("Schrijf waarom."))
    if known := Succession.objects.filter(before=before, after=after).first():
        return known
    if before.pk == after.pk or before.pk in later_than(after):
        raise Refused(_("Dit kan niet: dan zou een stuk zichzelf opvolgen."))
    made = Succession.objects.create(before=before, after=after, reason=reason, by=by, at=at)
    Product.objects.filter(pk__in=(before.pk, after.pk)).update(has_lineage=True)
    _note(made, NAMED, "origins", by=by, at=at, reason=reason)
    return made


def later_than(product: Product) -> set[int]:
    """Everything that came instead of this, and instead of that, and so on."""
    found: set[int] = set()
    edge = {product.pk}
    while edge:
        found |= edge
        edge = set(Succession.objects.filter(before__in=edge).values_list("after", flat=True)) - found
    return found


@transaction.atomic
def take_back(succession: Succession, *, by: Person | None, at: dt.datetime) -> None:
    """It was a mistake: neither says so any more."""
    require(policies.may_withdraw(by, succession.before, clock.day(at)))
    _note(succession, REMOVED, "origins_gone", by=by, at=at)
    succession.delete()


def _note(
    succession: Succession, verbs: tuple[str, str], told: str, *, by: Person | None, at: dt.datetime, reason: str = ""
) -> None:
    """For the book of both: what happened to the earlier one, and that the later one came of it (or did not)."""
    before, after = succession.before, succession.after
    follows = {"after": after.ref, "title": after.title}
    ledger.record(verbs[0], before, by=by, at=at, werkplaats=_home(before), reason=reason, data=follows)
    comes_of = {"before": before.ref, "title": before.title, told: [f"{before.KIND}:{before.ref}"]}
    ledger.record(verbs[1], after, by=by, at=at, werkplaats=_home(after), reason=reason, data=comes_of)


def _home(product: Product) -> str:
    return product.home.slug if product.home else ""
