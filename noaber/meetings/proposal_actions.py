# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposing a theme or a meeting, and what the programme team makes of it: picked or not, always with the reason."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.meetings import planning_actions, policies
from noaber.meetings.models import Meeting, Sort
from noaber.meetings.proposal_models import LIFECYCLE, Proposal, ProposalState
from noaber.people.models import Person, Werkplaats

ledger.declare(
    {
        "proposal.made": "somebody proposed a theme or a meeting, and confirms it by mail when without an account",
        "proposal.waits": "a proposal waits for the programme team",
        "proposal.picked": "the programme team picked a proposal; it became the draft of a meeting",
        "proposal.not_picked": "the programme team did not pick a proposal, with the reason",
        "proposal.withdrawn": "a proposal that nobody confirmed was erased",
    }
)
MAILS_A_DAY = 10


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("home", "meeting", "person")
    return rows.get(pk=proposal.pk)


def _note(proposal: Proposal, verb: str, *, by: Person | None, at: dt.datetime, reason: str = "") -> None:
    proposal.changed_at = at
    proposal.save()
    ledger.record(verb, proposal, by=by, at=at, werkplaats=proposal.home.slug, reason=reason)


@transaction.atomic
def propose(
    *,
    home: Werkplaats,
    sort: str,
    title: str,
    text: str = "",
    name: str = "",
    email: str = "",
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> Proposal:
    """Propose something. Who signed in has confirmed already. The same `submission` again is the same proposal."""
    if submission and (known := Proposal.objects.filter(submission=submission).first()):
        return known
    if by is None:
        require(throttle.hit("meetings.proposal", email, MAILS_A_DAY, dt.timedelta(days=1), at))
    proposal = Proposal(
        ref=new_ref("w"), home=home, sort=sort, title=title, text=text, name=name or (by.name if by else ""),
        mail="" if by else email, person=by, language=(by.language if by else get_language()) or "nl",
        submission=submission or None, example=example, at=at, changed_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Proposal.objects.get(submission=submission)
    _note(proposal, "proposal.made", by=by, at=at)
    return confirm(proposal, by=by, at=at) if by else proposal


@transaction.atomic
def confirm(proposal: Proposal, *, by: Person | None, at: dt.datetime) -> Proposal:
    """Its proposer confirmed: the programme team may look. Again changes nothing."""
    proposal = _locked(proposal)
    if proposal.state == ProposalState.UNCONFIRMED:
        LIFECYCLE.move(proposal, ProposalState.WAITING)
        _note(proposal, "proposal.waits", by=by, at=at)
    return proposal


@transaction.atomic
def pick(proposal: Proposal, *, reason: str, by: Person | None, at: dt.datetime) -> Meeting:
    """Make a draft of it, in one step; its proposer hears so. Again, also at the same moment, it is the same draft."""
    proposal = _locked(proposal)
    require(policies.may_pick(by, proposal, clock.day(at)))
    if proposal.state == ProposalState.PICKED and proposal.meeting:
        return proposal.meeting
    LIFECYCLE.move(proposal, ProposalState.PICKED)
    facts = {"sort": Sort.KENNISCAFE, "text": proposal.text}
    proposal.meeting = planning_actions.draft(
        proposal.title, home=proposal.home, facts=facts, submission=f"proposal-{proposal.ref}",
        example=proposal.example, by=by, at=at,
    )  # fmt: skip
    proposal.reason = reason
    _note(proposal, "proposal.picked", by=by, at=at, reason=reason)
    return proposal.meeting


@transaction.atomic
def leave(proposal: Proposal, *, reason: str, by: Person | None, at: dt.datetime) -> Proposal:
    """Do not pick it, and say why; its proposer reads that. Again changes nothing."""
    proposal = _locked(proposal)
    require(policies.may_pick(by, proposal, clock.day(at)))
    if proposal.state == ProposalState.NOT_PICKED:
        return proposal
    if not reason.strip():
        raise Refused(_("Schrijf waarom niet. Wie het voorstelde krijgt dat te lezen."))
    LIFECYCLE.move(proposal, ProposalState.NOT_PICKED)
    proposal.reason = reason
    _note(proposal, "proposal.not_picked", by=by, at=at, reason=reason)
    return proposal


@transaction.atomic
def forget(proposal: Proposal, *, by: Person | None, at: dt.datetime) -> None:
    """Nobody confirmed it: the words and the address go."""
    proposal = _locked(proposal)
    if proposal.state == ProposalState.UNCONFIRMED:
        LIFECYCLE.move(proposal, ProposalState.WITHDRAWN)
        proposal.title, proposal.text, proposal.name, proposal.mail = _("Ingetrokken"), "", "", ""
        _note(proposal, "proposal.withdrawn", by=by, at=at)
