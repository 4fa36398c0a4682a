# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From an entry that is news to a notice for everybody whom it concerns.

An entry waits here as a row that the ledger's own delivery wrote, not as a number past a cursor: on PostgreSQL entries
commit out of order, and a cursor would step over those that come late. The row goes in the transaction in which its
notices come. So a crash before the commit leaves the row, and a crash after it leaves the notices; there is no third.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from noaber import following
from noaber.following import Happening, Thing, queries
from noaber.following.models import Follow, News, Notice, Pace
from noaber.following.paces import DEFAULT
from noaber.ledger.models import Entry
from noaber.people.models import Concept, Werkplaats

log = logging.getLogger(__name__)
ENTRIES = 400
Row = tuple[int, int, str, str, str, str, str, str | None]


@dataclass(frozen=True)
class Told:
    """An entry, under which thing it is told, and everything it concerns."""

    entry: Entry
    key: str
    werkplaats: str
    concerned: frozenset[str]


class Hearer(NamedTuple):
    """A follow of somebody who may be mailed."""

    follow: int
    follower: int
    person: int | None
    address: str
    since: datetime


def note(entry: Entry) -> None:
    """Have an entry spread among who follows what it concerns."""
    only = following.ONLY.get(entry.verb)
    if only is None or only(entry):
        News.objects.get_or_create(entry=entry)


def spread(*, at: datetime) -> int:
    """Write the notices of some entries; returns how many entries that were. Safe to interrupt and to repeat."""
    with transaction.atomic():
        # Another machine takes other rows.
        waiting = News.objects.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        entries = [one.entry for one in waiting.select_related("entry__by")[:ENTRIES]]
        _write(notices(entries, at))
        News.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return len(entries)


def notices(entries: Sequence[Entry], at: datetime) -> list[Row]:
    """A notice for everybody whom one of these concerns, each once, in the order of its columns."""
    told = _placed(entries)
    hearers = _hearers(key for one in told for key in one.concerned)
    heard = [(one, _heard(one, hearers)) for one in told]
    followers = {follower: some[0].address for _one, found in heard for follower, some in found.items()}
    elsewhere = told_elsewhere([happening(one.entry) for one in told], followers.values())
    paces = queries.paces_of(followers)
    moment, made = connection.ops.adapt_datetimefield_value(at), []
    for one, found in heard:
        kind, _colon, about = one.key.partition(":")
        entry, werkplaats = one.entry.pk, one.werkplaats
        for follower, some in found.items():
            chosen = paces.get(follower)
            pace = chosen.of(kind, werkplaats) if chosen else DEFAULT
            if pace != Pace.NEVER and (entry, followers[follower]) not in elsewhere:
                via = json.dumps(sorted([hearer.follow for hearer in some]))
                made.append((follower, entry, kind, about, werkplaats, via, pace, moment))
    # What is told together lies together: telling then touches few pages of the table, and writing few of its index.
    return sorted(made)


def _heard(one: Told, hearers: Mapping[str, Sequence[Hearer]]) -> dict[int, list[Hearer]]:
    """By which of their follows each follower hears of an entry."""
    by, at, found = one.entry.by, one.entry.at, dict[int, list[Hearer]]()
    for key in one.concerned:
        for hearer in hearers.get(key, ()):
            # Not what was before, and not what they did themselves: an address may be that of the person who did.
            own = by is not None and (by.pk == hearer.person or by.email == hearer.address)
            if not own and hearer.since <= at:
                found.setdefault(hearer.follower, []).append(hearer)
    return found


def _write(rows: Sequence[Row]) -> None:
    """Write notices, each once. By hand: there are very many, and as objects they cost several times as much."""
    if not rows:
        return
    columns = "follower_id, entry_id, kind, about, werkplaats, via, pace, made_at"
    places = ", ".join(["%s"] * 8)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Notice._meta.db_table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING", rows
        )


def happening(entry: Entry) -> Happening:
    """An entry as those who tell of it know it."""
    return Happening(entry.pk, entry.verb, entry.kind, entry.ref, entry.at)


def told_elsewhere(entries: Sequence[Happening], addresses: Iterable[str]) -> set[tuple[int, str]]:
    """Which entries are mailed to which addresses by another room."""
    asked = set(addresses)
    return (
        {pair for tell in following.TELLERS.values() for pair in tell(entries, asked)} if asked and entries else set()
    )


def _placed(entries: Sequence[Entry]) -> list[Told]:
    """Under which thing each is told, and what it concerns; those about nothing that can be followed are left out."""
    keys = {entry.pk: [f"{entry.kind}:{entry.ref}", *_beside(entry)] for entry in entries}
    things = queries.known(key for some in keys.values() for key in some)
    places = {slug: f"{Werkplaats.KIND}:{ref}" for slug, ref in Werkplaats.objects.values_list("slug", "ref")}
    above = _above()
    found = []
    for entry in entries:
        there = [key for key in keys[entry.pk] if key in things]
        if there:
            home = things[there[0]].werkplaats or entry.werkplaats
            concerned = {*there, *(places[slug] for slug in (home, entry.werkplaats) if slug in places)}
            concerned |= set(_themes((things[key] for key in there), above))
            found.append(Told(entry, there[0], home, frozenset(concerned)))
    return found


def _beside(entry: Entry) -> list[str]:
    about = following.CONCERNS.get(entry.verb)
    try:
        return list(about(entry)) if about else []
    except Exception:
        # One room's mistake keeps nobody else's news.
        log.exception("what entry %s concerns is not known", entry.pk)
        return []


def _above() -> Mapping[str, str]:
    """Under which concept each lies."""
    return dict(Concept.objects.filter(broader__isnull=False).values_list("slug", "broader__slug"))


def _themes(things: Iterable[Thing], above: Mapping[str, str]) -> Iterable[str]:
    for thing in things:
        for slug in thing.themes:
            seen = set[str]()
            while slug and slug not in seen:
                seen.add(slug)
                yield f"{Concept.KIND}:{slug}"
                slug = above.get(slug, "")


def _hearers(keys: Iterable[str]) -> dict[str, list[Hearer]]:
    """Who follows each of these, and may be mailed: a query for each kind."""
    found: dict[str, list[Hearer]] = defaultdict(list)
    for kind, refs in queries.by_kind(keys).items():
        rows = Follow.objects.filter(
            kind=kind, about__in=refs, confirmed_at__isnull=False, follower__stopped_at__isnull=True
        ).exclude(follower__person__is_active=False)
        fields = ("about", "pk", "follower", "follower__person", "follower__email", "follower__person__email")
        for about, pk, follower, person, email, own, since in rows.order_by().values_list(*fields, "confirmed_at"):
            if address := email or own:
                found[f"{kind}:{about}"].append(Hearer(pk, follower, person, address, since))
    return found
