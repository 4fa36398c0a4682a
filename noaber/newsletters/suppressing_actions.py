# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses that get no newsletter any more, because mail came back or was called unwanted."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from noaber import ledger
from noaber.newsletters.models import Delivery, Subscription, Suppression
from noaber.newsletters.queries import delivery_of, digest
from noaber.people.models import Person

# The server says that nobody has this address (RFC 3463: 5.1.x); other refusals may be about the mail.
NOBODY = re.compile(r"\b5\.1\.[0-9]+\b|\b550\b(?!.*\b5\.[02-9]\.)")
# So many refused issues in a row say the same.
REFUSALS = 3

ledger.declare(
    {"subscription.suppressed": "an address gets no newsletter any more: mail came back, or was called unwanted"}
)


@transaction.atomic
def came_back(token: str, *, permanent: bool, answer: str, by: Person | None, at: datetime) -> bool:
    """A delivery was refused, at once or later. An address that nobody has gets no more; others after some refusals.
    Whether the delivery was one of ours; again changes nothing."""
    delivery = delivery_of(token)
    if delivery is None:
        return False
    if permanent:
        Delivery.objects.filter(pk=delivery.pk).update(
            stage=Delivery.Stage.REFUSED, answer=answer[:300], claimed_by="", claimed_until=None, changed_at=at
        )
        if NOBODY.search(answer):
            suppress(delivery.subscription, Suppression.Reason.BOUNCED, by=by, at=at)
        elif _refusals_in_a_row(delivery.subscription) >= REFUSALS:
            suppress(delivery.subscription, Suppression.Reason.REFUSED, by=by, at=at)
    return True


def _refusals_in_a_row(subscription: Subscription) -> int:
    rows = Delivery.objects.filter(subscription__email=subscription.email, stage__in=("sent", "refused"))
    number = 0
    for stage in rows.order_by("-pk").values_list("stage", flat=True)[:REFUSALS]:
        if stage != Delivery.Stage.REFUSED:
            break
        number += 1
    return number


@transaction.atomic
def complained(token: str, *, by: Person | None, at: datetime) -> bool:
    """Somebody called a delivery unwanted: they get no newsletter any more. Again changes nothing."""
    delivery = delivery_of(token)
    if delivery is None:
        return False
    suppress(delivery.subscription, Suppression.Reason.COMPLAINED, by=by, at=at)
    return True


@transaction.atomic
def suppress(subscription: Subscription, reason: str, *, by: Person | None, at: datetime) -> None:
    """Send nothing to this address, from any list. Who asks for a newsletter anew and confirms it, gets it again."""
    _row, new = Suppression.objects.get_or_create(
        digest=digest(subscription.email), defaults={"reason": reason, "at": at}
    )
    if new:
        ledger.record("subscription.suppressed", subscription, by=by, at=at, reason=reason)
