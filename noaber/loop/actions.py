# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folding entries into things and links. Only a picture of the ledger is written here, so nothing is recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery

from noaber import loop
from noaber.ledger.models import Entry
from noaber.ledger.queries import subject_key
from noaber.loop import Face
from noaber.loop.folding import Folded, fold
from noaber.loop.models import About, Heard, Link, Thing
from noaber.loop.stations import Standing, Station

BATCH = 500
Key = tuple[str, str]


@transaction.atomic
def refresh(kind: str, refs: Collection[str]) -> None:
    """Fold the entries about these things anew. Again changes nothing; two at once end the same."""
    _hold(kind, refs)
    entries: dict[str, list[Entry]] = {ref: [] for ref in refs}
    for entry in Entry.objects.filter(kind=kind, ref__in=list(refs)).order_by("seq"):
        entries[entry.ref].append(entry)
    _put(kind, {ref: fold(loop.KINDS[kind], told) for ref, told in entries.items()})


def rebuild() -> int:
    """Throw everything away and fold the whole ledger; returns how many things there are."""
    with transaction.atomic():
        for model in (Link, Heard, About, Thing):
            model._default_manager.all().delete()
    for kind in loop.KINDS:
        rows = Entry.objects.filter(kind=kind).order_by("ref", "seq").iterator(chunk_size=5_000)
        folded = ((ref, fold(loop.KINDS[kind], told)) for ref, told in groupby(rows, key=lambda entry: entry.ref))
        for batch in _batches(folded):
            with transaction.atomic():
                _put(kind, dict(batch))
    return Thing.objects.count()


def _batches(rows: Iterable[tuple[str, Folded]]) -> Iterator[list[tuple[str, Folded]]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _hold(kind: str, refs: Collection[str]) -> None:
    """Make the rows of these things where there are none yet, and hold them until the transaction ends."""
    _known(kind, refs)
    held = Thing.objects.select_for_update().filter(kind=kind, ref__in=list(refs)).order_by("ref")
    list(held.values_list("pk"))


def _known(kind: str, refs: Collection[str]) -> dict[Key, Thing]:
    """The rows of these things; what no entry told of yet gets a hidden one, and its own entries fill it later."""
    station = loop.KINDS[kind].station
    new = [Thing(kind=kind, ref=ref, station=station) for ref in sorted(refs)]
    Thing.objects.bulk_create(new, ignore_conflicts=True)
    return {(kind, thing.ref): thing for thing in Thing.objects.filter(kind=kind, ref__in=list(refs))}


def _put(kind: str, folded: Mapping[str, Folded]) -> None:
    faces = loop.KINDS[kind].faces(list(folded))
    things = {ref: _thing(kind, ref, told, faces.get(ref)) for ref, told in sorted(folded.items())}
    Thing.objects.bulk_create(
        things.values(), update_conflicts=True, unique_fields=["kind", "ref"], update_fields=FOLDED, batch_size=BATCH
    )
    _put_beside(folded, things)
    _put_links(folded, things)


def _thing(kind: str, ref: str, told: Folded, face: Face | None) -> Thing:
    """The row of a thing; what has no face can be shown nowhere."""
    thing = Thing(
        kind=kind, ref=ref, station=loop.KINDS[kind].station, standing=told.standing if face else Standing.HIDDEN,
        werkplaats=told.werkplaats, began_at=told.began_at, moved_at=told.moved_at, timed=told.timed,
        year=told.began_at.year if told.began_at else None,
        **{f"days_{step}": told.days.get(step) for step in loop.STEPS},
    )  # fmt: skip
    if face is not None:
        thing.title, thing.url, thing.lang = face.title[:500], face.url[:500], face.lang
        thing.sort, thing.example = face.sort, face.example
    return thing


FOLDED = (
    "standing", "werkplaats", "began_at", "moved_at", "year", "timed", *(f"days_{step}" for step in loop.STEPS),
    "title", "url", "lang", "sort", "example",
)  # fmt: skip


def _put_beside(folded: Mapping[str, Folded], things: Mapping[str, Thing]) -> None:
    """Who was heard, and what is open is about."""
    keys = [thing.pk for thing in things.values()]
    Heard.objects.filter(thing__in=keys).delete()
    Heard.objects.bulk_create(
        Heard(thing=things[ref], perspective=perspective, number=number)
        for ref, told in folded.items()
        for perspective, number in told.heard.items()
    )
    About.objects.filter(thing__in=keys).delete()
    going = [(things[ref], told) for ref, told in folded.items() if things[ref].standing == Standing.OPEN]
    About.objects.bulk_create(
        About(thing=thing, theme=theme, werkplaats=thing.werkplaats, year=thing.year)
        for thing, told in going
        for theme in told.themes
        if thing.werkplaats
    )


def _put_links(folded: Mapping[str, Folded], things: Mapping[str, Thing]) -> None:
    """What each came of."""
    origins = {
        (key, ref): at
        for ref, told in folded.items()
        for key, at in ((subject_key(key), at) for key, at in told.origins.items())
        if key[0] in loop.KINDS
    }
    sources = _sources({key for key, _ref in origins})
    pairs = {(sources[key].pk, things[ref].pk): at for (key, ref), at in origins.items()}
    now = {pair: at for pair, at in pairs.items() if pair[0] != pair[1]}
    before = {(one.source_id, one.target_id): one.pk for one in Link.objects.filter(target__in=things.values())}
    Link.objects.filter(pk__in=[pk for pair, pk in before.items() if pair not in now]).delete()
    fresh = [Link(source_id=pair[0], target_id=pair[1], at=at) for pair, at in now.items() if pair not in before]
    Link.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=BATCH)
    _put_uses({source for source, _target in (*before, *now)}, things)


def _sources(keys: Collection[Key]) -> dict[Key, Thing]:
    found: dict[Key, Thing] = {}
    for kind, group in groupby(sorted(keys), key=lambda key: key[0]):
        found |= _known(kind, [ref for _kind, ref in group])
    return found


def _put_uses(origins: Collection[int], things: Mapping[str, Thing]) -> None:
    """When the first effect came of each of these: the origins of what is at the last station."""
    if any(thing.station == Station.EFFECT for thing in things.values()):
        shown = Link.objects.filter(source=OuterRef("pk"), target__station=Station.EFFECT)
        shown = shown.exclude(target__standing=Standing.HIDDEN).order_by()
        first = shown.values("source").annotate(first=Min("target__began_at")).values("first")
        Thing.objects.filter(pk__in=list(origins)).order_by().update(used_at=Subquery(first))
