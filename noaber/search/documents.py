# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes into the search and what comes out: plain frozen values, no tables and no engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

KINDS = ("question", "product", "project", "meeting", "organisation", "method", "dossier", "news", "werkplaats", "page",
         "period", "agenda_item", "use", "story", "change")  # fmt: skip
FACETS = ("kind", "werkplaatsen", "themes", "year", "perspective", "type", "state", "lang")
PUBLIC = "public"
HIDDEN = "hidden"


@dataclass(frozen=True)
class Document:
    """Something that can be found."""

    ref: str
    kind: str
    title: str
    summary: str = ""
    text: str = ""
    lang: str = "nl"
    year: int | None = None
    date: str = ""
    werkplaatsen: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    perspective: str = ""
    type: str = ""
    state: str = ""
    organisations: tuple[str, ...] = ()
    url: str = ""
    visibility: str = PUBLIC
    example: bool = False

    @property
    def key(self) -> str:
        """Kind and ref: unique in the index."""
        return f"{self.kind}:{self.ref}"

    @property
    def body(self) -> str:
        """Everything but the title."""
        return "\n".join(part for part in (self.summary, self.text, " ".join(self.organisations)) if part)

    @property
    def meaning(self) -> str:
        """What is embedded: the title and the first 400 characters."""
        told = " ".join(part for part in (self.summary, self.text) if part)
        return f"{self.title[:300]}. {told[:400]}"


class Source(Protocol):
    """Where an app hands over its documents."""

    kind: str

    def refs(self) -> Iterable[str]:
        """Every ref that may be findable."""

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        """The documents of these refs; one that is gone is simply not among them."""


@dataclass(frozen=True)
class Filters:
    """What a document must be, apart from its words. Empty means: anything. The scope is never empty."""

    kinds: tuple[str, ...] = ()
    werkplaats: str = ""
    theme: str = ""
    quality: str = ""
    year_from: int | None = None
    year_to: int | None = None
    perspective: str = ""
    state: str = ""
    type: str = ""
    lang: str = ""
    scope: tuple[str, ...] = (PUBLIC,)
    # One of these: a theme with everything under it.
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchRequest:
    """A question with its filters. With an empty text: browse, newest first. Counting `facets` and saying why a hit is
    here cost time: name the facets that will be shown, and with `each` how many answers of one kind (0: all)."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    werkplaats: str = ""
    theme: str = ""
    quality: str = ""
    year_from: int | None = None
    year_to: int | None = None
    perspective: str = ""
    state: str = ""
    type: str = ""
    lang: str = ""
    person_scope: tuple[str, ...] = (PUBLIC,)
    limit: int = 10
    offset: int = 0
    each: int = 0
    sort: str = "relevance"
    facets: tuple[str, ...] = FACETS
    themes: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters:
        """The filters alone. Nobody's scope reaches what is hidden."""
        scope = tuple(name for name in self.person_scope if name != HIDDEN) or (PUBLIC,)
        return Filters(
            tuple(self.kinds), self.werkplaats, self.theme, self.quality, self.year_from, self.year_to,
            self.perspective, self.state, self.type, self.lang, scope, tuple(self.themes),
        )  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """One answer, with why it is here. `snippet` and `title_marked` are safe HTML."""

    ref: str
    kind: str
    title: str
    url: str
    summary: str = ""
    score: float = 0.0
    why: list[str] = field(default_factory=list)
    snippet: str = ""
    title_marked: str = ""
    year: int | None = None
    date: str = ""
    lang: str = "nl"
    werkplaatsen: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    perspective: str = ""
    type: str = ""
    state: str = ""
    example: bool = False


@dataclass(frozen=True)
class FacetValue:
    """One choice in a filter and how many answers it would leave."""

    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One filter with its choices, the commonest first."""

    name: str
    values: tuple[FacetValue, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What a search found. `mode` is "hybrid", "lexical" or "browse"; `in_vain`: no document holds any of the words."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: tuple[Facet, ...] = ()
    also_searched: tuple[str, ...] = ()
    did_you_mean: str = ""
    took_ms: float = 0.0
    mode: str = "lexical"
    in_vain: bool = False

    def facet(self, name: str) -> Facet:
        """One filter by name; without choices where there are none."""
        return next((one for one in self.facets if one.name == name), Facet(name))


@dataclass(frozen=True)
class Progress:
    """How far the index is."""

    indexed: int = 0
    waiting: int = 0
    embedded: int = 0
    embeddable: int = 0
    healthy: bool = True
    problem: str = ""

    @property
    def complete(self) -> bool:
        """Everything is findable, also by meaning."""
        return self.healthy and not self.waiting and self.embedded >= self.embeddable
