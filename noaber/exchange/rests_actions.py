# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in what products rest on: each list of a record is laid beside the rows that are here.

What came in before and is no longer in the record goes as it would by hand: evidence is withdrawn, a recognition ends.
What was said here stays. What refers to something that is not here is kept as it was, and tried again next time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import search
from noaber.exchange.format import Item
from noaber.exchange.leftover import leftover
from noaber.exchange.rests_format import Entry, told_of_rests
from noaber.exchange.rests_queries import SAID
from noaber.exchange.shapes import Rejected, noon, plain
from noaber.knowledge import scales
from noaber.knowledge.element_actions import named_element
from noaber.knowledge.evidence_actions import counted, locked, projects_left
from noaber.knowledge.evidence_models import ElementUse, EvidenceItem, Recognition, WorksheetText
from noaber.knowledge.lineage_actions import later_than
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import Product
from noaber.ledger.actions import record_many
from noaber.loop.actions import refresh
from noaber.people.models import Person
from noaber.projects.models import Project

# The print of what an import withdrew: it may come back with one.
GONE = "gone"
PLAIN = ("source", "direction", "says", "for_whom", "context", "year", "rests_on", "title", "url")


@dataclass(slots=True)
class _Laying:
    """One product with the lists of its record, and what else is needed to lay them beside what is here."""

    product: Product
    rests: Mapping[str, Sequence[Entry]]
    projects: Mapping[str, Project]
    products: Mapping[str, Product]
    by: Person | None
    at: dt.datetime
    changed: bool = False
    whole: bool = True
    unplaced: dict[str, list[Any]] = field(default_factory=dict)

    def of(self, name: str) -> Sequence[Entry]:
        """The objects of one list."""
        return self.rests.get(name, ())

    def save(self, row: Any, name: str, entry: Entry) -> None:
        """Write a row with what its object says, once all that it says is in it."""
        row.extra = leftover(entry.record, plain(SAID[name](row)))
        row.fingerprint = entry.fingerprint
        row.save()
        self.changed = True


@transaction.atomic
def take_in_rests(items: Iterable[Item], *, by: Person | None, at: dt.datetime) -> dict[str, str]:
    """Lay what the records say that products rest on beside what is here; why some were rejected, by ref."""
    wanted = {item.ref: item for item in items if item.kind == "product"}
    rows = {one.ref: one for one in Product.objects.filter(ref__in=list(wanted)).order_by("pk")}
    stamps = {ref: row.basis_fingerprint for ref, row in rows.items()}
    changed = [wanted[ref] for ref, stamp in stamps.items() if stamp != wanted[ref].fingerprint]
    waiting = [item for item in changed if stamps[item.ref] or told_of_rests(item.record)]
    projects, products = _referred(waiting)
    rejected: dict[str, str] = {}
    told: list[tuple[str, str, Mapping[str, Any]]] = []
    for item in waiting:
        try:
            with transaction.atomic():
                laying = _Laying(locked(rows[item.ref]), item.rests, projects, products, by, at)
                told += _lay(laying, item)
        except Rejected as rejection:
            rejected[item.ref] = rejection.reason
    record_many("exchange.recorded", told, by=by, at=at)
    if told:
        refresh(Product.KIND, [key.partition(":")[2] for key, _home, _data in told])
    return rejected


def _referred(items: Sequence[Item]) -> tuple[dict[str, Project], dict[str, Product]]:
    """The projects and products that these records refer to and that are here."""
    evidence = [entry.said for item in items for entry in item.rests.get("evidence", ())]
    before = [entry.said["id"] for item in items for entry in item.rests.get("replaces", ())]
    projects = Project.objects.filter(ref__in={said["project"] for said in evidence if said["project"]})
    products = Product.objects.filter(ref__in={*before, *(said["product"] for said in evidence if said["product"])})
    return {one.ref: one for one in projects}, {one.ref: one for one in products}


