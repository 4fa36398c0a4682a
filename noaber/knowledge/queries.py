# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about knowledge products."""

from __future__ import annotations

from noaber import knowledge, search
from noaber.knowledge import Used
from noaber.knowledge.models import Product, ProductFile
from noaber.search.documents import Hit, SearchRequest

SEARCH_KINDS = ("product", "method", "dossier")


def files_of(product: Product) -> list[ProductFile]:
    """The files that go with a product."""
    return list(product.files.all())


def related_to(product: Product, scope: tuple[str, ...], limit: int = 4) -> list[Hit]:
    """What is about the same, by words and meaning."""
    request = SearchRequest(text=product.title, kinds=SEARCH_KINDS, person_scope=scope, limit=limit + 1, facets=())
    return [hit for hit in search.find(request).hits if hit.ref != product.ref][:limit]


def used(product: Product) -> Used | None:
    """What people did with a product, where a later room tells of it."""
    return next((source.of(product) for source in knowledge.USED_BY), None)
