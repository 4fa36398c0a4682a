# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a question becomes weights, and two ranked lists one. The measurements behind the figures: bench/search.py."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from noaber.search import text
from noaber.search.engines import Engine, Match, Terms
from noaber.search.words import ENGLISH_STOP_WORDS, STOP_WORDS

STOP_WORD_WEIGHT = 0.5
COMMONEST = 0.3
CONCEPT_WEIGHT = 0.3
MOST_TERMS = 60

# Pseudo relevance feedback (RM3): the best documents lend the question their commonest words.
FEEDBACK_DOCUMENTS = 5
FEEDBACK_TERMS = 10
FEEDBACK_SHARE = 0.4
SHORTEST_FEEDBACK = 3

# Reciprocal rank fusion: the smaller, the more the first places count.
FUSION_K = 10


def weigh(words: Sequence[text.Word], added: Sequence[str] = ()) -> Terms:
    """The terms of a question. Stop words only help to order, unless there is nothing else."""
    wanted: dict[str, float] = {}
    small: dict[str, float] = {}
    for word in words:
        target, weight = (small, STOP_WORD_WEIGHT) if text.is_stop_word(word.surface) else (wanted, 1.0)
        for term in word.terms:
            target[term] = target.get(term, 0.0) + weight
    for term in added:
        wanted.setdefault(term, CONCEPT_WEIGHT)
    if not wanted:
        wanted, small = small, {}
    return Terms(dict(list(wanted.items())[:MOST_TERMS]), dict(list(small.items())[:MOST_TERMS]))


def without_commonest(terms: Terms, engine: Engine) -> Terms:
    """Leave out stop words that stand in very many documents: they order nothing, and cost the most time."""
    most = COMMONEST * engine.size()
    kept = {term: weight for term, weight in terms.extra.items() if engine.frequency(term) <= most}
    return replace(terms, extra=kept)


def _stop_terms() -> frozenset[str]:
    return frozenset(term for word in STOP_WORDS | ENGLISH_STOP_WORDS for term in text.terms(word))


_STOP_TERMS = _stop_terms()


def _lends(term: str) -> bool:
    return term not in _STOP_TERMS and len(term) >= SHORTEST_FEEDBACK and not term.isdigit()


def expand(terms: Terms, best: Sequence[Match], engine: Engine) -> Terms:
    """The question with the words of its best answers, in proportion to its own (Abdul-Jaleel and others, 2004)."""
    leaders = [match for match in best[:FEEDBACK_DOCUMENTS] if match.score > 0]
    tokens = engine.tokens([match.number for match in leaders])
    total = sum(match.score for match in leaders)
    lent: dict[str, float] = {}
    for match in leaders:
        held = tokens.get(match.number, [])
        for term, times in Counter(held).items():
            if _lends(term):
                lent[term] = lent.get(term, 0.0) + match.score / total * times / len(held)
    strongest = dict(sorted(lent.items(), key=lambda pair: -pair[1])[:FEEDBACK_TERMS])
    if not strongest:
        return terms
    own, share = sum(terms.wanted.values()), sum(strongest.values())
    scale = FEEDBACK_SHARE / (1 - FEEDBACK_SHARE) * own / share
    wanted = dict(terms.wanted)
    for term, weight in strongest.items():
        wanted[term] = wanted.get(term, 0.0) + scale * weight
    return replace(terms, wanted=wanted)


def fuse(*lists: Sequence[int]) -> dict[int, float]:
    """The documents of all lists with their fused score, best first (Cormack and others, 2009)."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for place, one in enumerate(ranked):
            scores[one] = scores.get(one, 0.0) + 1 / (FUSION_K + place + 1)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def coverage(question: set[str], document: set[str], weights: Mapping[str, float]) -> float:
    """Which part of a question's weight a document's words cover."""
    total = sum(weights[term] for term in question)
    return sum(weights[term] for term in question & document) / total if total else 0.0
