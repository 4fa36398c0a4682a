# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of knowledge can be reported, and how it is hidden when a report is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from noaber.knowledge import review_actions
from noaber.knowledge.models import Product, Version
from noaber.moderation import Subject
from noaber.people.models import Person, Visibility


class ProductSubjects:
    """Products as what a report can be about."""

    def find(self, refs: Sequence[str]) -> Mapping[str, Subject]:
        """What is known of these products, also of hidden ones."""
        rows = Product.objects.filter(ref__in=refs).select_related("home")
        return {
            product.ref: Subject(
                kind=Product.KIND,
                ref=product.ref,
                title=product.title,
                href=product.get_absolute_url(),
                werkplaats=product.home.slug if product.home else "",
                public=product.visibility == Visibility.PUBLIC,
            )
            for product in rows
        }

    def own(self, person: Person) -> QuerySet[Version, str]:
        """Those of which this person wrote a version."""
        return Version.objects.filter(writers=person).order_by().values_list("ref", flat=True)

    def hide(self, ref: str, *, reason: str, by: Person | None, at: datetime) -> None:
        """Withdraw it, with the reason."""
        review_actions.withdraw(Product.objects.get(ref=ref), text=reason, by=by, at=at)
