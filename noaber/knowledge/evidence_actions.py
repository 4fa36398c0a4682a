# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on: saying it, saying it better, and withdrawing it with a reason.

An item that comes from a project makes that project an origin of the product, unless it speaks against it: then the
product did not come of it. It stays one as long as anything of that project holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies, scales
from noaber.knowledge.evidence_models import Direction, ElementUse, EvidenceItem, Recognition, RestsOn
from noaber.knowledge.models import Lift, Product
from noaber.people.models import Person
from noaber.projects.models import Project

ledger.declare(
    {
        "evidence.added": "somebody said what a product rests on, or what speaks against it",
        "evidence.changed": "what a product rests on was said better",
        "evidence.withdrawn": "what a product rested on was withdrawn, with a reason",
        "product.scale_lowered": "a product no longer has what its own scale asks for, and went down",
    }
)
MOST = 300
FIELDS = ("source", "direction", "says", "for_whom", "context", "year", "rests_on", "project", "other", "title", "url")


class Overtaken(Refused):
    """Somebody else changed the item meanwhile; `item` is how it is now."""

    def __init__(self, item: EvidenceItem) -> None:
        super().__init__(
            _("Iemand anders veranderde dit intussen. Het staat hieronder. Bewaar nog eens om jouw woorden te houden.")
        )
        self.item = item


def locked(product: Product) -> Product:
    """The product as it is now, held until the transaction ends."""
    return Product.objects.select_for_update(of=("self",)).select_related("home").get(pk=product.pk)


@transaction.atomic
def add(
    product: Product, *, facts: Mapping[str, Any], submission: str = "", by: Person | None, at: dt.datetime
) -> EvidenceItem:
    """Say one thing that a product rests on. The same `submission` again gives the same item."""
    product = locked(product)
    require(policies.may_write(by, product.home, clock.day(at)))
    if submission and (known := product.evidence.filter(submission=submission).first()):
        return known
    if product.evidence.count() >= MOST:
        raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST})
    item = EvidenceItem(product=product, submission=submission or None, by=by, at=at, changed_at=at)
    _fill(item, facts)
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        raise Refused(_("Dit is al verstuurd. Ververs de bladzijde.")) from None
    _note("evidence.added", item, before=[], by=by, at=at)
    settle(product, by=by, at=at)
    return item


@transaction.atomic
def change(
    item: EvidenceItem, *, facts: Mapping[str, Any], seen: int, by: Person | None, at: dt.datetime
) -> EvidenceItem:
    """Say it better. Whoever did not see the last change is told what it was first."""
    product = locked(item.product)
    item = _held(item, product)
    require(policies.may_write(by, product.home, clock.day(at)))
    if all(getattr(item, name) == value for name, value in facts.items()):
        return item
    if seen != item.saved:
        raise Overtaken(item)
    before = origins_of(item)
    _fill(item, facts)
    # From now on it is ours, and no import writes over it.
    item.saved, item.changed_at, item.fingerprint = item.saved + 1, at, ""
    item.save()
    _note("evidence.changed", item, before=before, by=by, at=at)
    settle(product, by=by, at=at)
    return item


@transaction.atomic
def withdraw(item: EvidenceItem, *, reason: str, by: Person | None, at: dt.datetime) -> EvidenceItem:
    """Say that it no longer holds, and why; it stays to be read with that reason. Again changes nothing."""
    product = locked(item.product)
    item = EvidenceItem.objects.select_related("product", "project").get(pk=item.pk)
    require(policies.may_write(by, product.home, clock.day(at)))
    if item.withdrawn_at is not None:
        return item
    if not reason:
        raise Refused(_("Schrijf erbij waarom het niet meer klopt."))
    before = origins_of(item)
    item.withdrawn_at, item.withdrawn_because = at, reason
    item.save()
    _note("evidence.withdrawn", item, before=before, reason=reason, by=by, at=at)
    settle(product, by=by, at=at)
    return item


def _held(item: EvidenceItem, product: Product) -> EvidenceItem:
    found = EvidenceItem.objects.select_related("product", "project").get(pk=item.pk, product=product)
    if found.withdrawn_at is not None:
        raise Refused(_("Dit is intussen ingetrokken."))
    return found


def _fill(item: EvidenceItem, facts: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in facts:
            setattr(item, name, facts[name])
    if item.rests_on != RestsOn.PROJECT:
        item.project = None
    if item.rests_on != RestsOn.PRODUCT:
        item.other = None
    if item.other_id == item.product_id:
        raise Refused(_("Een stuk kan niet op zichzelf rusten. Kies een ander stuk."))


def origins_of(item: EvidenceItem) -> list[str]:
    """The project that the product came of by this item, if any."""
    if item.project is None or item.direction == Direction.AGAINST or item.withdrawn_at is not None:
        return []
    return [f"{item.project.KIND}:{item.project.ref}"]


def projects_left(product: Product) -> set[str]:
    """The projects that a product still came of: by what it rests on, or as an insight of theirs."""
    items = product.evidence.filter(withdrawn_at__isnull=True, project__isnull=False)
    resting = items.exclude(direction=Direction.AGAINST).order_by().values_list("project__ref", flat=True)
    lifted = Lift.objects.filter(ref=product.ref).order_by().values_list("round__project__ref", flat=True)
    return {f"{Project.KIND}:{ref}" for ref in (*resting, *lifted)}


def _note(
    verb: str,
    item: EvidenceItem,
    *,
    before: list[str],
    reason: str = "",
    by: Person | None,
    at: dt.datetime,
) -> None:
    product = item.product
    data: dict[str, Any] = {"evidence": item.pk, "source": item.source, "direction": item.direction}
    if fresh := [one for one in origins_of(item) if one not in before]:
        data["origins"] = fresh
    if lost := set(before) - projects_left(product) if before else ():
        data["origins_gone"] = sorted(lost)
    home = product.home.slug if product.home else ""
    ledger.record(verb, product, by=by, at=at, werkplaats=home, reason=reason, data=data)


def settle(product: Product, *, by: Person | None, at: dt.datetime) -> None:
    """Count again what the product rests on; where its own scale asks for more than there is, it goes down."""
    product.basis = counted(product)
    was, product.scale = product.scale, scales.highest(product, product.scale)
    product.save(update_fields=["basis", "scale"])
    search.changed(product.search_kind, product.ref)
    if was != product.scale:
        home = product.home.slug if product.home else ""
        data = {"before": was, "scale": product.scale}
        ledger.record("product.scale_lowered", product, by=by, at=at, werkplaats=home, data=data)


def counted(product: Product) -> dict[str, int]:
    """How many there are of what a product rests on."""
    counts: dict[str, int] = {}
    for source in product.evidence.filter(withdrawn_at__isnull=True).order_by().values_list("source", flat=True):
        counts[source] = counts.get(source, 0) + 1
    counts["elements"] = ElementUse.objects.filter(product=product).count()
    counts["recognitions"] = Recognition.objects.filter(product=product).count()
    return {name: count for name, count in counts.items() if count}
