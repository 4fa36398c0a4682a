# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search the other way round: a few new documents, and very many lists that somebody waits for.

The new documents make a small index in memory; each different list is looked up in it once, whoever and however many
wait for it. So a day's work grows with what is new and with what is asked, never with all that is known.

A mail must be right: a list shows everything that shares a word with the question, an alert only what covers most of
it. A word is met by itself, by a compound that holds it, by all its own parts, or by its theme.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from noaber.search import text
from noaber.search.documents import Document, Filters, SearchRequest
from noaber.search.explain import Asked
from noaber.search.node import node
from noaber.search.thesaurus import Mention, Theme, Thesaurus

# Which part of a question a document must cover, of its words and of their weight: of two words both, of three two.
ENOUGH = 0.6
WORDS = "words"

Holding = tuple[str, str]
Weigh = Callable[[str], float]


@dataclass(frozen=True)
class Need:
    """One word of a question: everything that meets it, and how much it weighs. Each way is a set of terms."""

    ways: tuple[frozenset[Holding], ...]
    weight: float


@dataclass(frozen=True)
class Wanted:
    """A list that somebody waits for, as it is matched. Who may see what is not part of it."""

    needs: tuple[Need, ...]
    filters: Filters
    asked: Asked


def weighing() -> Weigh:
    """How much a term says: the rarer among all documents, the more. One look-up a term."""
    opened, known = node().opened(), dict[str, float]()
    size = opened.engine.size() if opened else 0

    def weight(term: str) -> float:
        if term not in known:
            many = opened.engine.frequency(term) if opened else 0
            known[term] = math.log(1 + (size - many + 0.5) / (many + 0.5)) if size else 1.0
        return known[term]

    return weight


def wanted(request: SearchRequest, thesaurus: Thesaurus, weight: Weigh) -> Wanted:
    """What a list asks for, taken apart."""
    asked = " ".join(request.text.split())[:500]
    words = tuple(text.words(asked))
    question = Asked(words, tuple(thesaurus.mentioned(asked)))
    by_form = {form: mention for mention in question.mentions for form in text.lemmas(mention.label)}
    needs = []
    for word in question.content:
        mention = by_form.get(text.lemma(word.surface))
        needs.append(Need(tuple(_ways(word, mention)), max(weight(word.terms[0]), 0.01)))
    return Wanted(tuple(needs), request.filters, question)


def _ways(word: text.Word, mention: Mention | None) -> Iterable[frozenset[Holding]]:
    whole, *parts = word.terms
    yield frozenset({(WORDS, whole)})
    if parts:
        yield frozenset((WORDS, part) for part in parts)
    if mention and mention.label not in mention.theme.ambiguous:
        yield frozenset({("themes", mention.theme.slug)})
        yield from _labels(mention.theme)


def _labels(theme: Theme) -> Iterable[frozenset[Holding]]:
    for label in theme.labels:
        if label not in theme.ambiguous:
            held = [word.terms[0] for word in text.words(label) if not text.is_stop_word(word.surface)]
            if held:
                yield frozenset((WORDS, term) for term in held)


class Batch:
    """New documents by what they hold."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: Sequence[Document] = list(documents)
        self._holding: dict[Holding, set[int]] = {}
        for place, document in enumerate(self.documents):
            for held in _held(document):
                self._holding.setdefault(held, set()).add(place)

    def matching(self, one: Wanted) -> list[Document]:
        """The documents that the list would show and that cover the question well."""
        passing = self._passing(one.filters)
        if passing is not None and not passing:
            return []
        if one.needs:
            covering = self._covering(one.needs)
            passing = covering if passing is None else passing & covering
        elif passing is None:
            passing = set(range(len(self.documents)))
        return [self.documents[place] for place in sorted(passing) if _in_years(self.documents[place], one.filters)]

    def _covering(self, needs: Sequence[Need]) -> set[int]:
        weights, words = dict[int, float](), dict[int, int]()
        for need in needs:
            for place in self._one_of(self._all_of(way) for way in need.ways):
                weights[place] = weights.get(place, 0.0) + need.weight
                words[place] = words.get(place, 0) + 1
        # One rare word may weigh more than all others together; alone it is not enough.
        enough = ENOUGH * sum(need.weight for need in needs) - 1e-9
        return {place for place, many in words.items() if many >= ENOUGH * len(needs) and weights[place] >= enough}

    def _passing(self, filters: Filters) -> set[int] | None:
        """Which documents the filters leave; None when there is no filter."""
        groups = [
            [("kind", kind) for kind in filters.kinds],
            [("themes", theme) for theme in filters.themes],
            *([(name, value)] for name, value in _single(filters) if value),
        ]
        sets = [self._one_of(self._holding.get(one, set()) for one in group) for group in groups if group]
        return reduce(set.__and__, sets) if sets else None

    def _all_of(self, way: frozenset[Holding]) -> set[int]:
        return reduce(set.__and__, (self._holding.get(one, set()) for one in way))

    def _one_of(self, sets: Iterable[set[int]]) -> set[int]:
        return set().union(*sets)


def _held(document: Document) -> Iterable[Holding]:
    for term in {*text.analysed(document.title), *text.analysed(document.body)}:
        yield WORDS, term
    for name in ("kind", "perspective", "type", "state", "lang"):
        yield name, getattr(document, name)
    for name in ("werkplaatsen", "themes"):
        yield from ((name, value) for value in getattr(document, name))


def _single(filters: Filters) -> list[Holding]:
    return [
        ("werkplaatsen", filters.werkplaats), ("themes", filters.theme), ("themes", filters.quality),
        ("perspective", filters.perspective), ("type", filters.type), ("state", filters.state), ("lang", filters.lang),
    ]  # fmt: skip


def _in_years(document: Document, filters: Filters) -> bool:
    if filters.year_from is None and filters.year_to is None:
        return True
    year = document.year
    return year is not None and (filters.year_from or 0) <= year <= (filters.year_to or 9999)
