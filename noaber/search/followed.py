# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saved searches beside what is followed: on the page of preferences, and so that nothing is told twice."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber import following, search
from noaber.base import signing
from noaber.following import Happening, Row
from noaber.following.models import Follower
from noaber.search.models import Alert, SavedSearch


class SavedBeside:
    """The lists that somebody hears about."""

    heading = gettext_lazy("Lijsten die je volgt")

    def rows(self, follower: Follower) -> Sequence[Row]:
        """Those that were confirmed, with the page on which they are changed."""
        from noaber.search import alert_mail, saved_queries

        found = saved_queries.rows(_of(follower.address)) if follower.address else []
        return [
            Row(
                " · ".join(one.words),
                one.href,
                _("op pauze") if one.saved.paused_at else str(one.saved.get_often_display()),
                reverse("saved_manage", args=[signing.seal(alert_mail.MANAGE, one.saved.ref)]),
            )
            for one in found
        ]

    def knows(self, email: str) -> bool:
        """Whether this address hears about any list."""
        return bool(_of(email).filter(confirmed_at__isnull=False).exists())


def _of(email: str) -> Any:
    return SavedSearch.objects.filter(Q(email=email) | Q(person__email=email))


def told_by_alert(entries: Sequence[Happening], addresses: Collection[str]) -> set[tuple[int, str]]:
    """Which of these entries say that something is there of which an address heard already in an alert."""
    new = {f"{entry.kind}:{entry.ref}": entry for entry in entries if entry.verb in following.ARRIVALS}
    if not new:
        return set()
    # A method is a product to the ledger, and a kind of its own to the search.
    refs = {entry.ref: entry for entry in new.values()}
    told = Alert.objects.filter(
        told_at__isnull=False, document__in=[f"{kind}:{ref}" for ref in refs for kind in search.SOURCES]
    )
    told = told.filter(Q(saved__email__in=addresses) | Q(saved__person__email__in=addresses))
    found = set()
    for document, at, email, own in told.values_list("document", "found_at", "saved__email", "saved__person__email"):
        entry = refs[document.partition(":")[2]]
        if at >= entry.at:
            found.add((entry.pk, email or own or ""))
    return found
