# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Active ingredients: all of them, and what rests on one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from noaber.base.memo import remembered
from noaber.knowledge.evidence_models import Element, ElementUse, EvidenceItem, Source
from noaber.knowledge.evidence_queries import Column
from noaber.knowledge.models import Product
from noaber.people.models import AnyPerson, Visibility
from noaber.people.queries import described

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Resting:
    """One element: the products that rest on it, and what is known of it, per source."""

    element: Element
    uses: list[ElementUse]
    columns: list[Column]


def elements() -> list[Element]:
    """Every element that a public product rests on, by its words, with how many do."""
    public = Count("uses", filter=Q(uses__product__visibility=Visibility.PUBLIC))
    return list(Element.objects.annotate(products=public).filter(products__gt=0)[:MOST_LISTED])


@remembered(seconds=5)
def wordings() -> list[str]:
    """The words of every element, to choose from while typing; at most some seconds old."""
    return list(Element.objects.values_list("wording", flat=True)[:MOST_LISTED])


def resting_on(element: Element, person: AnyPerson) -> Resting:
    """What rests on an element, as far as this person may read it; in as many queries whatever their number."""
    holds = EvidenceItem.objects.filter(withdrawn_at__isnull=True).select_related("product", "project", "other")
    rows = ElementUse.objects.filter(element=element, product__in=described(Product, person).values("pk"))
    rows = rows.select_related("product__home").prefetch_related("product__home__names")
    uses = list(rows.prefetch_related(Prefetch("evidence", holds)).order_by("product__title", "pk"))
    items = {item.pk: item for use in uses for item in use.evidence.all()}.values()
    columns = [Column(source, "", [item for item in items if item.source == source]) for source in Source]
    return Resting(element, uses, columns)
