# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a question was taken to be: its words, typing errors mended, the concepts it mentions, and its weights."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from noaber.people.models import Concept
from noaber.people.queries import current_concepts
from noaber.search import text
from noaber.search.compounds import lexicon
from noaber.search.engines import Terms
from noaber.search.explain import Asked
from noaber.search.node import Opened
from noaber.search.ranking import weigh, without_commonest
from noaber.search.spelling import MOST_WORDS, Speller
from noaber.search.thesaurus import Theme, Thesaurus

# Concepts change rarely; another process's change is seen within this time.
FRESH_FOR = 60.0


@dataclass(frozen=True)
class Question:
    """A question as it is searched. `text` is what is embedded: typing errors mended."""

    text: str
    asked: Asked
    terms: Terms
    also_searched: tuple[str, ...]
    did_you_mean: str


@dataclass(frozen=True)
class Vocabulary:
    """The words that are known at a moment."""

    thesaurus: Thesaurus
    speller: Speller | None = None


def _themes() -> Iterable[Theme]:
    rows = current_concepts().exclude(scheme=Concept.Scheme.FACET).order_by("pk")
    for slug, label, english, others, ambiguous in rows.values_list("slug", "pref_nl", "pref_en", "alt", "ambiguous"):
        yield Theme(slug, label, english, tuple(others), tuple(ambiguous))


@lru_cache(maxsize=2)
def _thesaurus(_moment: int, _generation: int) -> Thesaurus:
    return Thesaurus(_themes())


def forget() -> None:
    """Read the thesaurus anew at the next question."""
    _thesaurus.cache_clear()


@lru_cache(maxsize=2)
def _speller(_size: int, _moment: int, words: "Words") -> Speller:
    return Speller(words)


class Words:
    """Words for the speller; all of these are equal, so that the cache looks only at size and moment."""

    def __init__(self, opened: Opened, thesaurus: Thesaurus) -> None:
        self._opened, self._thesaurus = opened, thesaurus

    def __iter__(self):  # type: ignore[no-untyped-def]
        yield from self._thesaurus.words()
        yield from self._opened.engine.prefixed("", MOST_WORDS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words)

    def __hash__(self) -> int:
        return 1


def vocabulary(opened: Opened | None) -> Vocabulary:
    """The thesaurus as it is now: a change by a keeper comes along with the index, any other within a minute."""
    return Vocabulary(_thesaurus(int(time.monotonic() // FRESH_FOR), opened.generation if opened else 0))


def _known(word: text.Word, opened: Opened, thesaurus: Thesaurus) -> bool:
    """The index holds it, or a dictionary does: a good word that no document holds is no typing error."""
    return (
        text.is_stop_word(word.surface)
        or thesaurus.holds(word.surface)
        or text.fold(word.surface) in lexicon()
        or any(opened.engine.frequency(term) for term in word.terms)
    )


def mended(asked: str, words: Iterable[text.Word], opened: Opened, thesaurus: Thesaurus) -> str:
    """The question with unknown words replaced by the likeliest known one; the same question when all are known."""
    pieces, at = [], 0
    for word in words:
        if _known(word, opened, thesaurus):
            continue
        size = opened.engine.size() // 100
        speller = _speller(size, int(time.monotonic() // 600), Words(opened, thesaurus))
        better = speller.correct(text.fold(word.surface))
        if better:
            pieces += [asked[at : word.start], better]
            at = word.end
    return "".join([*pieces, asked[at:]])


def understand(asked: str, opened: Opened) -> Question:
    """Analyse a question once; everything that follows uses this."""
    thesaurus = vocabulary(opened).thesaurus
    words = tuple(text.words(asked))
    better = mended(asked, words, opened, thesaurus)
    if better != asked:
        words = (*words, *(word for word in text.words(better) if word.terms not in {one.terms for one in words}))
    mentions = tuple(thesaurus.mentioned(better))
    also = tuple(dict.fromkeys(mention.other_word for mention in mentions if mention.other_word))
    added = [term for label in also for word in text.words(label) for term in word.terms]
    weights = weigh(words, [term for term in added if not text.is_stop_word(term)])
    terms = without_commonest(weights, opened.engine)
    return Question(better, Asked(words, mentions), terms, also, better if better != asked else "")
