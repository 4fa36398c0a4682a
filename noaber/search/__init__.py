# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding: one question field over everything the network knows.

Words: a *document* is anything that can be found, handed over by the *source* of its kind; the *outbox* says which
documents changed; the *engine* holds the index; a *hit* is a document in an answer, with the reasons why it is there.
A *saved search* is a list that somebody wants to hear about; an *alert* is a document that is new to it; a list that
can be saved is *watchable*.

Invariants: the database is the truth and the index can always be built anew from it; visibility is a filter inside
the engine; a missing embedding, a damaged index or odd input never makes a search fail; words become terms in
`text` only. Known by: questions and every room above it. Knows: people (themes), base.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from noaber.search.documents import (
    Document,
    Facet,
    FacetValue,
    Findings,
    Hit,
    Progress,
    SearchRequest,
    Source,
)

__all__ = [
    "SOURCES", "WATCHABLE", "Document", "Facet", "FacetValue", "Findings", "Hit", "Progress", "SearchRequest", "Source",
    "Watchable", "asked_in_vain", "catch_up", "changed", "find", "known_answers", "register", "removed",
    "same_questions", "suggest", "watchable",
]  # fmt: skip


@dataclass(frozen=True)
class Watchable:
    """A list that can be saved: what it is called, which choices of its address count, and what these ask for."""

    label: Any
    names: tuple[str, ...]
    read: Callable[[Mapping[str, str]], SearchRequest]
    address: Callable[[Mapping[str, str]], str]
    types: Mapping[str, Any] = field(default_factory=dict)


SOURCES: dict[str, Source] = {}
WATCHABLE: dict[str, Watchable] = {}


def watchable(name: str, page: Watchable) -> None:
    """Let the list with this address name be saved; called from an app's `ready`."""
    WATCHABLE[name] = page


def register(kind: str, source: Source) -> None:
    """Make the documents of a kind findable; called from an app's `ready`."""
    SOURCES[kind] = source


def changed(kind: str, ref: str) -> None:
    """Have a document indexed again after the current transaction."""
    from noaber.search import actions

    actions.changed(kind, ref)


def removed(kind: str, ref: str) -> None:
    """Have a document taken out of the index after the current transaction."""
    from noaber.search import actions

    actions.removed(kind, ref)


def catch_up() -> int:
    """Index all that waits, now; returns how many documents were looked at."""
    from noaber.search import actions

    return actions.catch_up()


def find(request: SearchRequest) -> Findings:
    """Answer a question, or browse when there is none."""
    from noaber.search import queries

    return queries.find(request)


def asked_in_vain(text: str, *, at: datetime) -> None:
    """Remember a question of which no document holds a word (the find page calls it; typing along does not)."""
    from noaber.search import actions

    actions.note_zero_hit(text, at=at)


def same_questions(text: str, limit: int = 5, exclude: Sequence[str] = (), *, kind: str = "question") -> list[Hit]:
    """Public questions (or things of another kind) that may be the same as this one, likeliest first."""
    from noaber.search import queries

    return queries.same_questions(text, limit, exclude, kind=kind)


def known_answers(text: str, limit: int = 3) -> list[Hit]:
    """Public knowledge that may answer this."""
    from noaber.search import queries

    return queries.known_answers(text, limit)


def suggest(prefix: str) -> list[str]:
    """Words that the question may go on with."""
    from noaber.search import queries

    return queries.suggest(prefix)
