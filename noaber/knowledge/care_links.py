# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mailed link with which somebody says that a product still holds: one person, one product, one date."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.knowledge.models import Product
from noaber.people.models import Person

CARE = "knowledge.care"
CARE_AGE = dt.timedelta(days=120)


def token(product: Product, person: Person) -> str:
    """What the link carries."""
    return signing.seal(CARE, f"{product.pk} {person.pk} {product.review_on}")


def opened(sealed: str) -> tuple[Product, Person, dt.date]:
    """The product, who was asked, and the date that is to be judged; raises when it is not ours, too old or gone."""
    product_pk, person_pk, day = signing.unseal(CARE, sealed, CARE_AGE).split(" ")
    product = Product.objects.select_related("home").filter(pk=product_pk, withdrawn_at=None).first()
    person = Person.objects.filter(pk=person_pk, is_active=True).first()
    if product is None or person is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij."))
    return product, person, dt.date.fromisoformat(day)
