# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The links that stand in mails: to confirm, to the preferences, to stop. Whoever holds one may do that one thing."""

from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.following.models import Follow, Follower
from noaber.ui.languages import in_language

CONFIRM, MANAGE, STOP = "following.confirm", "following.manage", "following.stop"
T = TypeVar("T")
CONFIRM_AGE = timedelta(days=14)
# A link in an old mail still stops the mail.
MANAGE_AGE = timedelta(days=800)


def full(address: str) -> str:
    """An address of ours as a mail needs it, in the language of the mail."""
    return f"{settings.SITE_URL}{in_language(address)}"


def confirm_link(follow: Follow) -> str:
    """The address that confirms a follow, by POST only."""
    return full(reverse("follow_confirm", args=[signing.seal(CONFIRM, follow.ref)]))


def manage_link(follower: Follower) -> str:
    """The page of preferences of an address."""
    return full(reverse("follow_manage", args=[signing.seal(MANAGE, follower.ref)]))


def stop_link(follower: Follower) -> str:
    """The address that stops all digests, by POST only."""
    return full(reverse("follow_stop", args=[signing.seal(STOP, follower.ref)]))


def list_headers(stop: str) -> dict[str, str]:
    """What lets a mail program show a button that stops this mail, by this address (RFC 2369 and 8058)."""
    host = settings.SITE_URL.partition("://")[2].split(":")[0]
    return {
        "List-Id": f"<volgen.{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def follow_by(token: str) -> Follow:
    """The follow that a confirming link is about; refuses what is not ours, too old or gone."""
    ref = signing.unseal(CONFIRM, token, CONFIRM_AGE)
    return _there(Follow.objects.select_related("follower__person").filter(ref=ref).first())


def follower_by(token: str, purpose: str) -> Follower:
    """Whose link this is; refuses what is not ours, too old or gone."""
    ref = signing.unseal(purpose, token, MANAGE_AGE)
    return _there(Follower.objects.select_related("person").filter(ref=ref).first())


def _there(found: T | None) -> T:
    if found is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij: je volgt dit niet meer."))
    return found
