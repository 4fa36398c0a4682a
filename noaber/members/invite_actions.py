# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking somebody to take a role in a werkplaats, and saying yes to that."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.members import policies
from noaber.members.actions import start_profile
from noaber.members.models import INVITATIONS, INVITED_FOR, Invitation, InvitationState
from noaber.people.actions import assign_role, record_person
from noaber.people.models import Organisation, Person, Role, Werkplaats
from noaber.people.queries import roles_of

ledger.declare(
    {
        "invitation.sent": "somebody was invited to take a role in a werkplaats",
        "invitation.repeated": "an invitation was mailed again",
        "invitation.accepted": "an invitation was accepted",
        "invitation.withdrawn": "an invitation was withdrawn",
    }
)
INVITATIONS_A_DAY = 200


@transaction.atomic
def invite(
    *,
    mail: str,
    werkplaats: Werkplaats,
    role: str,
    name: str = "",
    until_on: dt.date | None = None,
    organisation: Organisation | None = None,
    words: str = "",
    example: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> Invitation:
    """Invite somebody; the same invitation again gives the one that stands open."""
    require(policies.may_invite(by, werkplaats))
    mail = mail.strip().lower()
    if until_on is not None and until_on <= timezone.localdate(at):
        raise Refused(_("De einddatum moet in de toekomst liggen."))
    if Role.objects.filter(pk__in=_has(mail, werkplaats, role)).exists():
        raise Refused(_("Deze persoon heeft deze rol al."))
    known = Invitation.objects.filter(mail=mail, werkplaats=werkplaats, role=role, state=InvitationState.SENT).first()
    if known is not None and not known.expired(at):
        return known
    if known is not None:
        _end(known, InvitationState.WITHDRAWN, at)
    require(throttle.hit("members.invite", str(by.pk if by else 0), INVITATIONS_A_DAY, dt.timedelta(days=1), at))
    facts: dict[str, Any] = {
        "name": name,
        "until_on": until_on,
        "organisation": organisation,
        "words": words,
        "example": example,
    }
    facts |= {"mail": mail, "werkplaats": werkplaats, "role": role, "expires_at": at + INVITED_FOR}
    invitation = Invitation(ref=new_ref("i"), by=by, at=at, **facts)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Invitation.objects.get(mail=mail, werkplaats=werkplaats, role=role, state=InvitationState.SENT)
    _note("invitation.sent", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def repeat(invitation: Invitation, *, by: Person | None, at: dt.datetime) -> Invitation:
    """Mail an invitation again; it stands open for another while."""
    invitation = _locked(invitation)
    require(policies.may_invite(by, invitation.werkplaats))
    require(INVITATIONS.may(invitation, InvitationState.ACCEPTED))
    require(throttle.hit("members.invite.again", invitation.ref, 3, dt.timedelta(days=1), at))
    # Whoever sends it again stands for it.
    invitation.expires_at, invitation.by = at + INVITED_FOR, by
    invitation.save(update_fields=["expires_at", "by"])
    _note("invitation.repeated", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person | None, at: dt.datetime) -> Invitation:
    """Take an invitation back; the link in its mail no longer works. Again changes nothing."""
    invitation = _locked(invitation)
    require(policies.may_invite(by, invitation.werkplaats))
    if invitation.state == InvitationState.WITHDRAWN:
        return invitation
    _end(invitation, InvitationState.WITHDRAWN, at)
    _note("invitation.withdrawn", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, name: str = "", by: Person | None, at: dt.datetime) -> Invitation:
    """Whoever read the mail takes the role. Twice, also at the same moment, gives one role."""
    invitation = _locked(invitation)
    if invitation.state == InvitationState.ACCEPTED:
        return invitation
    require(policies.may_accept(invitation, at))
    today = timezone.localdate(at)
    if invitation.until_on is not None and invitation.until_on <= today:
        raise Refused(_("De periode waarvoor je werd uitgenodigd is voorbij."))
    person = newcomer(invitation.mail, name=name or invitation.name, language=get_language() or "nl", by=by, at=at)
    if not roles_of(person, today).filter(werkplaats=invitation.werkplaats, role=invitation.role).exists():
        assign_role(
            person,
            werkplaats=invitation.werkplaats,
            role=invitation.role,
            from_on=today,
            until_on=invitation.until_on,
            by=invitation.by,
            at=at,
        )
    profile = start_profile(person, by=person, at=at)
    if invitation.organisation and profile.organisation is None:
        profile.organisation = invitation.organisation
        profile.save(update_fields=["organisation"])
    invitation.person = person
    _end(invitation, InvitationState.ACCEPTED, at)
    _note("invitation.accepted", invitation, by=by or person, at=at)
    return invitation


def newcomer(
    mail: str, *, name: str, perspective: str = "", language: str, by: Person | None, at: dt.datetime
) -> Person:
    """Whoever reads mail at this address, with a name when there was none."""
    person = record_person(email=mail, name=name, perspective=perspective, language=language, by=by, at=at)
    missing = {
        field: value
        for field, value in (("name", name), ("perspective", perspective))
        if value and not getattr(person, field)
    }
    for field, value in missing.items():
        setattr(person, field, value)
    if missing:
        person.save(update_fields=list(missing))
    return person


def _has(mail: str, werkplaats: Werkplaats, role: str) -> list[int]:
    person = Person.objects.filter(email=mail).first()
    return list(roles_of(person).filter(werkplaats=werkplaats, role=role).values_list("pk", flat=True))


def _locked(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("werkplaats", "by", "organisation")
    return found.get(pk=invitation.pk)


def _end(invitation: Invitation, state: str, at: dt.datetime) -> None:
    INVITATIONS.move(invitation, state)
    invitation.ended_at = at
    invitation.save()


def _note(verb: str, invitation: Invitation, *, by: Person | None, at: dt.datetime) -> None:
    data = {"role": invitation.role}
    ledger.record(verb, invitation, by=by, at=at, werkplaats=invitation.werkplaats.slug, data=data)
