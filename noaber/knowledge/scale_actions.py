# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a product is: by its writers on our own scale, and as a national databank judged it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.knowledge import policies, scales
from noaber.knowledge.evidence_actions import locked, settle
from noaber.knowledge.evidence_models import Recognition
from noaber.knowledge.evidence_queries import databank_of
from noaber.knowledge.models import Product
from noaber.people.models import Person

ledger.declare(
    {
        "product.scale_set": "its writers said how far a product is on our own scale",
        "product.recognised": "what a national databank says of a product was taken over, with date and address",
        "product.recognition_ended": "what a national databank said of a product no longer holds",
    }
)


@transaction.atomic
def set_scale(product: Product, *, scale: str, by: Person | None, at: dt.datetime) -> Product:
    """Say how far it is; only as far as what is there allows. The same again changes nothing."""
    product = locked(product)
    require(policies.may_write(by, product.home, clock.day(at)))
    require(scales.holds(product, scale))
    if product.scale == scale:
        return product
    data = {"before": product.scale, "scale": scale}
    product.scale = scale
    product.save(update_fields=["scale"])
    _note("product.scale_set", product, data, by=by, at=at)
    return product


@transaction.atomic
def recognise(
    product: Product, *, databank: str, level: str, on_date: dt.date, url: str, by: Person | None, at: dt.datetime
) -> Recognition:
    """Take over what a databank says, with the date and where it stands. The same again is the same."""
    product = locked(product)
    require(policies.may_recognise(by, product, clock.day(at)))
    if on_date > clock.day(at):
        raise Refused(_("Deze datum is nog niet geweest. Neem de datum over van de databank."))
    if databank_of(url) != databank:
        raise Refused(
            _("Dit adres is niet van deze databank. Neem het adres over van de pagina waar het oordeel staat.")
        )
    same = {"databank": databank, "level": level, "on_date": on_date, "ended_at": None}
    if known := product.recognitions.filter(**same).first():
        return known
    made = Recognition.objects.create(product=product, url=url, by=by, at=at, **same)
    data = {"recognition": made.pk, "databank": databank, "level": level, "on": on_date.isoformat(), "url": url}
    _note("product.recognised", product, data, by=by, at=at)
    settle(product, by=by, at=at)
    return made


@transaction.atomic
def end_recognition(recognition: Recognition, *, reason: str, by: Person | None, at: dt.datetime) -> Recognition:
    """Say that it no longer holds, or was taken over wrongly; it stays in the history. Again changes nothing."""
    product = locked(recognition.product)
    require(policies.may_recognise(by, product, clock.day(at)))
    recognition = Recognition.objects.get(pk=recognition.pk)
    if recognition.ended_at is not None:
        return recognition
    if not reason:
        raise Refused(_("Schrijf erbij waarom het niet meer klopt."))
    recognition.ended_at, recognition.ended_because = at, reason
    recognition.save()
    _note("product.recognition_ended", product, {"recognition": recognition.pk}, reason=reason, by=by, at=at)
    return recognition


def _note(
    verb: str, product: Product, data: Mapping[str, object], *, reason: str = "", by: Person | None, at: dt.datetime
) -> None:
    home = product.home.slug if product.home else ""
    ledger.record(verb, product, by=by, at=at, werkplaats=home, reason=reason, data=data)
