# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about accounts: how somebody signs in, and where they are signed in now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from noaber.people.models import Person


def second_factors_of(person: Person) -> list[Any]:
    """The app and the passkeys of a person; recovery codes only serve when these are lost."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return list(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Methods:
    """How somebody signs in."""

    password: bool
    app: Any
    passkeys: list[Any]
    codes_left: int | None
    elsewhere: list[Linked]


@dataclass(frozen=True, slots=True)
class Linked:
    """One place elsewhere where somebody signs in."""

    pk: int
    name: str
    since: dt.datetime


def provider_names() -> dict[str, str]:
    """The places elsewhere that the settings of this copy name."""
    return {str(one["provider_id"]): str(one["name"]) for one in settings.OIDC}


def methods_of(person: Person) -> Methods:
    """Every way in which this person signs in, beside the mailed code."""
    found: dict[str, list[Any]] = {}
    for one in Authenticator.objects.filter(user_id=person.pk).order_by("pk"):
        found.setdefault(one.type, []).append(one)
    codes = found.get(Authenticator.Type.RECOVERY_CODES, [])
    return Methods(
        password=person.has_usable_password(),
        app=next(iter(found.get(Authenticator.Type.TOTP, [])), None),
        passkeys=found.get(Authenticator.Type.WEBAUTHN, []),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
        elsewhere=linked_elsewhere(person),
    )


def linked_elsewhere(person: Person) -> list[Linked]:
    """Where else this person signs in; a provider that is no longer in the settings is named by its id."""
    names = provider_names()
    rows = SocialAccount.objects.filter(user_id=person.pk).order_by("pk")
    return [Linked(one.pk, names.get(one.provider, one.provider), one.date_joined) for one in rows]


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that is signed in: which it says it is, and since when. No network address is kept."""

    pk: int
    name: str
    since: dt.datetime
    until: dt.datetime
    here: bool


def devices_of(person: Person, session_key: str | None) -> list[Device]:
    """The browsers in which a person is signed in now, this one first."""
    rows = {one.session_key: one for one in UserSession.objects.filter(user_id=person.pk)}
    ends = dict(
        Session.objects.filter(pk__in=rows, expire_date__gt=timezone.localtime()).values_list("pk", "expire_date")
    )
    found = [
        Device(one.pk, one.user_agent, one.created_at, ends[key], key == session_key)
        for key, one in rows.items()
        if key in ends
    ]
    return sorted(found, key=lambda device: (not device.here, -device.since.timestamp()))


def linked_with(person: Person, provider: str) -> bool:
    """Whether this person signs in with this provider already."""
    return bool(SocialAccount.objects.filter(user_id=person.pk, provider=provider).exists())
