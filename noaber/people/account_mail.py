# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails about an account: a code, a link, or that something changed."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.base import mail


def send_code(email: str, code: str, *, at: dt.datetime) -> None:
    """The code to sign in with."""
    mail.enqueue(
        to=email,
        subject=_("Je code om in te loggen"),
        template="people/mail/login_code.txt",
        context={"code": code},
        at=at,
        asked_for=True,
    )


def send_link_code(email: str, code: str, name: str, *, at: dt.datetime) -> None:
    """The code that replaces a link with a place elsewhere."""
    mail.enqueue(
        to=email,
        subject=_("Je code om %(name)s te koppelen") % {"name": name},
        template="people/mail/link_code.txt",
        context={"code": code, "name": name},
        at=at,
        asked_for=True,
    )


def send_password_link(email: str, link: str, *, at: dt.datetime) -> None:
    """Where to choose another password."""
    mail.enqueue(
        to=email,
        subject=_("Kies een nieuw wachtwoord"),
        template="people/mail/password_link.txt",
        context={"link": link},
        at=at,
        asked_for=True,
    )


def send_address_link(email: str, link: str, *, at: dt.datetime) -> None:
    """To the new address: press to confirm."""
    mail.enqueue(
        to=email,
        subject=_("Bevestig je nieuwe e-mailadres"),
        template="people/mail/address_link.txt",
        context={"link": link},
        at=at,
        asked_for=True,
    )


def tell_address_in_use(email: str, *, at: dt.datetime) -> None:
    """To whoever has this address here already; the one who asked is told nothing."""
    mail.enqueue(
        to=email,
        subject=_("Iemand vroeg om jouw e-mailadres te gebruiken"),
        template="people/mail/address_in_use.txt",
        context={},
        at=at,
    )


def _changes() -> dict[str, str]:
    return {
        "password_set": _("Er is een wachtwoord ingesteld."),
        "password_changed": _("Het wachtwoord is veranderd."),
        "password_reset": _("Het wachtwoord is opnieuw gekozen."),
        "totp_activated": _("Er is een app toegevoegd voor de tweede stap."),
        "totp_deactivated": _("De app voor de tweede stap is weggehaald."),
        "webauthn_added": _("Er is een passkey toegevoegd."),
        "webauthn_removed": _("Er is een passkey weggehaald."),
        "recovery_codes_generated": _("Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer."),
        "account_connected": _("Inloggen via een andere dienst is gekoppeld."),
        "account_disconnected": _("Inloggen via een andere dienst is losgekoppeld."),
        "account_relinked": _("De koppeling met een andere dienst is vervangen."),
        "email_changed": _("Het e-mailadres is veranderd. Op dit adres krijg je geen post meer."),
        "second_factor_reset": _("Een beheerder haalde de tweede stap weg, omdat die kwijt was."),
    }


def tell_change(email: str, what: str, *, at: dt.datetime) -> None:
    """That something about the account changed, so that a stranger's hand is noticed."""
    text = _changes().get(what)
    if text is None:
        return
    mail.enqueue(
        to=email,
        subject=_("Er is iets veranderd aan je account"),
        template="people/mail/account_changed.txt",
        context={"text": text, "link": settings.SITE_URL + reverse("account_home")},
        at=at,
    )
