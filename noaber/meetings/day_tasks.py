# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is forgotten by itself: names of a year ago, and who proposed something half a year ago."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from noaber.base import clock
from noaber.base.worker import every
from noaber.meetings import day_data_actions
from noaber.meetings.models import Meeting
from noaber.meetings.proposal_models import Proposal, ProposalState

NAMES, PROPOSERS, AT_ONCE = timedelta(days=365), timedelta(days=182), 100


@every(seconds=3600, name="names of meetings of long ago")
def forget_names() -> int:
    """Erase who walked in or wanted to go on, a year after; and who proposed, half a year after the answer."""
    now = clock.now()
    named = Q(walk_ins__isnull=False) | Q(going_on__isnull=False)
    meetings = list(Meeting.objects.filter(named, ends_at__lte=now - NAMES).distinct()[:AT_ONCE])
    for meeting in meetings:
        day_data_actions.forget_people(meeting, by=None, at=now)
    answered = Q(state__in=(ProposalState.PICKED, ProposalState.NOT_PICKED), changed_at__lte=now - PROPOSERS)
    proposals = Proposal.objects.filter(answered).exclude(mail="", name="").select_related("home")[:AT_ONCE]
    for proposal in proposals:
        day_data_actions.forget_proposer(proposal, by=None, at=now)
    return len(meetings) + len(proposals)
