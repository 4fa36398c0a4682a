# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the day, the harvest and proposals keep of a person: handed over, erased, and forgotten when it is long ago."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from noaber import ledger
from noaber.meetings.day_models import SelectionMail, WalkIn
from noaber.meetings.harvest_models import GoesOn, Noted
from noaber.meetings.models import Meeting
from noaber.meetings.proposal_models import Proposal, ProposalState
from noaber.people.models import Person

ledger.declare(
    {
        "meeting.people_forgotten": "the names of who walked in or wants to go on were erased, long after",
        "proposal.proposer_forgotten": "the name and address of who proposed something were erased, long after",
    }
)


def _goes_on(person: Person) -> QuerySet[GoesOn]:
    return GoesOn.objects.filter(email=person.email) if person.email else GoesOn.objects.none()


def _proposed(person: Person) -> QuerySet[Proposal]:
    own = Q(person=person) | Q(mail=person.email) if person.email else Q(person=person)
    return Proposal.objects.filter(own)


class DayHolder:
    """That somebody wants to go on, what they proposed, noted and wrote."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        return {
            "goes_on": [
                {"meeting": one.meeting.title, "name": one.name, "consent": one.consent, "at": one.at}
                for one in _goes_on(person).select_related("meeting")
            ],
            "proposals": [
                {"title": one.title, "text": one.text, "state": one.get_state_display(), "reason": one.reason,
                 "at": one.at}
                for one in _proposed(person)
            ],
            "noted": [
                {"meeting": one.meeting.title, "text": one.text, "at": one.at}
                for one in Noted.objects.filter(by=person).select_related("meeting")
            ],
            "mails": [
                {"meeting": one.meeting.title, "subject": one.subject, "text": one.text, "at": one.at}
                for one in SelectionMail.objects.filter(by=person).select_related("meeting")
            ],
        }  # fmt: skip

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """What was noted at a table stays, without the person; the rest goes."""
        _goes_on(person).delete()
        Noted.objects.filter(by=person).update(by=None)
        SelectionMail.objects.filter(by=person).update(by=None)
        for one in _proposed(person):
            if one.state in (ProposalState.PICKED, ProposalState.NOT_PICKED):
                one.person, one.mail, one.name = None, "", ""
                one.save()
            else:
                one.delete()


@transaction.atomic
def forget_people(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> None:
    """Erase the names of who walked in and of who wanted to go on. Again changes nothing."""
    gone = WalkIn.objects.filter(meeting=meeting).delete()[0] + GoesOn.objects.filter(meeting=meeting).delete()[0]
    if gone:
        ledger.record("meeting.people_forgotten", meeting, by=by, at=at, werkplaats=meeting.home_slug)


@transaction.atomic
def forget_proposer(proposal: Proposal, *, by: Person | None, at: dt.datetime) -> None:
    """Erase the name and address of who proposed; the answer was given long ago. Again changes nothing."""
    if proposal.mail or proposal.name:
        proposal.mail, proposal.name = "", ""
        proposal.save(update_fields=["mail", "name"])
        ledger.record("proposal.proposer_forgotten", proposal, by=by, at=at, werkplaats=proposal.home.slug)
