# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds the index. An engine receives analysed terms and plain filters; it knows nothing of Dutch or of people."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from noaber.search.documents import Document, Filters


@dataclass(frozen=True)
class Match:
    """A document that matched, by its number (see `number`), with the engine's score."""

    number: int
    score: float


@dataclass(frozen=True)
class Terms:
    """A weighted question: a document must hold one of `wanted`; `extra` terms only change the order."""

    wanted: Mapping[str, float]
    extra: Mapping[str, float]


def number(key: str) -> int:
    """A number for a key, the same on every node and for ever: what stands for a document among the engines."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


class Engine(Protocol):
    """The read side of an index. Every method answers for one consistent moment of the index."""

    def size(self) -> int:
        """How many documents the index holds."""

    def frequency(self, term: str) -> int:
        """In how many documents a term occurs."""

    def match(self, terms: Terms, filters: Filters, limit: int) -> list[Match]:
        """The best documents by BM25."""

    def browse(self, filters: Filters, limit: int, offset: int) -> list[int]:
        """Numbers of documents, newest first."""

    def count(self, terms: Terms | None, filters: Filters) -> int:
        """How many documents match."""

    def facets(self, terms: Terms | None, filters: Filters, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Per facet that is named: value to number of documents. What it gives must not be changed."""

    def facets_beside(
        self, terms: Terms, numbers: Sequence[int], filters: Filters, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        """The same for those of these documents that do not match: they were found by other means."""

    def documents(self, numbers: Sequence[int]) -> dict[int, Document]:
        """What was stored of these documents."""

    def keys(self) -> list[str]:
        """Every key."""

    def tokens(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """The indexed terms of these documents (the beginning of long ones)."""

    def numbers(self, filters: Filters, most: int) -> Sequence[int]:
        """The documents that pass, at most `most`."""

    def passing(self, numbers: Sequence[int], filters: Filters) -> set[int]:
        """Which of these documents pass the filters."""

    def prefixed(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words as written in public documents that begin with a prefix, with how many hold them, commonest first."""
