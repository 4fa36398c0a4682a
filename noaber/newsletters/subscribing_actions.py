# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting on a list and off it. The ledger tells when; it holds no address."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from noaber import ledger
from noaber.base import throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import require
from noaber.newsletters.models import Consent, Newsletter, Subscription, Suppression
from noaber.newsletters.queries import digest, of_address
from noaber.people.models import Person, Werkplaats

UNCONFIRMED_FOR = timedelta(days=14)
MAILS_AN_HOUR = 6

ledger.declare(
    {
        "subscription.asked": "somebody wants a newsletter and is sent a link to confirm it",
        "subscription.confirmed": "somebody gets a newsletter from now on",
        "subscription.ended": "somebody gets a newsletter no longer, or never confirmed it",
        "subscription.regions_chosen": "somebody chose of which regions they read in a national newsletter",
    }
)


@transaction.atomic
def ask(
    newsletter: Newsletter, *, email: str, regions: Collection[str] = (), by: Person | None, at: datetime
) -> Subscription:
    """Somebody filled in an address: whoever reads mail there is sent a link. Twice is once, and who is on the list
    already gets the link to what they chose; the page tells nobody which of the two."""
    require(throttle.hit("newsletters", email, MAILS_AN_HOUR, timedelta(hours=1), at))
    address = email.strip().lower()
    made = {"ref": new_ref("ab"), "asked_at": at, "regions": known_regions(newsletter, regions)}
    subscription, new = Subscription.objects.get_or_create(newsletter=newsletter, email=address, defaults=made)
    if not new and not subscription.runs:
        subscription.asked_at, subscription.regions = at, made["regions"]
        subscription.save(update_fields=["asked_at", "regions"])
    ledger.record("subscription.asked", subscription, by=by, at=at, werkplaats=newsletter.home.slug)
    return subscription


@transaction.atomic
def confirm(
    subscription: Subscription, *, words: str, source: str = Consent.Source.FORM, by: Person | None, at: datetime
) -> Subscription:
    """Whoever reads mail at the address said yes, to these words. Again changes nothing."""
    subscription = _locked(subscription)
    if not subscription.runs:
        subscription.confirmed_at, subscription.ended_at = at, None
        subscription.save(update_fields=["confirmed_at", "ended_at"])
        Consent.objects.create(subscription=subscription, given=True, words=words, source=source, at=at)
        Suppression.objects.filter(digest=digest(subscription.email)).delete()
        home = subscription.newsletter.home.slug
        ledger.record("subscription.confirmed", subscription, by=by, at=at, werkplaats=home)
    return subscription


@transaction.atomic
def end(
    subscription: Subscription, *, source: str = Consent.Source.FORM, by: Person | None, at: datetime
) -> Subscription:
    """No more mail of this list. Again changes nothing."""
    subscription = _locked(subscription)
    if subscription.runs:
        subscription.ended_at = at
        subscription.save(update_fields=["ended_at"])
        Consent.objects.create(subscription=subscription, given=False, source=source, at=at)
        home = subscription.newsletter.home.slug
        ledger.record("subscription.ended", subscription, by=by, at=at, werkplaats=home)
    return subscription


def _locked(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("newsletter__home")
    return rows.get(pk=subscription.pk)


@transaction.atomic
def choose_regions(
    subscription: Subscription, *, regions: Collection[str], by: Person | None, at: datetime
) -> Subscription:
    """Read of these regions in the national newsletter as well. Again changes nothing."""
    subscription = _locked(subscription)
    chosen = known_regions(subscription.newsletter, regions)
    if chosen != subscription.regions:
        subscription.regions = chosen
        subscription.save(update_fields=["regions"])
        ledger.record("subscription.regions_chosen", subscription, by=by, at=at)
    return subscription


def known_regions(newsletter: Newsletter, regions: Collection[str]) -> list[str]:
    """Those of these that are a werkplaats; only a national newsletter has parts of regions."""
    if not newsletter.is_national or not regions:
        return []
    found = Werkplaats.objects.filter(slug__in=list(regions)[:50]).exclude(status=Werkplaats.Status.NATIONAL)
    return sorted(found.values_list("slug", flat=True))


@transaction.atomic
def erase(person: Person, *, by: Person | None, at: datetime) -> None:
    """Take the address of a person out of every list. That it gets no mail is remembered as a hash alone."""
    if not person.email:
        return
    for one in of_address(person.email):
        ledger.record("subscription.ended", one, by=by, at=at, reason="erased")
        one.delete()
        Suppression.objects.get_or_create(
            digest=digest(person.email), defaults={"reason": Suppression.Reason.ERASED, "at": at}
        )


@transaction.atomic
def end_unconfirmed(*, by: Person | None, at: datetime) -> int:
    """Forget addresses of which nobody said yes in time."""
    old = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - UNCONFIRMED_FOR)[:500]
    ended = list(old)
    for one in ended:
        ledger.record("subscription.ended", one, by=by, at=at, reason="unconfirmed")
        one.delete()
    return len(ended)
