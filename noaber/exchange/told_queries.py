# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people told that everybody may read, and active ingredients, as records; never who told it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from noaber import moderation
from noaber.base import clock
from noaber.effects.models import Told, Use
from noaber.effects.story_models import Change, Story, Substantiation
from noaber.exchange.leftover import restored
from noaber.exchange.shapes import Said, plain
from noaber.exchange.told_format import ELEMENT, TOLD
from noaber.knowledge.evidence_models import Element, ElementUse
from noaber.people.models import Visibility

MODELS: Mapping[str, type[Told]] = {"use": Use, "story": Story, "change": Change}
CHUNK = 500
# Our columns that the record calls otherwise.
DATES = {"use": "used_on", "change": "changed_on"}


def elements() -> Iterator[dict[str, Any]]:
    """The active ingredients of what goes out."""
    shown = ElementUse.objects.filter(element=OuterRef("pk")).exclude(product__visibility=Visibility.HIDDEN)
    for element in Element.objects.filter(Exists(shown)).order_by("pk").iterator(chunk_size=500):
        yield element_record(element)


def element_record(element: Element) -> dict[str, Any]:
    """An active ingredient as its record."""
    said = {"id": ELEMENT + element.slug, "kind": "element", "title": element.wording, "text": element.explanation}
    return restored(plain(said), element.extra)


def told() -> Iterator[dict[str, Any]]:
    """Uses, then stories, then changes."""
    for kind, model in MODELS.items():
        rows: Any = model._default_manager
        rows = rows.public().select_related("home", *(["product"] if kind == "use" else [])).order_by("pk")
        if kind == "change":
            answered = Substantiation.objects.filter(answered_at__isnull=False).order_by("pk")
            rows = rows.prefetch_related(Prefetch("substantiations", answered))
        things = rows.iterator(chunk_size=CHUNK)
        while chunk := list(islice(things, CHUNK)):
            hidden = _hidden({getattr(thing, "about", "") for thing in chunk})
            for thing in chunk:
                record = restored(own_record(kind, thing), thing.extra)
                yield {name: value for name, value in record.items() if name != "about" or value not in hidden}


def _hidden(abouts: set[str]) -> set[str]:
    """Those of what is told about that not everybody may know of; in a query for each kind."""
    found: set[str] = set()
    for kind, keys in groupby(sorted(filter(None, abouts)), key=lambda key: key.partition(":")[0]):
        source = moderation.SUBJECTS.get(kind)
        subjects = source.find([key.partition(":")[2] for key in keys]) if source else {}
        found |= {f"{kind}:{ref}" for ref, subject in subjects.items() if not subject.public}
    return found


def own_record(kind: str, thing: Any) -> dict[str, Any]:
    """What its own columns say."""
    shape = TOLD[kind]
    said: Said = {name: getattr(thing, name) for name in (*shape.texts, *shape.truths) if hasattr(thing, name)}
    said |= {"id": thing.ref, "kind": kind}
    said |= {"told_on": _day(thing.told_at), "public_on": _day(thing.public_at)}
    said["werkplaatsen"] = [thing.home.slug] if thing.home else []
    if kind in DATES:
        said["date"] = getattr(thing, DATES[kind])
    if kind == "use":
        said |= {"product": thing.product.ref, "after_on": _day(thing.told_after_at)}
    if kind == "change":
        said["seen_too"] = [plain(seen_too(one)) for one in thing.substantiations.all() if one.answered_at]
    return plain(said, months=shape.months)


def seen_too(one: Substantiation) -> Said:
    """What somebody independent says of a change; their name stays where they let it stand."""
    return {"id": one.ref, "agrees": one.agrees, "role": one.role, "text": one.text, "date": _day(one.answered_at)}


def _day(moment: Any) -> Any:
    return clock.day(moment) if moment else None
