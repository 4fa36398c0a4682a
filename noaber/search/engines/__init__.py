# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds the index. An engine receives analysed terms and plain filters; it knows nothing of Dutch or of people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from noaber.search.documents import Document, Filters


@dataclass(frozen=True)
class Match:
    """A document that matched, with the engine's score."""

    key: str
    score: float


@dataclass(frozen=True)
class Terms:
    """A weighted question: a document must hold one of `wanted`; `extra` terms only change the order.

    Documents with a number in `also` are counted too, whatever words they hold: they were found by other means.
    """

    wanted: Mapping[str, float]
    extra: Mapping[str, float]
    also: Sequence[int] = ()


class Engine(Protocol):
    """The read side of an index. Every method answers for one consistent moment of the index."""

    def size(self) -> int:
        """How many documents the index holds."""

    def frequency(self, term: str) -> int:
        """In how many documents a term occurs."""

    def match(self, terms: Terms, filters: Filters, limit: int) -> list[Match]:
        """The best documents by BM25."""

    def browse(self, filters: Filters, limit: int, offset: int) -> list[str]:
        """Keys of documents, newest first."""

    def count(self, terms: Terms | None, filters: Filters) -> int:
        """How many documents match."""

    def facets(self, terms: Terms | None, filters: Filters, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Per facet that is named: value to number of documents. What it gives must not be changed."""

    def documents(self, keys: Sequence[str]) -> dict[str, Document]:
        """What was stored of these documents."""

    def keys(self) -> list[str]:
        """Every key."""

    def tokens(self, keys: Sequence[str]) -> dict[str, list[str]]:
        """The indexed terms of these documents (the beginning of long ones)."""

    def numbers(self, filters: Filters, most: int) -> Sequence[int]:
        """The numbers (see `number`) of the documents that pass, at most `most`."""

    def passing(self, numbers: Sequence[int], filters: Filters) -> dict[int, str]:
        """Which of these numbers pass the filters, each with its key."""

    def prefixed(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words as written in public documents that begin with a prefix, with how many hold them, commonest first."""


class Writer(Protocol):
    """The write side: one process at a time."""

    def replace(self, documents: Iterable[Document], gone: Iterable[str]) -> None:
        """Put documents in the place of their earlier versions and take others out."""

    def commit(self) -> None:
        """Make all of it findable at once."""
