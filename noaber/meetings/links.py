# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed links of the day itself: somebody's ticket, a table where notes are made, the door; and a proposal by mail."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.meetings.day_models import DayLink
from noaber.meetings.models import Meeting, Proposal, ProposalState, Registration

# What a QR code and the pages of one registration carry: its ref.
TICKET = "meetings.ticket"
TABLE, DOOR, PROPOSAL = "meetings.table", "meetings.door", "meetings.proposal"
TICKET_AGE, DAY_AGE, PROPOSAL_AGE = dt.timedelta(days=730), dt.timedelta(days=365), dt.timedelta(days=14)
# Notes are made until so long after a meeting; who stands at the door goes home sooner.
TABLE_AFTER, DOOR_AFTER = dt.timedelta(days=14), dt.timedelta(hours=12)


def ticket(registration: Registration) -> str:
    """What the QR code of a registration carries."""
    return signing.seal(TICKET, registration.ref)


def registration_of(sealed: str) -> Registration:
    """The registration that a ticket is of; raises when it is not ours, too old, or gone."""
    ref = signing.unseal(TICKET, sealed, TICKET_AGE)
    found = Registration.objects.select_related("meeting__home", "person").filter(ref=ref).first()
    if found is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij."))
    return found


def day_link(link: DayLink) -> str:
    """What the link of a table or of the door carries; a new key makes older links useless."""
    return signing.seal(TABLE if link.sort == DayLink.Sort.TABLE else DOOR, f"{link.meeting.ref} {link.key}")


def meeting_of(purpose: str, sealed: str, at: dt.datetime) -> Meeting:
    """The meeting at which somebody makes notes or stands at the door, as long as that goes on."""
    ref, _space, key = signing.unseal(purpose, sealed, DAY_AGE).partition(" ")
    sort = DayLink.Sort.TABLE if purpose == TABLE else DayLink.Sort.DOOR
    rows = DayLink.objects.select_related("meeting__home").filter(meeting__ref=ref, key=key, sort=sort)
    link = rows.first()
    if link is None or not link.meeting.starts_at or not link.meeting.ends_at or link.meeting.is_cancelled:
        raise signing.Forged(_("Deze link hoort nergens meer bij. Vraag een nieuwe aan wie de bijeenkomst plant."))
    begins = timezone.localtime(link.meeting.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    if at > link.meeting.ends_at + (TABLE_AFTER if purpose == TABLE else DOOR_AFTER):
        raise signing.Expired(_("Deze link is verlopen: de bijeenkomst is voorbij."))
    if purpose == DOOR and at < begins:
        raise signing.Forged(_("Deze link werkt op de dag van de bijeenkomst."))
    return link.meeting


def proposal_of(sealed: str) -> Proposal:
    """The proposal that somebody confirms by mail."""
    ref = signing.unseal(PROPOSAL, sealed, PROPOSAL_AGE)
    found = Proposal.objects.select_related("home").filter(ref=ref).first()
    if found is None or found.state == ProposalState.WITHDRAWN:
        raise signing.Forged(_("Deze link hoort nergens meer bij."))
    return found
