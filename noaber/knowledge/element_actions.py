# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Active ingredients (werkzame elementen): putting one with a product, saying why it works, and what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies
from noaber.knowledge.evidence_actions import locked, settle
from noaber.knowledge.evidence_models import Element, ElementUse
from noaber.knowledge.models import Product
from noaber.people.models import Person

ledger.declare(
    {
        "element.attached": "an active ingredient was put with a product",
        "element.use_changed": "why an active ingredient works in a product was said anew",
        "element.detached": "an active ingredient was taken from a product",
        "element.explained": "it was written what an active ingredient is",
    }
)
MOST = 30
SLUG = 60


@transaction.atomic
def attach(
    product: Product,
    *,
    wording: str,
    why: str = "",
    evidence: Collection[int] = (),
    by: Person | None,
    at: dt.datetime,
) -> ElementUse:
    """Put an element with a product, known or new; one that is there already stays as it is."""
    product = locked(product)
    require(policies.may_write(by, product.home, clock.day(at)))
    element = named_element(wording, by=by, at=at)
    if known := product.elements.filter(element=element).first():
        return known
    if product.elements.count() >= MOST:
        raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST})
    use = ElementUse.objects.create(product=product, element=element, why=why, by=by, at=at)
    use.evidence.set(product.evidence.filter(pk__in=evidence))
    _note("element.attached", product, use, by=by, at=at)
    settle(product, by=by, at=at)
    return use


def named_element(wording: str, *, by: Person | None, at: dt.datetime) -> Element:
    """The element in these words, whatever capitals and spaces; a new one when there is none."""
    wording = " ".join(wording.split())
    if not wording:
        raise Refused(_("Zeg in een paar woorden wat er werkt."))
    key = wording.casefold()
    if known := Element.objects.filter(key=key).first():
        return known
    slug = slugify(wording)[:SLUG].strip("-")
    if not slug or Element.objects.filter(slug=slug).exists():
        slug = slug_for(wording[:SLUG], new_ref("e"))
    try:
        with transaction.atomic():
            return Element.objects.create(slug=slug, wording=wording, key=key, by=by, at=at)
    except IntegrityError:
        # Somebody else named it at the same moment.
        return Element.objects.get(key=key)


@transaction.atomic
def change_use(
    use: ElementUse, *, why: str, evidence: Collection[int], by: Person | None, at: dt.datetime
) -> ElementUse:
    """Say anew why it works in this product, and which evidence says so."""
    product = locked(use.product)
    require(policies.may_write(by, product.home, clock.day(at)))
    found = product.elements.filter(pk=use.pk).first()
    if found is None:
        raise Refused(_("Dit is intussen weggehaald."))
    # From now on it is ours, and no import writes over it.
    found.why, found.fingerprint = why, ""
    found.save()
    found.evidence.set(product.evidence.filter(pk__in=evidence))
    _note("element.use_changed", product, found, by=by, at=at)
    return found


@transaction.atomic
def detach(use: ElementUse, *, by: Person | None, at: dt.datetime) -> None:
    """Take it from the product; the element stays for others. Again changes nothing."""
    product = locked(use.product)
    require(policies.may_write(by, product.home, clock.day(at)))
    found = product.elements.filter(pk=use.pk).first()
    if found is not None:
        _note("element.detached", product, found, by=by, at=at)
        found.delete()
        settle(product, by=by, at=at)


@transaction.atomic
def explain(element: Element, *, explanation: str, seen: str, by: Person | None, at: dt.datetime) -> Element:
    """Write what it is, for everybody; `seen` is the explanation that was on the screen."""
    require(policies.may_explain(by, clock.day(at)))
    element = Element.objects.select_for_update().get(pk=element.pk)
    if element.explanation == explanation:
        return element
    if element.explanation != seen:
        raise Refused(
            _("Iemand anders schreef intussen: “%(text)s” Bewaar nog eens om jouw woorden te houden.")
            % {"text": element.explanation}
        )
    # From now on it is ours, and no import writes over it.
    element.explanation, element.fingerprint = explanation, ""
    element.save()
    ledger.record("element.explained", element, by=by, at=at)
    return element


def _note(verb: str, product: Product, use: ElementUse, *, by: Person | None, at: dt.datetime) -> None:
    home = product.home.slug if product.home else ""
    data: dict[str, Any] = {"element": use.element.slug, "wording": use.element.wording}
    ledger.record(verb, product, by=by, at=at, werkplaats=home, data=data)
