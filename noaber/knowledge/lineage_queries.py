# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What replaces a product and what it replaces, as far as a reader may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import Product
from noaber.people.models import AnyPerson


@dataclass(frozen=True, slots=True)
class Lineage:
    """Both sides of a product: what came instead of it, and what it came instead of."""

    after: Sequence[Succession]
    before: Sequence[Succession]


def lineage_of(product: Product, person: AnyPerson) -> Lineage | None:
    """One query, and none for what never replaced anything."""
    if not product.has_lineage:
        return None
    seen = Product.objects.visible_to(person)
    rows = Succession.objects.filter(Q(before=product, after__in=seen) | Q(after=product, before__in=seen))
    found = list(rows.select_related("before", "after"))
    return Lineage(
        after=[one for one in found if one.before_id == product.pk],
        before=[one for one in found if one.after_id == product.pk],
    )
