# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is to be looked at again, by whom, and what becomes public by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from noaber.base import clock
from noaber.knowledge import policies
from noaber.knowledge.care_models import CareReminder
from noaber.knowledge.models import Product, Version, VersionState
from noaber.moderation.queries import judges_of
from noaber.people.models import AnyPerson, Person, Role, Visibility
from noaber.people.queries import roles_of

# A month before the day, and from the day itself; what passed longer ago has had its time.
BEFORE, STILL = dt.timedelta(days=30), dt.timedelta(days=14)
MOST = 200


def to_release(on: dt.date) -> list[Version]:
    """Approved versions whose day is there."""
    rows = Version.objects.filter(state=VersionState.APPROVED, public_on__lte=on)
    return list(rows.exclude(product__withdrawn_at__isnull=False).order_by("public_on", "pk")[:MOST])


def to_remind(on: dt.date, moment: str) -> list[Product]:
    """Products whose review date is near, or is there, and nobody was told yet; an example is nobody's care."""
    first, last = (on + dt.timedelta(days=1), on + BEFORE) if moment == CareReminder.Moment.BEFORE else (on - STILL, on)
    told = CareReminder.objects.filter(product=OuterRef("pk"), review_on=OuterRef("review_on"), moment=moment)
    rows = Product.objects.filter(review_on__range=(first, last), withdrawn_at=None, example=False, home__isnull=False)
    rows = rows.exclude(visibility=Visibility.HIDDEN).filter(~Exists(told))
    return list(rows.select_related("home").order_by("review_on", "pk")[:MOST])


def keepers_of(product: Product) -> list[Person]:
    """Who is asked to look: who wrote the newest version and still writes here; otherwise the editors of its home."""
    last = product.versions.filter(state=VersionState.PUBLISHED).order_by("-number").first()
    writers = list(last.writers.exclude(email=None).filter(is_active=True)) if last else []
    able = [person for person in writers if policies.may_check(person, product)]
    return able or [person for person in judges_of(product.home, ()).people if person.email]


def due(person: Person, on: dt.date) -> QuerySet[Product]:
    """Products past their review date in the werkplaatsen that this person edits."""
    rows = Product.objects.filter(review_on__lte=on, withdrawn_at=None, home__isnull=False)
    if not person.is_superuser:
        edits = roles_of(person).filter(role__in=(Role.Kind.COORDINATOR, Role.Kind.EDITOR))
        rows = rows.filter(home__in=edits.values("werkplaats"))
    return rows.select_related("home").order_by("review_on", "pk")


@dataclass(frozen=True, slots=True)
class Care:
    """What a page tells who writes there about how its product is kept."""

    checked_by: Person | None
    coming: Version | None
    due: bool


def care_of(product: Product, person: AnyPerson) -> Care | None:
    """For who writes here: what is to be done and what is coming; asks nothing for a reader."""
    if not isinstance(person, Person) or not policies.may_check(person, product):
        return None
    last = product.checks.select_related("by").first()
    soon = timezone.localdate(clock.now()) + BEFORE
    return Care(
        checked_by=last.by if last else None,
        coming=product.versions.filter(state=VersionState.APPROVED).defer("facts").first(),
        due=product.review_on is not None and product.review_on <= soon,
    )
