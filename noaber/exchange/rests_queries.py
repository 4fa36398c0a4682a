# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on, as the lists of its record; what is withdrawn, or not public, is not named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from noaber.base import clock
from noaber.exchange.format import Item
from noaber.exchange.leftover import restored
from noaber.exchange.shapes import Said, plain
from noaber.knowledge.evidence_models import ElementUse, EvidenceItem, Recognition, WorksheetText
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import Product
from noaber.people.models import Described, Visibility

# Of a thing that is referred to, only its id and who may see it.
NAMED = ("ref", "visibility")


def _evidence() -> QuerySet[EvidenceItem]:
    rows = EvidenceItem.objects.filter(withdrawn_at__isnull=True).select_related("project", "other").order_by("pk")
    far = {f"{thing}__{name.name}" for thing, model in _NAMED.items() for name in model._meta.concrete_fields
           if name.name not in ("id", *NAMED)}  # fmt: skip
    return rows.defer(*sorted(far))


def _replaces() -> QuerySet[Succession]:
    far = {f"before__{name.name}" for name in Product._meta.concrete_fields if name.name not in ("id", *NAMED)}
    return Succession.objects.select_related("before").defer(*sorted(far)).order_by("pk")


_NAMED: Mapping[str, type[Described]] = {
    "project": EvidenceItem._meta.get_field("project").related_model,  # type: ignore[dict-item]
    "other": Product,
}


def with_rests(products: QuerySet[Product]) -> QuerySet[Product]:
    """Products with everything they rest on, in as many queries whatever their number."""
    uses = ElementUse.objects.select_related("element").prefetch_related("evidence").order_by("pk")
    return products.prefetch_related(
        Prefetch("evidence", _evidence()), Prefetch("elements", uses),
        Prefetch("recognitions", Recognition.objects.order_by("pk")), "worksheet", Prefetch("replaces", _replaces()),
    )  # fmt: skip


def of_others(items: Iterable[Item]) -> dict[str, str]:
    """Why some records are rejected before anything is written: they bring evidence that another product has."""
    brought = [(one.said["id"], item.ref) for item in items for one in item.rests.get("evidence", ())]
    rows = EvidenceItem.objects.filter(ref__in={ref for ref, _product in brought}) if brought else None
    # Of those in one batch that bring the same, the first has it.
    whose = {} if rows is None else dict(rows.values_list("ref", "product__ref"))
    taken = [(ref, product) for ref, product in brought if whose.setdefault(ref, product) != product]
    # Of each record the first that is wrong is told.
    return {product: f"evidence {ref!r} is known already with another product" for ref, product in reversed(taken)}


def not_public() -> frozenset[str]:
    """The ids of products and projects that no record names, read once for a whole export."""
    models = (Product, _NAMED["project"])
    rows = (one._default_manager.exclude(visibility=Visibility.PUBLIC).values_list("ref", flat=True) for one in models)
    return frozenset(ref for some in rows for ref in some)


def rests_of(product: Product, unnamed: frozenset[str]) -> dict[str, Any]:
    """The lists of a product, and how far it is; what is empty is left out, and nothing `unnamed` is named."""
    rows: Mapping[str, Iterable[Any]] = {
        "evidence": product.evidence.all(), "elements": product.elements.all(),
        "recognitions": _each_once(product.recognitions.all()),
        "worksheet": [one for one in product.worksheet.all() if one.text],
        "replaces": [one for one in product.replaces.all() if is_public(one.before)],
    }  # fmt: skip
    found = {name: [restored(plain(SAID[name](row)), row.extra) for row in some] for name, some in rows.items()}
    for name, records in (product.extra.get("unplaced") or {}).items():
        found[name] += [one for one in records if one.get("id") not in unnamed]
    found["evidence"] = [_without_named(one, unnamed) for one in found["evidence"]]
    _without_others(found["elements"], {one.get("id") for one in found["evidence"]})
    own = {name: records for name, records in found.items() if records}
    return own | ({"scale": product.scale} if product.scale else {})


def _each_once(rows: Iterable[Recognition]) -> list[Recognition]:
    """What holds, and of what was taken over and ended more than once only the last."""
    found = sorted(rows, key=lambda one: (one.ended_at is None, one.pk))
    return sorted({(one.databank, one.level, one.on_date): one for one in found}.values(), key=lambda one: one.pk)


def _without_named(record: dict[str, Any], unnamed: frozenset[str]) -> dict[str, Any]:
    """An evidence item as it came in, without the project or product that is here and not for everybody."""
    if unnamed.isdisjoint((record.get("project"), record.get("product"))):
        return record
    return {name: value for name, value in record.items() if name not in ("project", "product", "title", "url")}


def _without_others(elements: list[dict[str, Any]], shown: set[Any]) -> None:
    """Evidence that does not go out is not named where an element rests on it."""
    for one in elements:
        if isinstance(one.get("evidence"), list) and not shown.issuperset(one["evidence"]):
            one["evidence"] = [ref for ref in one["evidence"] if ref in shown]


def is_public(thing: Described) -> bool:
    """Whether everybody may know of it."""
    return thing.visibility == Visibility.PUBLIC


def said_by_evidence(item: EvidenceItem) -> Said:
    """What an evidence item says; a project or product that is not for everybody is not named."""
    thing = item.project or item.other
    names = ("source", "direction", "says", "for_whom", "context", "year", "rests_on", "title", "url")
    said: Said = {"id": item.ref, **{name: getattr(item, name) for name in names}}
    if thing is not None and is_public(thing):
        said["project" if item.project else "product"] = thing.ref
    elif thing is not None:
        said |= {"title": "", "url": ""}
    return said


def said_by_element(use: ElementUse) -> Said:
    """What makes a product work, why, and which of its evidence says so."""
    evidence = [item.ref for item in use.evidence.all() if item.withdrawn_at is None]
    return {"id": use.element.slug, "title": use.element.wording, "why": use.why, "evidence": sorted(evidence)}


def said_by_recognition(one: Recognition) -> Said:
    """What a databank says, and until when."""
    ended = clock.day(one.ended_at) if one.ended_at else None
    return {"databank": one.databank, "level": one.level, "date": one.on_date, "url": one.url, "ended_on": ended,
            "ended_because": one.ended_because}  # fmt: skip


def said_by_worksheet(one: WorksheetText) -> Said:
    """What its writers say under one heading of the worksheet."""
    return {"heading": one.heading, "text": one.text}


def said_by_succession(one: Succession) -> Said:
    """Instead of which product it came, and why."""
    return {"id": one.before.ref, "reason": one.reason}


SAID: Mapping[str, Callable[[Any], Said]] = {
    "evidence": said_by_evidence, "elements": said_by_element, "recognitions": said_by_recognition,
    "worksheet": said_by_worksheet, "replaces": said_by_succession,
}  # fmt: skip
