# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Periodic work of pages, and what follows an entry."""

from noaber.base import clock
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.pages import actions, queries
from noaber.people.models import Werkplaats


@every(seconds=1, name="pages")
def publish_due() -> int:
    at = clock.now()
    return actions.publish_due(by=None, at=at) if queries.due(at).exists() else 0


def open_site(entry: Entry) -> None:
    """Every werkplaats has a place for its pages, from the moment that it is known."""
    werkplaats = Werkplaats.objects.filter(ref=entry.ref).prefetch_related("names").first()
    if werkplaats is not None:
        actions.open_site(werkplaats, by=None, at=entry.at)
