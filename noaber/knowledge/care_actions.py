# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saying that something still holds, and reminding who keeps it that it is time to look."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import require
from noaber.knowledge import policies
from noaber.knowledge.care_models import CareReminder, ReviewCheck
from noaber.knowledge.models import Product
from noaber.people.models import Person

ledger.declare(
    {
        "product.reviewed": "somebody looked at a product and it still holds",
        "product.review_reminded": "who keeps a product was reminded that it is time to look at it",
    }
)
DAYS = {6: 183, 12: 365, 24: 730}


@transaction.atomic
def confirm(
    product: Product, *, seen: dt.date | None, months: int = 12, by: Person | None, at: dt.datetime
) -> ReviewCheck | None:
    """It still holds; somebody looks again after so many months. Another date than was `seen` is judged already."""
    product = Product.objects.select_for_update(of=("self",)).select_related("home").get(pk=product.pk)
    require(policies.may_check(by, product, clock.day(at)))
    if product.review_on != seen:
        return None
    next_on = timezone.localdate(at) + dt.timedelta(days=DAYS[months])
    product.review_on, product.checked_on = next_on, timezone.localdate(at)
    product.save(update_fields=["review_on", "checked_on"])
    check = ReviewCheck.objects.create(product=product, by=by, at=at, next_on=next_on)
    search.changed(product.search_kind, product.ref)
    _note("product.reviewed", product, by=by, at=at, review_on=next_on)
    return check


@transaction.atomic
def remind(product: Product, *, moment: str, by: Person | None, at: dt.datetime) -> bool:
    """Note that this reminder goes out; False when it did before."""
    assert product.review_on is not None
    try:
        with transaction.atomic():
            CareReminder.objects.create(product=product, review_on=product.review_on, moment=moment, at=at)
    except IntegrityError:
        return False
    _note("product.review_reminded", product, by=by, at=at, review_on=product.review_on, moment=moment)
    return True


def _note(
    verb: str, product: Product, *, by: Person | None, at: dt.datetime, review_on: dt.date, moment: str = ""
) -> None:
    home = product.home.slug if product.home else ""
    data = {"review_on": review_on.isoformat(), **({"moment": moment} if moment else {})}
    ledger.record(verb, product, by=by, at=at, werkplaats=home, data=data)