def _lay(laying: _Laying, item: Item) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Lay every list; what the ledger is told of it."""
    product = laying.product
    before = _origins(product)
    _evidence(laying)
    _elements(laying)
    _recognitions(laying)
    _worksheet(laying)
    _replaces(laying)
    product.basis = counted(product)
    was, product.scale = product.scale, item.scale or scales.highest(product, product.scale)
    laying.changed |= was != product.scale
    product.basis_fingerprint = item.fingerprint if laying.whole else "unplaced"
    product.extra = {name: value for name, value in product.extra.items() if name != "unplaced"}
    product.extra |= {"unplaced": laying.unplaced} if laying.unplaced else {}
    product.save(update_fields=["basis", "scale", "basis_fingerprint", "extra", "has_lineage"])
    if not laying.changed:
        return []
    search.changed(product.search_kind, product.ref)
    after = _origins(product)
    data: dict[str, Any] = {"rests": product.basis}
    data |= {"origins": sorted(after - before)} if after - before else {}
    data |= {"origins_gone": sorted(before - after)} if before - after else {}
    return [(f"{Product.KIND}:{product.ref}", product.home.slug if product.home else "", data)]


def _origins(product: Product) -> set[str]:
    before = product.replaces.order_by().values_list("before__ref", flat=True)
    return {*projects_left(product), *(f"{Product.KIND}:{ref}" for ref in before)}


def not_there_any_more() -> str:
    """Why something goes that came in before."""
    return _("Staat niet meer in de bron waar het vandaan kwam.")


def _evidence(laying: _Laying) -> None:
    entries = laying.of("evidence")
    known = {one.ref: one for one in EvidenceItem.objects.filter(ref__in=[entry.said["id"] for entry in entries])}
    for entry in entries:
        said = entry.said
        row = known.get(said["id"])
        if row is not None and row.product_id != laying.product.pk:
            raise Rejected(f"evidence {said['id']!r} is known already with another product")
        if row is not None and not row.fingerprint:
            # It was said here, or changed or withdrawn by somebody here who had a reason.
            continue
        project, other = laying.projects.get(said["project"]), laying.products.get(said["product"])
        laying.whole &= bool(project) == bool(said["project"]) and bool(other) == bool(said["product"])
        there = (project.pk if project else None, other.pk if other else None)
        if row is not None and row.withdrawn_at is not None and row.fingerprint != GONE:
            # It was withdrawn here.
            continue
        if row is not None and row.fingerprint == entry.fingerprint and (row.project_id, row.other_id) == there:
            continue
        row = row or EvidenceItem(ref=said["id"], product=laying.product, at=laying.at)
        for name in PLAIN:
            setattr(row, name, said[name])
        row.project, row.other, row.changed_at, row.saved = project, other, laying.at, row.saved + 1
        row.withdrawn_at, row.withdrawn_because = None, ""
        laying.save(row, "evidence", entry)
    here = laying.product.evidence.filter(withdrawn_at__isnull=True).exclude(fingerprint="")
    gone = here.exclude(ref__in=[entry.said["id"] for entry in entries])
    why = {"withdrawn_at": laying.at, "withdrawn_because": not_there_any_more(), "fingerprint": GONE}
    laying.changed |= bool(gone.update(**why))


def _elements(laying: _Laying) -> None:
    items = {one.ref: one for one in laying.product.evidence.all()}
    rows = {one.element.key: one for one in laying.product.elements.select_related("element")}
    for entry in laying.of("elements"):
        row = rows.pop(entry.key[0], None)
        if row is not None and row.fingerprint in ("", entry.fingerprint):
            continue
        element = named_element(entry.said["title"], by=laying.by, at=laying.at)
        row = row or ElementUse(product=laying.product, element=element, by=laying.by, at=laying.at)
        row.why = entry.said["why"]
        row.save()
        row.evidence.set([items[ref] for ref in entry.said["evidence"] if ref in items])
        laying.save(row, "elements", entry)
    for row in rows.values():
        if row.fingerprint:
            row.delete()
            laying.changed = True


def _recognitions(laying: _Laying) -> None:
    # What still holds comes last, and is the one that is meant.
    found = sorted(laying.product.recognitions.all(), key=lambda one: (one.ended_at is None, one.pk))
    rows: dict[tuple[str, ...], Recognition] = {
        (one.databank, one.level, one.on_date.isoformat()): one for one in found
    }
    for entry in laying.of("recognitions"):
        row, said = rows.pop(entry.key, None), entry.said
        if row is not None and row.fingerprint in ("", entry.fingerprint):
            continue
        row = row or Recognition(product=laying.product, by=laying.by, at=laying.at)
        row.databank, row.level, row.on_date, row.url = said["databank"], said["level"], said["date"], said["url"]
        row.ended_at, row.ended_because = noon(said["ended_on"]), said["ended_because"]
        laying.save(row, "recognitions", entry)
    for row in rows.values():
        if row.fingerprint and row.ended_at is None:
            row.ended_at, row.ended_because = laying.at, not_there_any_more()
            row.save()
            laying.changed = True


def _worksheet(laying: _Laying) -> None:
    rows = {one.heading: one for one in laying.product.worksheet.all()}
    for entry in laying.of("worksheet"):
        row = rows.get(entry.said["heading"])
        if row is not None and (row.fingerprint == entry.fingerprint or (row.text and not row.fingerprint)):
            # What its writers wrote here themselves is not written over.
            continue
        row = row or WorksheetText(product=laying.product, heading=entry.said["heading"], saved=0)
        row.text, row.saved, row.changed_by, row.changed_at = entry.said["text"], row.saved + 1, laying.by, laying.at
        laying.save(row, "worksheet", entry)


def _replaces(laying: _Laying) -> None:
    if laying.of("replaces"):
        # Two lines that would close a ring together are never drawn at the same time: this row is the gate.
        Product.objects.select_for_update(of=("self",)).order_by("pk")[:1].get()
    rows = {one.before.ref: one for one in laying.product.replaces.select_related("before")}
    for entry in laying.of("replaces"):
        before, row = laying.products.get(entry.said["id"]), rows.pop(entry.said["id"], None)
        if before is None or (row is None and before.pk in later_than(laying.product)):
            laying.whole = False
            laying.unplaced.setdefault("replaces", []).append(entry.record)
            continue
        if row is not None and row.fingerprint in ("", entry.fingerprint):
            continue
        row = row or Succession(before=before, after=laying.product, by=laying.by, at=laying.at)
        row.reason = entry.said["reason"]
        laying.save(row, "replaces", entry)
        Product.objects.filter(pk=before.pk).update(has_lineage=True)
        laying.product.has_lineage = True
    for row in rows.values():
        if row.fingerprint:
            row.delete()
            laying.changed = True
