# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers from the index: find, browse, the same question asked before, and words to go on with."""

import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from noaber.search import explain, ranking, text, vectors
from noaber.search.documents import (
    FACETS,
    Document,
    Facet,
    FacetValue,
    Filters,
    Findings,
    Hit,
    Progress,
    SearchRequest,
)
from noaber.search.engines import Match, Terms, number
from noaber.search.models import Embedding, Outbox
from noaber.search.node import Opened, node
from noaber.search.understanding import Question, understand, vocabulary

# Per facet: value to number of documents.
Counts = dict[str, dict[str, int]]

DEPTH = 100
LONGEST_QUESTION = 1_000
MOST_ANSWERS = 300
# Up to so many documents the filter comes before the scan; beyond, more are taken and filtered after.
FEW_ENOUGH = 10_000
MOST_TAKEN = 3_000
# Of e5 vectors everything is a little alike: what is much farther than the nearest is no answer.
MARGIN = 0.06
FARTHEST = 0.80
COVERED_ENOUGH = 0.4
COVERAGE_COUNTS = 0.1


@dataclass(frozen=True)
class Ranked:
    """Documents with their scores, best first, and the cosines of those near in meaning."""

    scores: dict[int, float]
    near: dict[int, float]
    mode: str
    in_vain: bool = False
    counts: Counts = field(default_factory=dict)


def find(request: SearchRequest) -> Findings:
    """Answer a question, or browse when there is none."""
    start = time.perf_counter()
    opened = node().opened()
    if opened is None:
        return Findings(mode="lexical")
    asked = " ".join(request.text.replace("\x00", " ").split())[:LONGEST_QUESTION]
    filters = request.filters
    if not asked:
        return _browse(opened, request, start)
    question = understand(asked, opened)
    ranked = _rank(opened, question, filters, max(DEPTH, request.offset + request.limit), request.facets)
    hits = _hits(_page(ranked, opened, request), ranked, question)
    total = sum(ranked.counts["kind"].values()) if "kind" in ranked.counts else len(ranked.scores)
    return Findings(
        hits, total, _facets(ranked.counts), question.also_searched, question.did_you_mean,
        (time.perf_counter() - start) * 1000, ranked.mode, in_vain=ranked.in_vain,
    )  # fmt: skip


def _page(ranked: Ranked, opened: Opened, request: SearchRequest) -> list[Document]:
    """The documents of one page, in the order asked for."""
    numbers = list(ranked.scores)
    if request.sort == "newest":
        every = opened.engine.documents(numbers)
        numbers.sort(key=lambda one: every[one].date or str(every[one].year or ""), reverse=True)
    numbers = numbers[request.offset : request.offset + max(request.limit, 0)]
    found = opened.engine.documents(numbers)
    page = [found[one] for one in numbers if one in found]
    return _of_each(page, request.each) if request.each else page


def _of_each(page: Sequence[Document], most: int) -> list[Document]:
    """The first documents of each kind, in the same order."""
    seen = Counter[str]()
    kept = []
    for document in page:
        seen[document.kind] += 1
        if seen[document.kind] <= most:
            kept.append(document)
    return kept


def _browse(opened: Opened, request: SearchRequest, start: float) -> Findings:
    filters = request.filters
    numbers = opened.engine.browse(filters, max(request.limit, 0), max(request.offset, 0))
    found = opened.engine.documents(numbers)
    hits = [plain_hit(found[one]) for one in numbers if one in found]
    facets = _facets(opened.engine.facets(None, filters, request.facets))
    took = (time.perf_counter() - start) * 1000
    return Findings(hits, opened.engine.count(None, filters), facets, took_ms=took, mode="browse")


def _rank(opened: Opened, question: Question, filters: Filters, depth: int, facets: Sequence[str] = ()) -> Ranked:
    """The answer, also when it was given before: to a next page, to a filter taken away, to who asks the same."""
    words = tuple(question.terms.wanted.items()), tuple(question.terms.extra.items())
    # The meanings come later than the words, to this process and to the index.
    meaning = len(opened.matrix), vectors.available()
    asked = question.text, words, filters, depth, tuple(facets), meaning
    ranked: Ranked | None = opened.answered.get(asked)
    if ranked is None:
        ranked = _ranked(opened, question, filters, depth, facets)
        if len(opened.answered) >= MOST_ANSWERS:
            opened.answered.clear()
        opened.answered[asked] = ranked
    return ranked


