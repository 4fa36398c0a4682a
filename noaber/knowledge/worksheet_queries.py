# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worksheet of a product as it is now."""

from __future__ import annotations

from noaber.knowledge.evidence_models import ElementUse, WorksheetText
from noaber.knowledge.evidence_queries import items_of
from noaber.knowledge.models import Lift, Product
from noaber.knowledge.worksheet import Known, Sheet, fill
from noaber.people.models import Visibility


def sheet_of(product: Product) -> Sheet:
    """Everything that is registered, under the headings of the worksheet; of learning rounds only the public ones."""
    lifts = Lift.objects.filter(ref=product.ref).select_related("round__project")
    rounds = [lift.round for lift in lifts]
    seen = [one for one in rounds if one.public and one.project.visibility == Visibility.PUBLIC]
    public = product.organisations.filter(visibility=Visibility.PUBLIC)
    known = Known(
        product=product,
        items=list(items_of(product).filter(withdrawn_at__isnull=True).order_by("source", "-year", "pk")),
        uses=list(ElementUse.objects.filter(product=product).select_related("element")),
        rounds=seen,
        files=list(product.files.values_list("name", flat=True)),
        organisations=list(public.values_list("title", flat=True)) or list(product.organisation_names),
        texts={text.heading: text for text in WorksheetText.objects.filter(product=product)},
        closed=len(rounds) - len(seen),
    )
    return fill(known)


def text_of(product: Product, heading: str) -> WorksheetText | None:
    """What was written under one heading."""
    return WorksheetText.objects.filter(product=product, heading=heading).select_related("changed_by").first()
