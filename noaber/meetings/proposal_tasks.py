# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows a proposal: its proposer confirms and hears why, and the programme team is asked to look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail, signing
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.meetings import links, proposal_actions
from noaber.meetings.models import PLANS
from noaber.meetings.proposal_models import Proposal, ProposalState
from noaber.moderation.queries import judges_of
from noaber.people.region_queries import origin_of
from noaber.ui.languages import in_language

UNCONFIRMED, AT_ONCE = timedelta(days=28), 100


def _mail(entry: Entry, proposal: Proposal, to: str, language: str, template: str, subject: Any, address: str) -> None:
    if not to or proposal.example:
        return
    with translation.override(language):
        link = f"{origin_of(proposal.home.slug)}{in_language(address)}" if address else ""
        mail.enqueue(
            to=to, subject=str(subject), template=f"meetings/mail/{template}.txt",
            context={"proposal": proposal, "home": proposal.home, "link": link, "reason": entry.reason},
            at=entry.at, key=f"proposal:{entry.pk}:{template}:{to}",
        )  # fmt: skip


def _of(entry: Entry) -> Proposal | None:
    return Proposal.objects.select_related("home", "meeting", "person").filter(ref=entry.ref).first()


def ask_to_confirm(entry: Entry) -> None:
    """Who proposed without an account gets a link."""
    proposal = _of(entry)
    if proposal is not None and proposal.state == ProposalState.UNCONFIRMED:
        address = reverse("proposal_confirm", args=[signing.seal(links.PROPOSAL, proposal.ref)])
        _mail(entry, proposal, proposal.mail, proposal.language, "proposal_confirm", _("Bevestig je voorstel"), address)


def ask_team(entry: Entry) -> None:
    """Who plans for the werkplaats is asked to look."""
    proposal = _of(entry)
    if proposal is None:
        return
    makers = [proposal.person_id] if proposal.person_id else []
    address = reverse("proposal_judge", args=[proposal.pk])
    for person in judges_of(proposal.home, makers, roles=PLANS).people:
        subject = _("Iemand stelt een bijeenkomst voor")
        _mail(entry, proposal, person.email or "", person.language, "proposal_waits", subject, address)


def tell_picked(entry: Entry) -> None:
    """Its proposer hears that it was picked."""
    if proposal := _of(entry):
        to, language = proposal.address, proposal.language
        _mail(entry, proposal, to, language, "proposal_picked", _("Je voorstel is gekozen"), reverse("meeting_list"))


def tell_not_picked(entry: Entry) -> None:
    """Its proposer reads why it was not picked."""
    if proposal := _of(entry):
        to, language = proposal.address, proposal.language
        _mail(entry, proposal, to, language, "proposal_not_picked", _("Over je voorstel voor een bijeenkomst"), "")


@every(seconds=3600, name="proposals that nobody confirmed")
def forget_unconfirmed() -> int:
    """Erase what nobody confirmed in four weeks."""
    now = clock.now()
    rows = Proposal.objects.filter(state=ProposalState.UNCONFIRMED, at__lte=now - UNCONFIRMED)[:AT_ONCE]
    for proposal in rows:
        proposal_actions.forget(proposal, by=None, at=now)
    return len(rows)


def register() -> None:
    """Follow up what the ledger tells of proposals."""
    ledger.on("proposal.made", ask_to_confirm)
    ledger.on("proposal.waits", ask_team)
    ledger.on("proposal.picked", tell_picked)
    ledger.on("proposal.not_picked", tell_not_picked)
