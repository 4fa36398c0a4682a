# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only writers of accounts: name and address, where one is signed in, and how."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import signing, troubles
from noaber.base.verdicts import Refused, require
from noaber.people import account_mail, policies
from noaber.people.models import Person

ADDRESS = "account address"
ADDRESS_AGE = dt.timedelta(hours=24)

ledger.declare(
    {
        "person.changed": "somebody changed their own name or language",
        "person.address_asked": "somebody wants to use another mail address and is sent a link to confirm it",
        "person.address_changed": "somebody confirmed another mail address",
        "person.account_changed": "a way to sign in was added, changed or removed",
        "person.mail_wanted": "somebody whose mail did not arrive, or who called it unwanted, wants to be mailed again",
        "person.signed_out": "somebody ended their being signed in, in one browser or everywhere",
        "person.login_linked": "signing in elsewhere was linked to an account",
        "person.login_relinked": "the subject of a provider changed and the link was made anew",
        "person.login_unlinked": "signing in elsewhere was unlinked",
        "person.second_factor_reset": "an operator removed a lost second step",
    }
)


@transaction.atomic
def change_own(person: Person, *, name: str, language: str, by: Person | None, at: dt.datetime) -> Person:
    """One's own name and the language of mail."""
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Kies een taal uit de lijst."))
    person.name, person.language = " ".join(name.split())[:120], language
    person.save(update_fields=["name", "language"])
    ledger.record("person.changed", person, by=by, at=at)
    return person


@transaction.atomic
def ask_address(person: Person, *, email: str, by: Person | None, at: dt.datetime) -> None:
    """Mail a link to the new address. Whether somebody uses it already is told to that mailbox only."""
    email = _right(email)
    if email == person.email:
        raise Refused(_("Dit is al je e-mailadres."))
    ledger.record("person.address_asked", person, by=by, at=at)
    if Person.objects.filter(email=email).exists():
        account_mail.tell_address_in_use(email, at=at)
        return
    token = signing.seal(ADDRESS, f"{person.pk} {person.email or ''} {email}")
    account_mail.send_address_link(email, settings.SITE_URL + reverse("account_address_confirm", args=[token]), at=at)


def _right(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("Dit lijkt geen e-mailadres.")) from error
    return email


@transaction.atomic
def change_address(token: str, *, by: Person | None, at: dt.datetime) -> Person:
    """The link in the new mailbox was used. It works once: after that the old address is no longer the account's."""
    pk, old, new = signing.unseal(ADDRESS, token, ADDRESS_AGE).split(" ")
    person = Person.objects.select_for_update().filter(pk=int(pk), email=old or None, is_active=True).first()
    if person is None:
        raise signing.Forged(_("Deze link is al gebruikt, of het adres is intussen veranderd."))
    try:
        with transaction.atomic():
            person.email = new
            person.save(update_fields=["email"])
    except IntegrityError as error:
        raise Refused(_("Dit adres kan niet meer gebruikt worden. Kies een ander adres.")) from error
    EmailAddress.objects.filter(user_id=person.pk).delete()
    EmailAddress.objects.create(user=person, email=new, verified=True, primary=True)
    ledger.record("person.address_changed", person, by=by or person, at=at)
    if old:
        account_mail.tell_change(old, "email_changed", at=at)
    return person


@transaction.atomic
def want_mail(person: Person, *, by: Person | None, at: dt.datetime) -> None:
    """Be mailed again, after our mail did not arrive or was called unwanted; a second time changes nothing."""
    if person.email and troubles.trust(person.email, at=at):
        ledger.record("person.mail_wanted", person, by=by, at=at)


@transaction.atomic
def end_device(person: Person, pk: int, *, by: Person | None, at: dt.datetime) -> None:
    """Sign out in one browser; somebody else's cannot be named."""
    _end(UserSession.objects.filter(user_id=person.pk, pk=pk))
    ledger.record("person.signed_out", person, by=by, at=at, data={"where": "one"})


@transaction.atomic
def end_everywhere(person: Person, *, but: str = "", by: Person | None, at: dt.datetime) -> None:
    """Sign out in every browser, or in every other one than the session named by but."""
    _end(UserSession.objects.filter(user_id=person.pk).exclude(session_key=but))
    ledger.record("person.signed_out", person, by=by, at=at, data={"where": "others" if but else "all"})


def _end(rows: Any) -> None:
    Session.objects.filter(pk__in=list(rows.values_list("session_key", flat=True))).delete()
    rows.delete()


@transaction.atomic
def link_login(person: Person, *, provider: str, subject: str, by: Person | None, at: dt.datetime) -> SocialAccount:
    """Sign in elsewhere from now on; a link with an earlier subject of the same provider is replaced."""
    require(policies.may_sign_in(person))
    taken = SocialAccount.objects.filter(provider=provider, uid=subject).first()
    if taken is not None:
        if taken.user_id != person.pk:
            raise Refused(_("Deze login is al gekoppeld aan een ander account."))
        return taken
    replaced = SocialAccount.objects.filter(user_id=person.pk, provider=provider).delete()[0] > 0
    made = SocialAccount.objects.create(user=person, provider=provider, uid=subject)
    verb = "person.login_relinked" if replaced else "person.login_linked"
    # The subject itself stays out of the ledger: entries are never removed.
    ledger.record(verb, person, by=by, at=at, data={"provider": provider})
    account_mail.tell_change(person.email or "", "account_relinked" if replaced else "account_connected", at=at)
    return made


@transaction.atomic
def unlink_login(person: Person, pk: int, *, by: Person | None, at: dt.datetime) -> None:
    """No longer sign in elsewhere; the mailed code always remains."""
    link = SocialAccount.objects.filter(user_id=person.pk, pk=pk).first()
    if link is None:
        return
    link.delete()
    ledger.record("person.login_unlinked", person, by=by, at=at, data={"provider": link.provider})
    account_mail.tell_change(person.email or "", "account_disconnected", at=at)


@transaction.atomic
def reset_second_factor(person: Person, *, by: Person | None, at: dt.datetime) -> int:
    """For who lost the app, the passkeys and the recovery codes: begin anew, signed out everywhere."""
    require(policies.may_manage_network(by))
    removed: int = Authenticator.objects.filter(user_id=person.pk).delete()[0]
    _end(UserSession.objects.filter(user_id=person.pk))
    ledger.record("person.second_factor_reset", person, by=by, at=at)
    account_mail.tell_change(person.email or "", "second_factor_reset", at=at)
    return removed


@transaction.atomic
def note_change(person: Person, what: str, *, by: Person | None, at: dt.datetime) -> None:
    """allauth changed a way to sign in: the book knows."""
    ledger.record("person.account_changed", person, by=by, at=at, data={"what": what})
