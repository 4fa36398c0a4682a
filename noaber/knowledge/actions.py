# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only writers of knowledge products (records from elsewhere come in through the exchange)."""

from __future__ import annotations

import datetime as dt
import mimetypes
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from noaber import ledger, search
from noaber.base import clock
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.knowledge.in_loop import loop_facts
from noaber.knowledge.models import Product, ProductFile
from noaber.people.models import Person, Werkplaats
from noaber.people.policies import may_coordinate, may_manage_network

ledger.declare(
    {
        "product.recorded": "a knowledge product was recorded or changed",
        "product.file_added": "a file was added to a knowledge product",
        "product.answered": "a question was answered with this knowledge product",
    }
)


@transaction.atomic
def record_product(
    title: str, *, ref: str = "", home: Werkplaats | None = None, by: Person | None, at: dt.datetime, **facts: Any
) -> Product:
    """Record or change a product, known by its ref; its address stays."""
    require(may_manage_network(by) or may_coordinate(by, home, clock.day(at)))
    product = Product.objects.select_for_update().filter(ref=ref).first() if ref else None
    if product is None:
        ref = ref or new_ref("k")
        product = Product(ref=ref, slug=slug_for(title, ref), created_at=at)
    elif product.home != home:
        require(may_manage_network(by) or may_coordinate(by, product.home, clock.day(at)))
    found_as = product.search_kind
    product.title, product.home, product.updated_at = title, home, at
    for field, value in facts.items():
        setattr(product, field, value)
    try:
        product.clean_fields(exclude=["slug"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    product.save()
    if product.search_kind != found_as:
        search.removed(found_as, product.ref)
    search.changed(product.search_kind, product.ref)
    told = loop_facts(product)
    ledger.record("product.recorded", product, by=by, at=at, werkplaats=home.slug if home else "", data=told)
    return product


@transaction.atomic
def add_file(product: Product, *, file: File[Any], name: str = "", by: Person | None, at: dt.datetime) -> ProductFile:
    """Put a file with a product."""
    require(may_manage_network(by) or may_coordinate(by, product.home, clock.day(at)))
    name = name or file.name or "bestand"
    added = ProductFile.objects.create(
        product=product, file=file, name=name[:200], size=file.size, mime=mimetypes.guess_type(name)[0] or ""
    )
    ledger.record("product.file_added", product, by=by, at=at, data={"name": added.name})
    return added


@transaction.atomic
def note_answered(ref: str, *, question: str, title: str, url: str, by: Person | None, at: dt.datetime) -> None:
    """Remember in the trail of a product that it answered a question."""
    product = Product.objects.filter(ref=ref).first()
    if product is not None:
        data = {"question": question, "title": title, "url": url, "origins": [f"question:{question}"]}
        ledger.record("product.answered", product, by=by, at=at, data=data)