def _ranked(opened: Opened, question: Question, filters: Filters, depth: int, facets: Sequence[str]) -> Ranked:
    """The lexical list, widened by its own best answers, fused with the list by meaning.

    The meaning is computed beside the lexical search: both leave the interpreter to others while they count.
    """
    nearing = _beside().submit(_nearest, opened, question.text, filters) if question.asked.words else None
    first = opened.engine.match(question.terms, filters, ranking.FEEDBACK_DOCUMENTS)
    lexical = [match.number for match in _widened(opened, question.terms, first, filters, depth)]
    counts = opened.engine.facets(question.terms, filters, facets)
    near = _seen(opened, nearing.result(), filters, DEPTH) if nearing else {}
    scores = ranking.fuse(lexical, list(near)) if near else ranking.fuse(lexical)
    # What is counted is what is listed: documents with the words of the question, and those found by other means.
    others = opened.engine.facets_beside(question.terms, list(scores), filters, facets)
    return Ranked(scores, near, "hybrid" if near else "lexical", not first, _added(counts, others))


def _added(counts: Counts, others: Counts) -> Counts:
    """The sums of two countings of different documents."""
    return {name: dict(Counter(found) + Counter(others.get(name, {}))) for name, found in counts.items()}


@cache
def _beside() -> ThreadPoolExecutor:
    """Threads of this process; made at the first question, so after the web processes have parted."""
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="noaber-meaning")


def _widened(opened: Opened, terms: Terms, first: list[Match], filters: Filters, depth: int) -> list[Match]:
    if not first:
        return []
    return opened.engine.match(ranking.expand(terms, first, opened.engine), filters, depth)


def _nearest(opened: Opened, asked: str, filters: Filters) -> list[tuple[int, float]]:
    """Documents near in meaning with their cosines, nearest first; more than needed where filters leave few."""
    if not len(opened.matrix) or not vectors.available():
        return []
    asked_vector = vectors.of_question(asked)
    many = opened.engine.count(None, filters)
    if many <= FEW_ENOUGH:
        among = opened.engine.numbers(filters, max(many, 1))
        return opened.matrix.nearest(asked_vector, DEPTH, among)
    take = math.ceil(DEPTH * 1.5 * opened.engine.size() / many)
    return opened.matrix.nearest(asked_vector, min(take, MOST_TAKEN))


def _seen(opened: Opened, nearest: list[tuple[int, float]], filters: Filters, most: int) -> dict[int, float]:
    """Those that may be seen. The engine itself says which."""
    passing = opened.engine.passing([found for found, _cosine in nearest], filters)
    near = {found: cosine for found, cosine in nearest if found in passing}
    floor = max(max(near.values(), default=0.0) - MARGIN, FARTHEST)
    return dict([pair for pair in near.items() if pair[1] >= floor][:most])


def _facets(counts: dict[str, dict[str, int]]) -> tuple[Facet, ...]:
    """Facets with the commonest value first, years newest first."""
    facets = []
    for name in FACETS:
        values = [FacetValue(value, count) for value, count in counts.get(name, {}).items() if value]
        values.sort(key=lambda one: (-int(one.value) if name == "year" else -one.count, one.value))
        facets.append(Facet(name, tuple(values)))
    return tuple(facets)


def plain_hit(document: Document, score: float = 0.0) -> Hit:
    """A document as an answer, without reasons."""
    return Hit(
        ref=document.ref, kind=document.kind, title=document.title, url=document.url, summary=document.summary,
        score=score, why=[], snippet=explain.snippet(document.summary or document.text, ()),
        title_marked=explain.marked(document.title, ()), year=document.year, date=document.date,
        lang=document.lang, werkplaatsen=document.werkplaatsen, themes=document.themes,
        organisations=document.organisations, perspective=document.perspective, type=document.type,
        state=document.state, example=document.example,
    )  # fmt: skip


def _hits(page: Iterable[Document], ranked: Ranked, question: Question) -> list[Hit]:
    """Hits with their reasons and their marks."""
    sought = explain.Sought.of(question.asked)
    return [_hit(document, ranked, question, sought) for document in page]


