# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Approving a version now that becomes public by itself on a day, and making it public when the day is there."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.verdicts import Refused, require
from noaber.knowledge import facts as about
from noaber.knowledge import review_actions
from noaber.knowledge.draft_actions import locked, note
from noaber.knowledge.models import Product, Remark, Version, VersionState
from noaber.people.models import Person

ledger.declare({"product.approved": "an editor approved a version, which becomes public by itself on a day"})
LONGEST = dt.timedelta(days=2 * 366)


@transaction.atomic
def approve(
    version: Version,
    *,
    text: str = "",
    seen: int | None = None,
    public_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Product | None:
    """An editor approves what was on the screen: public at once, or by itself on a later day."""
    today = timezone.localdate(at)
    if public_on is None or public_on <= today:
        return review_actions.publish(version, text=text, seen=seen, by=by, at=at)
    if public_on > today + LONGEST:
        raise Refused(_("Kies een dag binnen twee jaar."))
    version = review_actions.in_review(version, seen, by, at)
    require(about.ready(version.facts, files=version.attached.count()))
    review_actions.go_to(version, VersionState.APPROVED)
    version.public_on = public_on
    said = review_actions.in_conversation(version, Remark.Kind.APPROVED, text, by=by, at=at)
    data = {"remark": said.pk, "public_on": public_on.isoformat()}
    note(version, "product.approved", by=by, at=at, reason=text, data=data)
    return None


@transaction.atomic
def release(version: Version, *, by: Person | None, at: dt.datetime) -> Product | None:
    """The day is there: it becomes public, once. What was taken back, or is of a product that was, waits."""
    version = locked(version)
    if version.state != VersionState.APPROVED or version.public_on is None:
        return None
    if version.public_on > timezone.localdate(at) or (version.product and version.product.withdrawn_at):
        return None
    return review_actions.become_public(version, by=by, at=at)
