# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about links to elsewhere: where they stand, which are due, which are broken."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from noaber.base.memo import remembered
from noaber.exchange import Place, addresses
from noaber.exchange.models import LinkCheck, LinkPlace
from noaber.exchange.queries import MODELS
from noaber.pages import record_queries
from noaber.pages.record_queries import ADDRESS, Outward
from noaber.people.models import Described, Visibility, Werkplaats
from noaber.ui.outward import Broken

State = LinkCheck.State
ENDING = ".,;:!?)]}’”»"


def places_of(kind: str) -> Iterator[Place]:
    """The links of one kind of described things that everybody may see."""
    rows = MODELS[kind]._default_manager.filter(visibility=Visibility.PUBLIC).select_related("home").order_by("pk")
    for thing in rows.iterator(chunk_size=500):
        with translation.override("nl"):
            yield from _places(_outward(kind, thing), (thing.extra or {}).get("set", {}).get("archived_url"))


def places_of_prose() -> Iterator[Place]:
    """The links on the pages of editors that everybody may read."""
    for page in record_queries.links():
        yield from _places(page)


def _outward(kind: str, thing: Described) -> Outward:
    found = frozenset([*ADDRESS.findall(thing.text), thing.url, thing.source_url])
    home = thing.home.slug if thing.home else ""
    return Outward(kind, thing.ref, thing.title, thing.get_absolute_url(), home, found)


def _places(page: Outward, told: object = None) -> Iterator[Place]:
    found = {one.rstrip(ENDING) for one in page.addresses}
    kept = {addresses.same_address(copy): copy for copy in found if addresses.original_of(copy)}
    if isinstance(told, str) and addresses.original_of(told):
        kept[addresses.same_address(told)] = told
    for address in sorted(found):
        if addresses.web_address(address) and not addresses.original_of(address):
            yield Place(
                address, page.kind, page.ref, page.title, page.href, page.werkplaats,
                kept.get(addresses.same_address(address), ""),
            )  # fmt: skip


def due(at: dt.datetime) -> QuerySet[LinkCheck]:
    """The links whose turn it is, longest waiting first."""
    return LinkCheck.objects.filter(due_at__lte=at, places__isnull=False).distinct().order_by("due_at", "pk")


def one_a_host(links: QuerySet[LinkCheck], most: int) -> list[LinkCheck]:
    """The first link of each host, so that no host is asked twice in a row."""
    found: dict[str, LinkCheck] = {}
    for link in links[: most * 20]:
        found.setdefault(link.host, link)
    return list(found.values())[:most]


def broken_of(werkplaats: Werkplaats) -> QuerySet[LinkCheck]:
    """The broken links that stand on pages of a werkplaats, longest broken first, with those pages."""
    here = LinkPlace.objects.filter(werkplaats=werkplaats.slug).order_by("title")
    return (
        LinkCheck.objects.filter(state=State.BROKEN, places__werkplaats=werkplaats.slug)
        .distinct()
        .order_by("failing_since", "pk")
        .prefetch_related(Prefetch("places", queryset=here, to_attr="here"))
    )


def standing_of(werkplaats: Werkplaats) -> dict[str, int]:
    """How many links of a werkplaats there are in each state."""
    mine = LinkCheck.objects.filter(places__werkplaats=werkplaats.slug).distinct()
    found: dict[str, int] = {}
    for state in mine.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


@remembered(seconds=30)
def _broken() -> dict[str, Broken]:
    rows = LinkCheck.objects.filter(state=State.BROKEN).values_list("address", "failing_since", "archived_url")
    return {address: Broken(since, archived) for address, since, archived in rows}


def broken(address: str) -> Broken | None:
    """Since when an address leads nowhere, and where a copy is kept; nothing for one that works as far as we know."""
    return _broken().get(address)


def key_of(address: str) -> str:
    """What an address is known by."""
    return hashlib.sha256(address.encode()).hexdigest()


def by_keys(keys: Iterable[str]) -> dict[str, LinkCheck]:
    """Links by key."""
    return {link.key: link for link in LinkCheck.objects.filter(key__in=list(keys))}
