# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in what people told elsewhere, and active ingredients. Nobody is mailed: who told it agreed to that there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from noaber import ledger, search
from noaber.base.refs import slug_for
from noaber.effects.models import State, Use
from noaber.effects.story_models import Change, Substantiation
from noaber.exchange.format import Item
from noaber.exchange.leftover import leftover, same
from noaber.exchange.queries import Known
from noaber.exchange.shapes import Rejected, noon, plain
from noaber.exchange.told_format import ELEMENT
from noaber.exchange.told_queries import DATES, MODELS, own_record
from noaber.knowledge.element_actions import named_element
from noaber.knowledge.evidence_models import Element
from noaber.knowledge.models import Product
from noaber.ledger.actions import record_many
from noaber.loop.actions import refresh
from noaber.loop.stations import Standing
from noaber.people.models import Person, Visibility

# What a record says and no column of the same name keeps.
APART = {"id", "product", "date", "told_on", "public_on", "after_on", "seen_too"}


@transaction.atomic
def take_in_told(
    kind: str, items: Sequence[Item], known: Known, *, by: Person | None, at: dt.datetime
) -> tuple[int, dict[str, str]]:
    """Write what is new or changed; how many, and why some were rejected, by ref."""
    model: Any = MODELS[kind]
    rows = {one.ref: one for one in model._default_manager.filter(ref__in=[item.ref for item in items])}
    changed = [item for item in items if item.ref not in rows or _differs(kind, rows[item.ref], item)]
    refs = {item.fields["product"] for item in changed} if kind == "use" else set()
    products = {one.ref: one for one in Product.objects.filter(ref__in=refs).prefetch_related("themes")}
    rejected: dict[str, str] = {}
    told: list[tuple[str, str, Mapping[str, Any]]] = []
    for item in changed:
        try:
            with transaction.atomic():
                told.append(_write(kind, rows.get(item.ref) or model(ref=item.ref), item, known, products, at))
        except Rejected as rejection:
            rejected[item.ref] = rejection.reason
    record_many("exchange.recorded", told, by=by, at=at)
    written = [key.partition(":")[2] for key, _home, _data in told]
    refresh(kind, written)
    for ref in written:
        search.changed(kind, ref)
    return len(told), rejected


def _differs(kind: str, thing: Any, item: Item) -> bool:
    """Whether a record says something else than what came in before, or than what was told here."""
    if thing.fingerprint or thing.state != State.PUBLIC:
        return bool(thing.fingerprint != item.fingerprint)
    return not same(own_record(kind, thing), item.record)


def _write(
    kind: str, thing: Any, item: Item, known: Known, products: Mapping[str, Product], at: dt.datetime
) -> tuple[str, str, Mapping[str, Any]]:
    said, fresh = item.fields, thing.pk is None
    if not fresh and thing.state != State.PUBLIC:
        raise Rejected(f"this {kind} was taken out of public view here")
    if not fresh and not thing.fingerprint:
        raise Rejected(f"this {kind} was told here, and only here it is changed")
    for name, value in said.items():
        if name not in APART:
            setattr(thing, name, value)
    thing.told_at = noon(said["told_on"]) or thing.told_at or at
    thing.public_at = noon(said["public_on"]) or thing.public_at or max(thing.told_at, at)
    thing.changed_at, thing.state = at, State.PUBLIC
    thing.slug = thing.slug or slug_for(thing.title, thing.ref)
    thing.home_id = next((known.werkplaatsen[one] for one in item.werkplaatsen if one in known.werkplaatsen), None)
    if kind in DATES:
        setattr(thing, DATES[kind], said["date"])
    if isinstance(thing, Use):
        _of_product(thing, said, known, products)
    thing.fingerprint = item.fingerprint
    thing.save()
    if isinstance(thing, Change):
        _seen_too(thing, said["seen_too"])
    thing.extra = leftover(item.record, own_record(kind, thing))
    thing.save(update_fields=["extra"])
    data = {"standing": Standing.DONE.value, "origins": thing.origins, **thing.since_and_about, **thing.said}
    # A voice is heard once, however often its words come in.
    data |= {"heard": {thing.perspective: 1}} if fresh else {}
    return f"{kind}:{thing.ref}", thing.home_slug, data


def _of_product(use: Use, said: Mapping[str, Any], known: Known, products: Mapping[str, Product]) -> None:
    product = products.get(said["product"])
    if product is None:
        raise Rejected(f"product {said['product']!r} is not here")
    if product.visibility != Visibility.PUBLIC:
        raise Rejected(f"product {said['product']!r} is not public here")
    use.product, use.told_after_at = product, noon(said["after_on"])
    if use.told_after_at and use.told_after_at < use.told_at:
        use.told_after_at = use.told_at
    use.organisation_id = known.organisations.get(use.who.strip().lower())


def _seen_too(change: Change, wanted: Sequence[Mapping[str, Any]]) -> None:
    rows = {one.ref: one for one in Substantiation.objects.filter(ref__in=[said["id"] for said in wanted])}
    for said in wanted:
        row = rows.get(said["id"]) or Substantiation(change=change, ref=said["id"])
        if row.change_id != change.pk:
            raise Rejected(f"seen_too {said['id']!r} is known already with another change")
        if row.pk and not _came_in(row):
            # It was asked and answered here.
            continue
        row.agrees, row.role, row.text = said["agrees"], said["role"], said["text"]
        row.answered_at = noon(said["date"])
        row.asked_at = row.answered_at or change.told_at
        row.save()
    came_in = [row.pk for row in change.substantiations.all() if _came_in(row)]
    change.substantiations.filter(pk__in=came_in).exclude(ref__in=[said["id"] for said in wanted]).delete()


def _came_in(row: Substantiation) -> bool:
    """Whether it came with an import: nobody here asked for it, so it was asked when it was answered."""
    return row.asked_by_id is None and not row.mail and row.asked_at == row.answered_at


@transaction.atomic
def take_in_elements(items: Sequence[Item], *, by: Person | None, at: dt.datetime) -> int:
    """Name active ingredients and say what they are; how many were new or changed."""
    written = 0
    keys = {item.ref: " ".join(item.fields["title"].split()).casefold() for item in items}
    rows = {one.key: one for one in Element.objects.filter(key__in=set(keys.values()))}
    taken = set(Element.objects.filter(slug__in=[_slug(ref) for ref in keys]).values_list("slug", flat=True))
    for item in items:
        element = rows.get(keys[item.ref])
        if element is not None and (element.fingerprint == item.fingerprint or _explained_here(element)):
            continue
        if element is None:
            element = named_element(item.fields["title"], by=by, at=at)
            if (slug := _slug(item.ref)) and slug not in taken:
                element.slug = slug
            taken.add(element.slug)
        element.explanation, element.fingerprint = item.fields["text"], item.fingerprint
        said = {"id": ELEMENT + element.slug, "kind": "element", "title": element.wording, "text": element.explanation}
        element.extra = leftover(item.record, plain(said))
        element.save()
        ledger.record("element.explained", element, by=by, at=at)
        rows[element.key] = element
        written += 1
    return written


def _explained_here(element: Element) -> bool:
    return bool(element.explanation and not element.fingerprint)


def _slug(ref: str) -> str:
    """The part of an id that can stand in an address, or nothing."""
    found = ref.removeprefix(ELEMENT)
    return found if ref.startswith(ELEMENT) and len(found) <= 80 and re.fullmatch(r"[a-z0-9_-]+", found) else ""
