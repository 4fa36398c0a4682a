# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Aids for tests: an index of their own, and documents without an app behind them."""

import itertools
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from noaber import search
from noaber.base import clock
from noaber.search import saved_actions, understanding
from noaber.search.documents import Document
from noaber.search.models import SavedSearch
from noaber.search.node import Node, elsewhere


class HeldSource:
    """Documents held in memory, handed over as an app would."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.held: dict[str, Document] = {}

    def refs(self) -> Iterable[str]:
        return list(self.held)

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        return [self.held[ref] for ref in refs if ref in self.held]


class Shelf:
    """Put documents in the search, of any kind."""

    def __init__(self) -> None:
        self.sources: dict[str, HeldSource] = {}

    def put(self, *documents: Document) -> None:
        """Write documents and their outbox rows; `catch_up` makes them findable."""
        for document in documents:
            source = self.sources.setdefault(document.kind, HeldSource(document.kind))
            search.SOURCES[document.kind] = source
            source.held[document.ref] = document
            search.changed(document.kind, document.ref)

    def take(self, kind: str, ref: str) -> None:
        """Take a document away."""
        del self.sources[kind].held[ref]
        search.removed(kind, ref)


def make_document(ref: str = "p-1", **values: Any) -> Document:
    """A public piece of knowledge, with whatever a test needs otherwise."""
    kept = {"kind": "product", "title": "Iets anders", "url": f"/kennis/{ref}/"} | values
    return Document(ref=ref, **kept)


def make_saved_search(
    email: str = "lotte@example.org", *, page: str = "find", often: str = "daily", confirmed: bool = True, **chosen: str
) -> SavedSearch:
    """Somebody without an account who follows a list."""
    given, at = chosen or {"q": "schulden"}, clock.now()
    saved = saved_actions.ask_saved(page, given=given, often=often, consent="Ja", email=email, by=None, at=at)
    return saved_actions.confirm_saved(saved, by=None, at=at) if confirmed else saved


@pytest.fixture(autouse=True)
def own_index(_indexes: Iterator[Path]) -> Iterator[Node]:
    """An empty index for each test: an index that stays would not fit a database that is rolled back."""
    understanding.forget()
    understanding._speller.cache_clear()
    with elsewhere(next(_indexes)) as here:
        yield here
    if here.root.exists():
        shutil.rmtree(here.root)


@pytest.fixture(scope="session")
def _indexes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are made only when a test writes in them."""
    base = tmp_path_factory.mktemp("indexes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture
def shelf(own_index: Node) -> Iterator[Shelf]:
    """A search that holds nothing but what a test puts in it."""
    before = dict(search.SOURCES)
    search.SOURCES.clear()
    yield Shelf()
    search.SOURCES.clear()
    search.SOURCES.update(before)


@pytest.fixture
def by_words(settings: Any) -> None:
    """As where no sentence model is installed."""
    settings.EMBEDDINGS = False