def _hit(document: Document, ranked: Ranked, question: Question, sought: explain.Sought) -> Hit:
    own = number(document.key)
    plain = plain_hit(document, round(ranked.scores.get(own, 0.0), 5))
    told = document.body
    in_title, in_body = explain.found_in(document.title, sought), explain.found_in(told, sought)
    similar = own in ranked.near
    values = vars(plain) | {
        "why": explain.reasons(document, [*in_title, *in_body], question.asked, similar=similar),
        "snippet": explain.snippet(told, in_body),
        "title_marked": explain.marked(document.title, in_title),
    }
    return Hit(**values)


def same_questions(asked: str, limit: int = 5, exclude: Sequence[str] = (), *, kind: str = "question") -> list[Hit]:
    """Public questions that may be the same, likeliest first: suggestions, never a reason to merge or to stop."""
    opened = node().opened()
    asked = " ".join(asked.replace("\x00", " ").split())[:LONGEST_QUESTION]
    if opened is None or not asked:
        return []
    question, filters = understand(asked, opened), Filters(kinds=(kind,))
    nearing = _beside().submit(_nearest, opened, question.text, filters)
    lexical = {match.number: match.score for match in opened.engine.match(question.terms, filters, 50)}
    covered = _coverage(opened, question, list(lexical))
    near = _seen(opened, nearing.result(), filters, 50)
    covered |= _coverage(opened, question, [one for one in near if one not in covered])
    scores = {
        one: near.get(one, FARTHEST) + (COVERAGE_COUNTS * share if share >= COVERED_ENOUGH else 0)
        for one, share in covered.items()
        if one in near or share >= COVERED_ENOUGH
    }
    best = sorted(scores, key=lambda one: (-scores[one], -lexical.get(one, 0.0)))[: limit + len(exclude)]
    found = opened.engine.documents(best)
    likeliest = [found[one] for one in best if one in found and found[one].ref not in exclude]
    return _hits(likeliest[:limit], Ranked(scores, near, "hybrid"), question)


def _coverage(opened: Opened, question: Question, numbers: Sequence[int]) -> dict[int, float]:
    """Which part of the question's weight each document covers, a rare word weighing more."""
    size, own = opened.engine.size(), set(question.terms.wanted)
    frequency = {term: opened.engine.frequency(term) for term in own}
    weights = {term: math.log(1 + (size - many + 0.5) / (many + 0.5)) for term, many in frequency.items()}
    tokens = opened.engine.tokens(numbers)
    return {one: ranking.coverage(own, set(held), weights) for one, held in tokens.items()}


def known_answers(asked: str, limit: int = 3) -> list[Hit]:
    """Public knowledge that may answer this."""
    opened = node().opened()
    asked = " ".join(asked.replace("\x00", " ").split())[:LONGEST_QUESTION]
    if opened is None or not asked:
        return []
    question = understand(asked, opened)
    request = SearchRequest(asked, kinds=("product", "method", "dossier"), limit=limit, facets=())
    ranked = _rank(opened, question, request.filters, DEPTH)
    return _hits(_page(ranked, opened, request), ranked, question)


def suggest(prefix: str, limit: int = 8) -> list[str]:
    """The question so far with its last word or label completed; only words of public titles and of the thesaurus."""
    opened = node().opened()
    typed = " ".join(prefix.replace("\x00", " ").split())[:100]
    if len(typed) < 2:
        return []
    labels = vocabulary(opened).thesaurus.starting_with(typed, limit)
    before, _space, last = typed.rpartition(" ")
    words = opened.engine.prefixed(text.fold(last), limit) if opened and len(last) >= 2 else []
    completed = [f"{before} {word}".strip() for word, _times in words if word != text.fold(last)]
    return list(dict.fromkeys([*labels, *completed]))[:limit]


def progress() -> Progress:
    """How much is findable, and of how much the meaning is known."""
    here = node()
    state, opened = here.state(), here.opened()
    waiting = Outbox.objects.filter(seq__gt=state.seq).count()
    if opened is None:
        problem = here.problem or "There is no search index yet."
        return Progress(waiting=waiting, healthy=False, problem=problem)
    size = opened.engine.size()
    embedded = min(size, Embedding.objects.filter(model=vectors.MODEL, seq__lte=state.vectors_seq).count())
    return Progress(size, waiting, embedded, size if vectors.installed() else 0)


def generation() -> int:
    """Changes whenever the index does."""
    return node().state().generation
