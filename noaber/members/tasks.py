# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling people what happened with their invitation, request or role; and forgetting what is no longer needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail, signing
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.members import role_actions, sweep_actions
from noaber.members.models import INVITED_FOR, Invitation, InvitationState, JoinRequest, Profile
from noaber.members.queries import gone
from noaber.people.models import Person, Role, Werkplaats
from noaber.people.queries import coordinators_of
from noaber.ui.languages import in_language

INVITATION, JOIN = "members.invitation", "members.join"
JOIN_AGE = dt.timedelta(days=14)


def invitation_token(invitation: Invitation) -> str:
    """What the link in an invitation carries."""
    return signing.seal(INVITATION, invitation.ref)


def invitation_of(token: str) -> Invitation:
    """The invitation that a link is about; raises when it is not ours or too old."""
    ref = signing.unseal(INVITATION, token, INVITED_FOR)
    found = Invitation.objects.select_related("werkplaats", "by", "organisation").filter(ref=ref).first()
    if found is None:
        raise signing.Forged(str(_("Deze uitnodiging bestaat niet meer.")))
    return found


def join_token(request: JoinRequest) -> str:
    """What the link carries that confirms a request to join."""
    return signing.seal(JOIN, request.ref)


def request_of(token: str) -> JoinRequest:
    """The request that a link is about."""
    found = JoinRequest.objects.select_related("werkplaats").filter(ref=signing.unseal(JOIN, token, JOIN_AGE)).first()
    if found is None:
        raise signing.Forged(str(_("Dit verzoek bestaat niet meer.")))
    return found


def _page(name: str, *args: Any) -> str:
    return f"{settings.SITE_URL}{in_language(reverse(name, args=args))}"


# Made when a mail is written: only then is known in which language.
_link = lazy(_page, str)


def _mail(entry: Entry, to: str, language: str, template: str, subject: Any, **context: Any) -> None:
    """One mail about one entry, once, in the language of who gets it."""
    if not to:
        return
    with translation.override(language):
        mail.enqueue(
            to=to,
            subject=str(subject),
            template=f"members/mail/{template}.txt",
            context=context,
            at=entry.at,
            key=f"members:{entry.pk}:{template}:{to}",
        )


def _invitation(entry: Entry) -> Invitation:
    return Invitation.objects.select_related("werkplaats", "by", "person").get(ref=entry.ref)


def send_invitation(entry: Entry) -> None:
    invitation = _invitation(entry)
    if invitation.example or invitation.state != InvitationState.SENT:
        return
    known = Person.objects.filter(email=invitation.mail).first()
    _mail(
        entry,
        invitation.mail,
        known.language if known else (invitation.by.language if invitation.by else settings.LANGUAGE_CODE),
        "invitation",
        _("Doe je mee in %(name)s?") % {"name": invitation.werkplaats.name},
        invitation=invitation,
        accept=_link("invitation_accept", invitation_token(invitation)),
    )


def tell_invitation_accepted(entry: Entry) -> None:
    invitation = _invitation(entry)
    if invitation.by is None or invitation.example:
        return
    _mail(
        entry,
        invitation.by.email or "",
        invitation.by.language,
        "invitation_accepted",
        _("%(name)s doet mee") % {"name": invitation.person or invitation.mail},
        invitation=invitation,
        desk=_link("members_desk", invitation.werkplaats.slug),
    )


def _request(entry: Entry) -> JoinRequest:
    return JoinRequest.objects.select_related("werkplaats").get(ref=entry.ref)


def ask_to_confirm(entry: Entry) -> None:
    request = _request(entry)
    if not request.example:
        confirm = _link("join_confirm", join_token(request))
        subject = _("Bevestig dat je wilt meedoen")
        _mail(entry, request.mail, request.language, "join_confirm", subject, request=request, confirm=confirm)


def tell_request_waits(entry: Entry) -> None:
    request = _request(entry)
    if request.example:
        return
    for person in coordinators_of(request.werkplaats):
        _mail(
            entry,
            person.email or "",
            person.language,
            "join_waits",
            _("%(name)s wil meedoen") % {"name": request.name},
            request=request,
            desk=_link("members_desk", request.werkplaats.slug),
        )


def _tell_asker(template: str, subject: Any) -> Callable[[Entry], None]:
    def tell(entry: Entry) -> None:
        request = _request(entry)
        if not request.example:
            context = {"request": request, "sign_in": _link("account_login"), "profile": _link("profile_edit")}
            _mail(entry, request.mail, request.language, template, subject, **context)

    tell.__name__ = f"tell_{template}"
    return tell


def tell_handed_over(entry: Entry) -> None:
    """Both hear of it: who lays a task down, and who takes it up."""
    old = Person.objects.filter(pk=int(entry.ref.removeprefix("person-"))).first()
    new = Person.objects.filter(pk=entry.data["to"]).first()
    werkplaats = Werkplaats.objects.prefetch_related("names").get(slug=entry.werkplaats)
    for person, template in ((old, "role_laid_down"), (new, "role_taken_up")):
        if person is None or old is None or new is None:
            continue
        with translation.override(person.language):
            _mail(
                entry,
                person.email or "",
                person.language,
                template,
                _("Een rol gaat over in %(name)s") % {"name": werkplaats.name},
                old=old,
                new=new,
                role=dict(Role.Kind.choices)[entry.data["role"]],
                werkplaats=werkplaats,
                day=date_format(dt.date.fromisoformat(entry.data["on"])),
            )


def tell_hidden(entry: Entry) -> None:
    """Whoever is no longer to be seen after a report hears why, and what to do."""
    profile = Profile.objects.select_related("person").get(ref=entry.ref)
    with translation.override(profile.person.language):
        subject = _("Je profiel is verborgen")
    context = {"person": profile.person, "reason": entry.reason, "profile": _link("profile_edit")}
    _mail(entry, profile.person.email or "", profile.person.language, "profile_hidden", subject, **context)


HANDLERS: dict[str, Callable[[Entry], None]] = {
    "invitation.sent": send_invitation,
    "invitation.repeated": send_invitation,
    "invitation.accepted": tell_invitation_accepted,
    "join_request.asked": ask_to_confirm,
    "join_request.confirmed": tell_request_waits,
    "join_request.accepted": _tell_asker("join_accepted", _("Je doet mee")),
    "join_request.declined": _tell_asker("join_declined", _("Je verzoek om mee te doen")),
    "person.role_handed_over": tell_handed_over,
    "profile.hidden": tell_hidden,
}


def register() -> None:
    """Follow up what is written in the ledger about members."""
    for verb, handler in HANDLERS.items():
        ledger.on(verb, handler)


@every(seconds=3600, name="members")
def tidy() -> None:
    """Profiles of who no longer takes part become empty, and what is no longer needed is forgotten."""
    now = clock.now()
    for person in gone(now):
        role_actions.empty_when_gone(person, by=None, at=now)
    sweep_actions.forget(by=None, at=now)
