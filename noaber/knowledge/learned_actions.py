# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping what one did and learned. The book knows that something was kept, not what."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies
from noaber.knowledge.learned_models import Learned
from noaber.knowledge.models import Product
from noaber.people.models import Person

ledger.declare(
    {
        "person.learned_kept": "somebody kept for themself what they did and learned",
        "person.learned_removed": "somebody removed something from what they did and learned",
    }
)
MOST_KEPT = 2000


@transaction.atomic
def keep(
    product: Product,
    *,
    done_on: dt.date,
    session: str = "",
    hours: Decimal | None = None,
    learned: str = "",
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Learned:
    """Keep it. The same `submission` again is the same note."""
    require(policies.may_keep_learned(by))
    assert by is not None
    # One at a time for one person, so that twice is once.
    Person.objects.select_for_update().get(pk=by.pk)
    if submission and (known := Learned.objects.filter(person=by, submission=submission).first()):
        return known
    if Learned.objects.filter(person=by).count() >= MOST_KEPT:
        raise Refused(_("Er passen er hoogstens %(most)s.") % {"most": MOST_KEPT})
    kept = Learned.objects.create(
        person=by, product=product, module=product.title, session=session, done_on=done_on, hours=hours,
        learned=learned, at=at, submission=submission or None,
    )  # fmt: skip
    ledger.record("person.learned_kept", by, by=by, at=at)
    return kept


@transaction.atomic
def change(kept: Learned, *, by: Person | None, at: dt.datetime, **told: Any) -> Learned:
    """Say it in other words."""
    require(policies.may_change_learned(by, kept))
    kept = Learned.objects.select_for_update().get(pk=kept.pk)
    for name in ("session", "done_on", "hours", "learned"):
        setattr(kept, name, told.get(name, getattr(kept, name)))
    kept.save()
    ledger.record("person.learned_kept", kept.person, by=by, at=at)
    return kept


@transaction.atomic
def remove(kept: Learned, *, by: Person | None, at: dt.datetime) -> None:
    """Take it away for good."""
    require(policies.may_change_learned(by, kept))
    ledger.record("person.learned_removed", kept.person, by=by, at=at)
    kept.delete()
