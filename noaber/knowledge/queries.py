# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about knowledge products."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber import knowledge, ledger, search
from noaber.knowledge import Used
from noaber.knowledge.models import Lift, Product, ProductFile
from noaber.people.models import Visibility
from noaber.search.documents import Hit, SearchRequest

SEARCH_KINDS = ("product", "method", "dossier")


def files_of(product: Product) -> list[ProductFile]:
    """The files that go with a product."""
    return list(product.files.all())


def steps_of(product: Product) -> list[dict[str, Any]]:
    """The trail of a product: the questions it answered, where it was learned, then the product itself."""
    answered: dict[str, dict[str, Any]] = {}
    for entry in ledger.trail(product):
        if entry.verb == "product.answered":
            answered[entry.data["question"]] = {
                "kind": "vraag",
                "label": _("Vraag"),
                "title": entry.data["title"],
                "href": entry.data["url"],
                "meta": str(entry.at.year),
                "lang": "nl",
            }
    here = {"kind": "kennis", "label": _("Kennis"), "title": _("Dit stuk"), "meta": str(product.year or "")}
    learned = learned_in(product)
    if not answered:
        return [*learned, here]
    count = len(answered)
    told = ngettext("%(count)s vraag beantwoord", "%(count)s vragen beantwoord", count) % {"count": count}
    return [*answered.values(), *learned, {**here, "meta": told}]


def learned_in(product: Product) -> list[dict[str, Any]]:
    """The public project in which a group learned what this product tells, as a step of its trail."""
    lifts = Lift.objects.filter(ref=product.ref, round__project__visibility=Visibility.PUBLIC)
    return [
        {
            "kind": "doen",
            "label": _("Leertraject"),
            "title": lift.round.project.title,
            "href": lift.round.project.get_absolute_url(),
            "meta": _("ronde %(number)s") % {"number": lift.round.number},
            "lang": lift.round.project.lang,
        }
        for lift in lifts.select_related("round__project")
    ]


def related_to(product: Product, scope: tuple[str, ...], limit: int = 4) -> list[Hit]:
    """What is about the same, by words and meaning."""
    request = SearchRequest(text=product.title, kinds=SEARCH_KINDS, person_scope=scope, limit=limit + 1, facets=())
    return [hit for hit in search.find(request).hits if hit.ref != product.ref][:limit]


def used(product: Product) -> Used | None:
    """What people did with a product, where a later room tells of it."""
    return next((source.of(product) for source in knowledge.USED_BY), None)
