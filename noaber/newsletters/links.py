# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The links that stand in mails: to confirm, to choose, to stop. Whoever holds one may do that one thing."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.newsletters.models import Subscription
from noaber.ui.languages import in_language

CONFIRM, CHOOSE, STOP = "newsletters.confirm", "newsletters.choose", "newsletters.stop"
CONFIRM_AGE = timedelta(days=14)
# A link in an old mail still stops the mail.
READER_AGE = timedelta(days=3650)


def full(address: str) -> str:
    """An address of ours as a mail needs it, in the language of the mail."""
    return f"{settings.SITE_URL}{in_language(address)}"


def confirm_link(subscription: Subscription) -> str:
    """The address that confirms, by POST only."""
    return full(reverse("subscription_confirm", args=[signing.seal(CONFIRM, subscription.ref)]))


def choose_link(ref: str) -> str:
    """Everything that the address of this subscription gets from us."""
    return full(reverse("subscription_choose", args=[signing.seal(CHOOSE, ref)]))


def stop_link(ref: str) -> str:
    """The address that ends this subscription, by POST only (RFC 8058)."""
    return full(reverse("subscription_stop", args=[signing.seal(STOP, ref)]))


def subscription_by(token: str, purpose: str) -> Subscription:
    """Whose link this is; refuses what is not ours, too old or gone."""
    ref = signing.unseal(purpose, token, CONFIRM_AGE if purpose == CONFIRM else READER_AGE)
    found = Subscription.objects.select_related("newsletter__home").filter(ref=ref).first()
    if found is None:
        raise signing.Forged(_("Deze link hoort nergens meer bij: dit adres staat niet op de lijst."))
    return found


def choose_path(ref: str) -> str:
    """The same page, for who is on the site already."""
    return reverse("subscription_choose", args=[signing.seal(CHOOSE, ref)])
