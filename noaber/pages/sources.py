# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of editors as documents of the search, beside what comes from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from noaber.pages.models import ProsePage
from noaber.pages.queries import live
from noaber.search.described import themes_with_qualities
from noaber.search.documents import Document, Source

Sort = ProsePage.Sort
# As what a page is found: a column is read as news, a dossier is knowledge, the rest tells about a werkplaats.
SORTS: dict[str, tuple[str, ...]] = {
    "news": (Sort.NEWS, Sort.COLUMN),
    "dossier": (Sort.DOSSIER,),
    "page": (Sort.TEXT, Sort.PERIOD),
}
# Keys of blocks that hold no words of a page.
WITHOUT_WORDS = {"id", "type", "level", "to", "key", "kind", "theme", "werkplaats", "number", "picture"}
TAG = re.compile(r"<[^>]+>")


class ProseSource:
    """Hands over the live pages of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def refs(self) -> Iterator[str]:
        """Every ref of this kind."""
        yield from self._rows().order_by("pk").values_list("ref", flat=True).iterator(chunk_size=2000)

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs."""
        rows = self._rows().filter(ref__in=refs).select_related("werkplaats").prefetch_related("themes")
        return [self._document(page) for page in rows]

    def _rows(self) -> Any:
        return live().filter(sort__in=SORTS[self.kind])

    def _document(self, page: ProsePage) -> Document:
        day = page.day or (timezone.localdate(page.first_published_at) if page.first_published_at else None)
        return Document(
            ref=page.ref, kind=self.kind, title=page.title, summary=page.summary,
            text="\n".join(part for part in (words_of(page.body.get_prep_value()), page.byline) if part),
            lang=page.lang, year=day.year if day else None, date=day.isoformat() if day else "",
            werkplaatsen=(page.werkplaats.slug,),
            themes=themes_with_qualities(theme.slug for theme in page.themes.all()),
            type=page.sort, url=page.get_absolute_url(), example=page.example,
        )  # fmt: skip


class Together:
    """Several sources of one kind as one."""

    def __init__(self, kind: str, *sources: Source) -> None:
        self.kind, self.sources = kind, sources

    def refs(self) -> Iterator[str]:
        """Every ref of every source."""
        for source in self.sources:
            yield from source.refs()

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs, whichever source has them."""
        return [document for source in self.sources for document in source.documents(refs)]


def words_of(body: Any) -> str:
    """The words in the blocks of a page, without marks and addresses."""
    return "\n".join(html.unescape(TAG.sub(" ", words)).strip() for words in texts_of(body))


def texts_of(value: Any) -> Iterator[str]:
    """Every text in the blocks of a page that a reader reads, with its marks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in WITHOUT_WORDS:
                yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)
