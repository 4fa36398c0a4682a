# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search set, the measures, and a small BM25 to take the text analysis apart with."""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from noaber.search import ranking, text
from noaber.search.documents import Document

SET = Path(__file__).parent / "data" / "searchset"
K1, B = 1.2, 0.75
Run = Mapping[str, Sequence[str]]


def lines(name: str) -> list[dict[str, Any]]:
    """One file of the search set."""
    return [json.loads(line) for line in (SET / name).read_text(encoding="utf-8").splitlines() if line]


def documents() -> list[Document]:
    """The documents of the search set."""
    return [
        Document(ref=one["id"], kind="product", title=one["title"], summary=one["text"], url=one["url"])
        for one in lines("docs.jsonl")
    ]


def questions() -> dict[str, str]:
    """The questions by id."""
    return {one["id"]: one["text"] for one in lines("queries.jsonl")}


def judged() -> dict[str, dict[str, int]]:
    """Question to document to grade, of the questions that are in the set (a few were kept back)."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    asked = questions()
    for one in lines("qrels.jsonl"):
        if one["query"] not in asked:
            continue
        grades[one["query"]][one["doc"]] = one["grade"]
    return grades


class StaticSource:
    """Documents held in memory, handed over as an app would."""

    def __init__(self, kind: str, held: Iterable[Document]) -> None:
        self.kind = kind
        self.held = {document.ref: document for document in held}

    def refs(self) -> Iterable[str]:
        return list(self.held)

    def documents(self, refs: Sequence[str]) -> Iterable[Document]:
        return [self.held[ref] for ref in refs if ref in self.held]


def ndcg(run: Run, *, exponential: bool = False, depth: int = 10) -> dict[str, float]:
    """nDCG of every question: log2 discount, what was not judged counts nothing, linear gain unless asked."""
    gain: Callable[[int], int] = (lambda grade: 2**grade - 1) if exponential else (lambda grade: grade)
    scores = {}
    for question, grades in judged().items():
        got = [gain(grades.get(ref, 0)) for ref in run.get(question, [])[:depth]]
        best = sorted((gain(grade) for grade in grades.values()), reverse=True)[:depth]
        scores[question] = discounted(got) / discounted(best)
    return scores


def discounted(gains: Iterable[int]) -> float:
    """Discounted cumulative gain."""
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def mean(values: Iterable[float]) -> float:
    """The mean."""
    kept = list(values)
    return sum(kept) / len(kept)


def p95(values: Iterable[float]) -> float:
    """The 95th percentile."""
    kept = sorted(values)
    return kept[min(len(kept) - 1, math.ceil(0.95 * len(kept)) - 1)]


def better(first: Mapping[str, float], second: Mapping[str, float], rounds: int = 10_000) -> float:
    """How likely a difference this large is by chance (paired randomisation, two-sided)."""
    dice = random.Random(1)
    differences = [second[one] - first[one] for one in first]
    real = abs(sum(differences))
    hits = sum(
        abs(sum(value if dice.random() < 0.5 else -value for value in differences)) >= real - 1e-12
        for _round in range(rounds)
    )
    return (hits + 1) / (rounds + 1)


def interval(values: Mapping[str, float], rounds: int = 2_000) -> tuple[float, float]:
    """A 95 % bootstrap interval of the mean over questions."""
    dice, kept = random.Random(2), list(values.values())
    means = sorted(mean(dice.choices(kept, k=len(kept))) for _round in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds)]


class Bm25:
    """BM25 over tokens, as the engine has it, for analyses that the product does not use."""

    def __init__(self, held: Mapping[str, Sequence[str]]) -> None:
        self.counts = {ref: Counter(tokens) for ref, tokens in held.items()}
        self.lengths = {ref: len(tokens) for ref, tokens in held.items()}
        self.usual = mean(self.lengths.values())
        spread = Counter(token for counts in self.counts.values() for token in counts)
        size = len(held)
        self.weights = {token: math.log(1 + (size - many + 0.5) / (many + 0.5)) for token, many in spread.items()}

    def run(self, asked: Mapping[str, float]) -> list[str]:
        """Refs, best first."""
        scores = {ref: self._score(ref, counts, asked) for ref, counts in self.counts.items()}
        return [ref for ref in sorted(scores, key=lambda ref: -scores[ref]) if scores[ref] > 0]

    def _score(self, ref: str, counts: Counter[str], asked: Mapping[str, float]) -> float:
        longer = K1 * (1 - B + B * self.lengths[ref] / self.usual)
        return sum(
            weight * self.weights[term] * counts[term] * (K1 + 1) / (counts[term] + longer)
            for term, weight in asked.items()
            if counts[term]
        )


def ablation() -> dict[str, dict[str, float]]:
    """nDCG@10 per question of each step of the analysis, without and with it."""
    analyses: dict[str, Callable[[text.Word], tuple[str, ...]]] = {
        "words as written": lambda word: (text.fold(word.surface),),
        "+ lemma and stem": lambda word: (text.stem(word.surface),),
        "+ compound parts": lambda word: word.terms,
    }
    found = {name: ndcg(_run(analysis, weighed=False)) for name, analysis in analyses.items()}
    found["+ stop words at half weight"] = ndcg(_run(analyses["+ compound parts"], weighed=True))
    return found


def _run(analysis: Callable[[text.Word], tuple[str, ...]], *, weighed: bool) -> dict[str, list[str]]:
    def tokens(told: str) -> list[str]:
        return [term for word in text.words(told) for term in analysis(word)]

    index = Bm25({one.ref: tokens(one.title) * 2 + tokens(one.body) for one in documents()})
    run = {}
    for name, asked in questions().items():
        weights: dict[str, float] = {}
        for word in text.words(asked):
            half = weighed and text.is_stop_word(word.surface)
            for term in analysis(word):
                weights[term] = weights.get(term, 0.0) + (ranking.STOP_WORD_WEIGHT if half else 1.0)
        run[name] = index.run(weights)
    return run
