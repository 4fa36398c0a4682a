# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is remembered of links to elsewhere: where they stand, what came of looking, and where a copy is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.exchange import Place, link_queries
from noaber.exchange.addresses import web_address
from noaber.exchange.models import LinkCheck, LinkPlace
from noaber.people.models import Person, Werkplaats
from noaber.people.policies import may_edit, may_manage_network
from noaber.ui.outward import host_of

ledger.declare(
    {
        "link.broken": "a link to elsewhere does not work any more",
        "link.mended": "a link to elsewhere works again",
        "link.archived": "an editor said where a copy of a broken link is kept",
        "link.forgotten": "links that stand nowhere any more were forgotten",
    }
)
State = LinkCheck.State
# A link is broken when so many looks in a row failed, over so many days: a bad evening is no reason.
FAILURES, DAYS = 3, 2
AGAIN = {State.FINE: 30, State.UNCHECKED: 30, State.BROKEN: 14, State.DOUBT: 1}


@dataclass(frozen=True)
class Look:
    """What came of looking at an address: it works (True), it does not (False), or that cannot be said (None)."""

    works: bool | None
    status: int | None = None
    said: tuple[str, str] = ("", "")
    retry_after: int = 0


@transaction.atomic
def note_places(source: str, places: Sequence[Place], *, by: Person | None, at: dt.datetime) -> int:
    """Remember where these links stand; a link that is new gets its turn."""
    require(may_manage_network(by))
    usable = {link_queries.key_of(one.address): one for one in places if web_address(one.address)}
    LinkCheck.objects.bulk_create(
        [
            LinkCheck(
                key=key, address=one.address, host=host_of(one.address)[:253], archived_url=one.archived, due_at=at
            )
            for key, one in usable.items()
        ],
        ignore_conflicts=True, batch_size=500,
    )  # fmt: skip
    links = link_queries.by_keys(usable)
    for key, one in usable.items():
        if one.archived and not links[key].archived_url:
            links[key].archived_url = one.archived
            links[key].save(update_fields=["archived_url"])
    rows = {
        (link_queries.key_of(one.address), one.kind, one.ref): LinkPlace(
            link=links[link_queries.key_of(one.address)], source=source, kind=one.kind, ref=one.ref,
            title=one.title[:200], href=one.href[:500], werkplaats=one.werkplaats, seen_at=at,
        )
        for one in places
        if link_queries.key_of(one.address) in links
    }  # fmt: skip
    LinkPlace.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["link", "kind", "ref"],
        update_fields=["source", "title", "href", "werkplaats", "seen_at"], batch_size=500,
    )  # fmt: skip
    return len(rows)


@transaction.atomic
def forget_places(source: str, *, by: Person | None, at: dt.datetime) -> int:
    """Forget where the links of a source stood before `at`, and links that stand nowhere now."""
    require(may_manage_network(by))
    gone, _of_each = LinkPlace.objects.filter(source=source, seen_at__lt=at).delete()
    if gone:
        LinkCheck.objects.filter(places__isnull=True).delete()
        ledger.record("link.forgotten", f"link:{source}", by=by, at=at, data={"places": gone})
    return gone


@transaction.atomic
def note_checked(link: LinkCheck, look: Look, *, by: Person | None, at: dt.datetime) -> LinkCheck:
    """Remember what came of looking; only several failures over days make a link broken."""
    require(may_manage_network(by))
    link = LinkCheck.objects.select_for_update().get(pk=link.pk)
    before = link.state
    link.checked_at, link.status, link.said = at, look.status, list(look.said) if look.said[0] else []
    if look.retry_after:
        link.due_at = at + dt.timedelta(seconds=look.retry_after)
        link.save()
        return link
    if look.works is False:
        link.failures = min(link.failures + 1, 1000)
        link.failing_since = link.failing_since or at
        lasting = link.failures >= FAILURES and at - link.failing_since >= dt.timedelta(days=DAYS)
        link.state = State.BROKEN if lasting or before == State.BROKEN else State.DOUBT
    else:
        link.failures, link.failing_since = 0, None
        link.state = State.FINE if look.works else State.UNCHECKED
    # Not everything on one day: the key spreads links over a week.
    spread = int(link.key[:4], 16) % 7 if link.state in (State.FINE, State.UNCHECKED) else 0
    link.due_at = at + dt.timedelta(days=AGAIN[State(link.state)] + spread)
    link.save()
    if State.BROKEN in (before, link.state) and before != link.state:
        verb = "link.broken" if link.state == State.BROKEN else "link.mended"
        ledger.record(verb, link, by=by, at=at, data={"host": link.host, "status": look.status})
    return link


@transaction.atomic
def keep_copy(link: LinkCheck, werkplaats: Werkplaats, *, address: str, by: Person, at: dt.datetime) -> LinkCheck:
    """Say where a copy of a link is kept; readers get that instead of a dead end. Empty takes it away."""
    require(may_edit(by, werkplaats, clock.day(at)))
    if not link.places.filter(werkplaats=werkplaats.slug).exists():
        raise Refused(_("Deze link staat niet op een pagina van jouw werkplaats."))
    address = address.strip()
    if address and not web_address(address):
        raise Refused(_("Een adres begint met https://"))
    link.archived_url = web_address(address)
    link.save(update_fields=["archived_url"])
    ledger.record("link.archived", link, by=by, at=at, werkplaats=werkplaats.slug, data={"address": link.archived_url})
    return link
