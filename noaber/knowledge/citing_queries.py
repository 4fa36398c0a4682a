# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be cited: one product, one version, or what a list shows now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Max, Q

from noaber import search
from noaber.knowledge.citation import Cited, of_product
from noaber.knowledge.models import Product, VersionState
from noaber.knowledge.queries import SEARCH_KINDS
from noaber.people.models import AnyPerson
from noaber.people.queries import scope_of, theme_labels
from noaber.search.listing import wanted

# What one list gives at a time; a longer one is narrowed first.
MOST = 200


def numbered(person: AnyPerson) -> Any:
    """The products that a person may read, each with the number of its newest version."""
    rows = Product.objects.visible_to(person).select_related("home").prefetch_related("themes")
    return rows.annotate(newest=Max("versions__number", filter=Q(versions__state=VersionState.PUBLISHED)))


def cited(product: Any) -> Cited:
    """A product of `numbered` as it is cited."""
    words = theme_labels()
    themes = [words[theme.slug] for theme in product.themes.all() if theme.slug in words]
    return of_product(product, number=product.newest, themes=sorted(themes))


def of_list(query: Mapping[str, str], person: AnyPerson) -> list[Cited]:
    """What a list with these filters shows, in its order, at most `MOST`."""
    asked = wanted(SEARCH_KINDS, query)
    sort = "relevance" if asked.text else "newest"
    asked = replace(asked, person_scope=scope_of(person), limit=MOST, sort=sort, facets=())
    refs = [hit.ref for hit in search.find(asked).hits]
    found = {product.ref: product for product in numbered(person).filter(ref__in=refs)}
    return [cited(found[ref]) for ref in refs if ref in found]


def on_page(product: Product, themes: Iterable[tuple[str, str]], versions: list[Any]) -> Cited:
    """What a page cites, with what the page knows already."""
    number = versions[0].number if versions else None
    return of_product(product, number=number, themes=[label for _slug, label in themes])
