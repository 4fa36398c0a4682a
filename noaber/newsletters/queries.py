# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about lists, who is on them, and what was sent."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from noaber.newsletters.issue_models import PUBLIC
from noaber.newsletters.models import KEEP, Delivery, Issue, Newsletter, Subscription, Suppression
from noaber.people.models import AnyPerson, Person, Werkplaats
from noaber.people.queries import roles_of

RUNNING = Q(subscriptions__confirmed_at__isnull=False, subscriptions__ended_at__isnull=True)


def newsletters() -> QuerySet[Newsletter]:
    """Every list, the national one first."""
    found = Newsletter.objects.select_related("home").prefetch_related("home__names")
    return found.annotate(regional=~Q(home__status=Werkplaats.Status.NATIONAL)).order_by("regional", "title", "pk")


def of_home(home: Werkplaats) -> QuerySet[Newsletter]:
    """The lists of a werkplaats."""
    return newsletters().filter(home=home)


def archive(newsletter: Newsletter) -> QuerySet[Issue]:
    """What was sent to a list, newest first."""
    return newsletter.issues.filter(state__in=PUBLIC).order_by("-begun_at", "-pk")


def kept_by(person: AnyPerson) -> QuerySet[Newsletter]:
    """The lists that a person keeps: as an editor or the coordinator of their werkplaats."""
    if not isinstance(person, Person) or not person.is_active:
        return Newsletter.objects.none()
    if person.is_superuser:
        return newsletters()
    return newsletters().filter(home__in=roles_of(person).filter(role__in=KEEP).values("werkplaats"))


def issues_kept_by(person: AnyPerson) -> QuerySet[Issue]:
    """The issues that a person keeps."""
    return Issue.objects.filter(newsletter__in=kept_by(person).order_by().values("pk")).select_related(
        "newsletter__home"
    )


@dataclass(frozen=True)
class Sent:
    """How an issue fared, in numbers of deliveries. How it was read is not known, and not asked."""

    issue: Issue
    stages: Sequence[tuple[Any, int]]


def fared(issues: Collection[Issue]) -> list[Sent]:
    """How each of these fared; one query."""
    counted: dict[int, dict[str, int]] = {}
    rows = Delivery.objects.filter(issue__in=issues).order_by().values_list("issue", "stage").annotate(Count("pk"))
    for issue, stage, number in rows:
        counted.setdefault(issue, {})[stage] = number
    return [
        Sent(one, [(stage.label, counted.get(one.pk, {}).get(stage, 0)) for stage in Delivery.Stage]) for one in issues
    ]


def running(newsletter: Newsletter) -> int:
    """How many addresses an issue goes to."""
    return newsletter.subscriptions.filter(confirmed_at__isnull=False, ended_at__isnull=True).count()


def of_address(email: str) -> QuerySet[Subscription]:
    """Every subscription of an address, also what ended."""
    address = email.strip().lower()
    return Subscription.objects.filter(email=address).select_related("newsletter__home").order_by("newsletter__title")


def delivery_of(token: str) -> Delivery | None:
    """The delivery with this token, whatever letters a mail server made of it."""
    rows = Delivery.objects.select_related("subscription", "issue")
    return rows.filter(token=token.strip().lower()).first() if token else None


def digest(text: str) -> str:
    """A mail address as the list of those that get no mail knows it."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, f"newsletters:{text.strip().lower()}".encode(), hashlib.sha256).hexdigest()


def suppressed(emails: Collection[str]) -> set[str]:
    """Those of these addresses that get no newsletter."""
    digests = {digest(email): email for email in emails}
    found = Suppression.objects.filter(digest__in=list(digests)).values_list("digest", flat=True)
    return {digests[one] for one in found}


def exported(person: Person) -> list[dict[str, Any]]:
    """Everything that is kept of a person here, as plain values."""
    return [
        {
            "newsletter": one.newsletter.title,
            "regions": one.regions,
            "asked_at": one.asked_at,
            "confirmed_at": one.confirmed_at,
            "ended_at": one.ended_at,
            "consents": [
                {"given": yes.given, "words": yes.words, "how": yes.get_source_display(), "proof": yes.proof,
                 "given_on": yes.given_on, "at": yes.at}
                for yes in one.consents.all()
            ],
            "sent": [
                {"issue": sent.issue.title, "how": sent.get_stage_display(), "at": sent.changed_at}
                for sent in one.deliveries.select_related("issue").order_by("pk")
            ],
        }
        for one in (of_address(person.email) if person.email else ())
    ]  # fmt: skip
