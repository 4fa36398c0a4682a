# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows when allauth changes something: an entry in the ledger, and nothing kept that nobody needs."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _

from noaber.base import clock
from noaber.people import account_actions, second_step

# The first that fits: what a browser calls itself names others too.
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
NAMES = {name for marks in (BROWSERS, SYSTEMS) for _mark, name in marks}


def plain_name(user_agent: str) -> str:
    """A browser as a person knows it: “Firefox · Windows”. Versions, which could single somebody out, are dropped."""
    found = [next((name for mark, name in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or _("Onbekende browser")


def _keep_little(sender: Any, instance: UserSession, **_other: Any) -> None:
    """The network address is not kept at all; the table insists on one."""
    instance.ip = "0.0.0.0"
    if not set(instance.user_agent.split(" · ")) <= NAMES:
        instance.user_agent = plain_name(instance.user_agent)


def _noting(what: str) -> Any:
    def note(user: Any = None, authenticator: Any = None, **_other: Any) -> None:
        kind = f"{what}_{authenticator.type}" if authenticator is not None else what
        account_actions.note_change(user, kind, by=user, at=clock.now())

    return note


def _linked(sociallogin: Any, **_other: Any) -> None:
    account_actions.note_change(sociallogin.user, "linked", by=sociallogin.user, at=clock.now())


_CHANGES: tuple[tuple[Any, str], ...] = (
    (account.password_set, "password_set"),
    (account.password_changed, "password_changed"),
    (account.password_reset, "password_reset"),
    (mfa.authenticator_added, "added"),
    (mfa.authenticator_removed, "removed"),
    (mfa.authenticator_reset, "reset"),
)


def register() -> None:
    """Listen to allauth."""
    second_step.register()
    pre_save.connect(_keep_little, sender=UserSession, dispatch_uid="noaber.sessions")
    for signal, what in _CHANGES:
        signal.connect(_noting(what), weak=False, dispatch_uid=f"noaber.account.{what}")
    social.social_account_added.connect(_linked, dispatch_uid="noaber.account.linked")
