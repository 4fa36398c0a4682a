# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forgetting: addresses and words of people who did not join are not kept longer than needed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from noaber import ledger
from noaber.members.models import Invitation, InvitationState, JoinRequest, RequestState
from noaber.people.models import Person

ledger.declare({"members.forgotten": "invitations and requests that came to nothing were forgotten"})

# Somebody who never confirmed, and somebody whose invitation or request came to nothing.
UNCONFIRMED_FOR = dt.timedelta(days=30)
ENDED_FOR = dt.timedelta(days=90)


@transaction.atomic
def forget(*, by: Person | None, at: dt.datetime) -> int:
    """Remove what came to nothing; returns how many rows went."""
    unconfirmed = Q(state=RequestState.UNCONFIRMED, at__lt=at - UNCONFIRMED_FOR)
    judged = Q(state__in=(RequestState.ACCEPTED, RequestState.DECLINED), judged_at__lt=at - ENDED_FOR)
    ended = Q(ended_at__lt=at - ENDED_FOR) | Q(state=InvitationState.SENT, expires_at__lt=at - ENDED_FOR)
    count = JoinRequest.objects.filter(unconfirmed | judged).delete()[0] + Invitation.objects.filter(ended).delete()[0]
    if count:
        ledger.record("members.forgotten", "members:*", by=by, at=at, data={"count": count})
    return count
