# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Products as documents of the search index: with what is in their files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from noaber.knowledge.models import Product
from noaber.people.models import Described
from noaber.search.described import DescribedSource
from noaber.search.documents import Document

# What is found of one product in all its files together.
MOST_TEXT = 300_000


class ProductSource(DescribedSource):
    """Hands over products, with their own fields, what they rest on, and the text of the public files."""

    def _rows(self) -> Any:
        return super()._rows().prefetch_related("files", "evidence", "elements__element")

    def _document(self, thing: Described) -> Document:
        document = super()._document(thing)
        assert isinstance(thing, Product)
        own = [thing.what, thing.audience, thing.experience, thing.practice, thing.science]
        own += [use.element.wording for use in thing.elements.all()]
        own += [item.says for item in thing.evidence.all() if item.withdrawn_at is None]
        files = [part for file in thing.files.all() for part in (file.description, file.text) if part]
        return replace(document, text="\n".join(filter(None, [document.text, *own, "\n".join(files)[:MOST_TEXT]])))
