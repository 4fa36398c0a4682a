# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the search: quality on the search set, speed at 100,000 documents, and recovery after kill -9.

    ./run bench search [--documents 100000] [--no-page]

Everything happens in a data folder that is thrown away. The last line is one JSON object.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

FOLDER = tempfile.TemporaryDirectory(prefix="noaber-bench-")
os.environ.setdefault("NOABER_DATA", FOLDER.name)
os.environ.setdefault("NOABER_SECRET", "only for measuring")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
os.environ.setdefault("OMP_NUM_THREADS", "1")
# The find page itself is measured, not its copy in the page cache.
os.environ["NOABER_PAGE_CACHE"] = "0"

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench import _quality as quality  # noqa: E402
from noaber import search  # noqa: E402
from noaber.base import clock  # noqa: E402
from noaber.exchange import demo  # noqa: E402
from noaber.search import actions, node, queries, text, vectors  # noqa: E402
from noaber.search.documents import Document, SearchRequest  # noqa: E402
from noaber.search.engines import number  # noqa: E402
from noaber.search.models import Embedding  # noqa: E402

REPEATS = 5


def say(line: str) -> None:
    """One line of the report."""
    print(line, flush=True)


@contextlib.contextmanager
def corpus(name: str, documents: list[Document], kind: str = "product") -> Iterator[quality.StaticSource]:
    """An index of its own with only these documents."""
    search.SOURCES.clear()
    # All indexes here share one database, which in a real copy belongs to one index.
    Embedding.objects.all().delete()
    source = quality.StaticSource(kind, documents)
    search.register(kind, source)
    with node.elsewhere(Path(os.environ["NOABER_DATA"]) / name):
        yield source


@contextlib.contextmanager
def by_words_only() -> Iterator[None]:
    """As where no model is installed."""
    before, settings.EMBEDDINGS = settings.EMBEDDINGS, False
    try:
        yield
    finally:
        settings.EMBEDDINGS = before


def answers() -> tuple[dict[str, list[str]], list[float]]:
    """The refs found for every question of the set, and how long each took."""
    run, took = {}, []
    for name, asked in quality.questions().items():
        found = search.find(SearchRequest(asked, limit=10))
        run[name] = [hit.ref for hit in found.hits]
        took.append(found.took_ms)
    return run, took


def measure_quality() -> dict[str, Any]:
    """nDCG@10 of what a reader gets, and what each step adds."""
    with corpus("quality", quality.documents()):
        actions.prepare()
        while actions.embed_waiting(5):
            pass
        steps = quality.ablation()
        with by_words_only():
            lexical, _took = answers()
        hybrid, _took = answers()
        steps["+ feedback and concepts (lexical)"] = quality.ndcg(lexical)
        steps["+ meaning (hybrid)"] = quality.ndcg(hybrid)
    say(f"\nnDCG@10, linear gain, {len(quality.questions())} questions, {len(quality.documents())} documents")
    before: dict[str, float] | None = None
    for name, scores in steps.items():
        low, high = quality.interval(scores)
        chance = f"  p = {quality.better(before, scores):.4f}" if before else ""
        say(f"  {name:36} {quality.mean(scores.values()):.4f}  [{low:.2f} – {high:.2f}]{chance}")
        before = scores
    missed = [name for name, refs in hybrid.items() if not any(quality.judged()[name].get(ref, 0) >= 2 for ref in refs)]
    figures = {
        "ndcg10_lexical": quality.mean(steps["+ feedback and concepts (lexical)"].values()),
        "ndcg10_hybrid": quality.mean(steps["+ meaning (hybrid)"].values()),
        "ndcg10_lexical_exponential": quality.mean(quality.ndcg(lexical, exponential=True).values()),
        "ndcg10_hybrid_exponential": quality.mean(quality.ndcg(hybrid, exponential=True).values()),
        "questions_without_good_answer": len(missed),
        "ablation": {name: round(quality.mean(scores.values()), 4) for name, scores in steps.items()},
    }
    return figures


def measure_same_questions() -> dict[str, float]:
    """How often the same question is among the first three, and how well likeness separates."""
    pairs = quality.lines("paraphrases.jsonl")
    stored = list(dict.fromkeys(pair["a"] for pair in pairs))
    documents = [Document(ref=f"v-{place}", kind="question", title=one) for place, one in enumerate(stored)]
    refs = {one.title: one.ref for one in documents}
    hits: dict[str, list[bool]] = {}
    took, like, unlike = [], [], []
    with corpus("questions", documents, "question"):
        actions.prepare()
        while actions.embed_waiting(5):
            pass
        for pair in pairs:
            start = time.perf_counter()
            found = search.same_questions(pair["b"], limit=len(stored))
            took.append((time.perf_counter() - start) * 1000)
            scores = {hit.ref: hit.score for hit in found}
            hits.setdefault(pair["kind"], []).append(refs[pair["a"]] in list(scores)[:3])
            if pair["kind"] == "paraphrase_no_shared_words":
                like.append(scores.get(refs[pair["a"]], 0.0))
                unlike += [scores.get(one.ref, 0.0) for one in documents if one.ref != refs[pair["a"]]]
    auc = statistics.fmean((mine > other) + 0.5 * (mine == other) for mine in like for other in unlike)
    figures = {
        "same_question_r3_ordinary": statistics.fmean(hits["ordinary_duplicate"]),
        "same_question_r3_paraphrase": statistics.fmean(hits["paraphrase_no_shared_words"]),
        "same_question_auc_paraphrase": auc,
        "p95_ms_same_question_small": quality.p95(took),
    }
    say("\nsame questions: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    return figures


def recombined(count: int) -> list[Document]:
    """Documents made of sentences of the texts at hand, with the spread of kinds and werkplaatsen of a real network."""
    dice = random.Random(3)
    told = [(one.title, [piece + "." for piece in one.body.split(". ")]) for one in quality.documents()]
    kinds = ["product"] * 5 + ["news"] * 3 + ["project"] * 2 + ["question", "meeting", "organisation"]
    made = []
    for place in range(count):
        (title, _own), (_other, first), (_third, second) = (dice.choice(told) for _time in range(3))
        pieces = dice.sample(first, min(3, len(first))) + dice.sample(second, min(2, len(second)))
        made.append(
            Document(
                ref=f"r-{place}", kind=dice.choice(kinds), title=title, summary=" ".join(pieces),
                year=2008 + place % 18, date=f"{2008 + place % 18}-0{1 + place % 9}-11",
                werkplaatsen=(f"werkplaats-{dice.randrange(17)}",), themes=(f"thema-{dice.randrange(300)}",),
                url=f"/kennis/r-{place}/",
            )
        )  # fmt: skip
    return made


def noisy_meanings(documents: list[Document]) -> None:
    """Vectors for the large corpus: real ones of the small set, each with noise. Said so in the report."""
    dice = np.random.default_rng(4)
    real = vectors.of_passages([one.meaning for one in quality.documents()])
    for start in range(0, len(documents), 5_000):
        piece = documents[start : start + 5_000]
        rows = real[dice.integers(0, len(real), len(piece))] + dice.normal(0, 0.012, (len(piece), vectors.SIZE))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        opened = node.node().opened()
        assert opened is not None
        with node.node().writing():
            opened.matrix.add([number(one.key) for one in piece], rows.astype(np.float32))
            node.node().keep(node.node().state())


class Mixed(quality.StaticSource):
    """All kinds of the recombined corpus from one source."""

    def refs(self) -> list[str]:
        return [one.ref for one in self.held.values() if one.kind == self.kind]


def measure_speed(count: int) -> dict[str, float]:
    """Build, search, and change one document among many."""
    documents = recombined(count)
    figures: dict[str, float] = {"documents": count}
    with corpus("large", documents):
        search.SOURCES.clear()
        for kind in sorted({one.kind for one in documents}):
            search.register(kind, Mixed(kind, documents))
        start = time.perf_counter()
        actions.prepare()
        figures["rebuild_seconds"] = time.perf_counter() - start
        size = sum(path.stat().st_size for path in node.node().root.rglob("*") if path.is_file())
        figures["index_megabytes"] = size / 1e6
        say(f"\n{count} documents recombined from the search set: built in {figures['rebuild_seconds']:.1f} s")
        figures |= _speed("lexical", by_words=True)
        noisy_meanings(documents)
        say("vectors at this size are noisy copies of real ones")
        figures |= _speed("hybrid", by_words=False)
        figures |= _typing()
        figures |= _found_after_write(documents[0])
    for name, value in figures.items():
        say(f"  {name:32} {value:.2f}")
    return figures


def forget_answers(*, meanings: bool = True) -> None:
    """As if nobody asked this before."""
    opened = node.node().opened()
    if opened is not None:
        opened.answered.clear()
    if meanings:
        vectors.of_question.cache_clear()


def _speed(name: str, *, by_words: bool) -> dict[str, float]:
    """Every question several times, plain and with filters; nothing is kept between times but the word caches."""
    took = []
    with by_words_only() if by_words else contextlib.nullcontext():
        search.find(SearchRequest("opwarmen van de motor"))
        for turn in range(REPEATS):
            for asked in quality.questions().values():
                forget_answers()
                plain = SearchRequest(asked, limit=20)
                filtered = replace(plain, werkplaats=f"werkplaats-{turn}"), replace(plain, kinds=("news",))
                start = time.perf_counter()
                search.find((plain, *filtered)[turn % 3])
                took.append((time.perf_counter() - start) * 1000)
    medians = [statistics.median(took[place :: len(quality.questions())]) for place in range(len(quality.questions()))]
    return {
        f"p50_ms_{name}": statistics.median(took),
        f"p95_ms_{name}": quality.p95(took),
        f"p95_ms_{name}_of_medians": quality.p95(medians),
    }


def _typing() -> dict[str, float]:
    """Same questions and known answers while somebody types."""
    took: dict[str, list[float]] = {"same_question": [], "known_answers": [], "suggest": []}
    for asked in [*quality.questions().values()] * REPEATS:
        for name, ask in (("same_question", search.same_questions), ("suggest", search.suggest)):
            forget_answers()
            start = time.perf_counter()
            ask(asked)
            took[name].append((time.perf_counter() - start) * 1000)
        # Known answers are asked right after, with the meaning of the same words at hand.
        queries.same_questions(asked)
        forget_answers(meanings=False)
        start = time.perf_counter()
        search.known_answers(asked)
        took["known_answers"].append((time.perf_counter() - start) * 1000)
    return {f"p95_ms_{name}": quality.p95(values) for name, values in took.items()}


def _found_after_write(document: Document) -> dict[str, float]:
    """From the moment a change is written until it is found, without the second that the worker may wait."""
    source = search.SOURCES[document.kind]
    assert isinstance(source, quality.StaticSource)
    source.held[document.ref] = replace(document, title="Kwispelstaartende waterschapsgeheimen")
    start = time.perf_counter()
    search.changed(document.kind, document.ref)
    search.catch_up()
    found = search.find(SearchRequest("waterschapsgeheimen", limit=1))
    assert [hit.ref for hit in found.hits] == [document.ref], "a changed document was not found"
    return {"find_after_write_seconds": time.perf_counter() - start}


CHILD = """
import os, sys
from bench import search as bench
from bench import _quality as quality
from noaber import search
from noaber.search import actions
with bench.corpus("killed", bench.recombined(4000)):
    search.SOURCES.clear()
    for kind in {one.kind for one in bench.recombined(4000)}:
        search.register(kind, bench.Mixed(kind, bench.recombined(4000)))
    actions.REBUILD_BATCH = 100
    actions.prepare(lambda line: print(line, flush=True))
"""


def measure_recovery() -> dict[str, float]:
    """Kill a process with -9 while it indexes, then catch up here."""
    root = Path(__file__).resolve().parent.parent
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD], cwd=root, stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert child.stdout is not None
    for _line in range(5):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    documents = recombined(4000)
    with corpus("killed", documents):
        search.SOURCES.clear()
        for kind in sorted({one.kind for one in documents}):
            search.register(kind, Mixed(kind, documents))
        resumed = int(str(node.node().state().rebuilding.get("done", 0)))
        start = time.perf_counter()
        actions.prepare()
        took = time.perf_counter() - start
        opened = node.node().opened()
        complete = opened is not None and opened.engine.size() == len(documents)
    say(f"\nkill -9 while indexing: taken up at {resumed} of {len(documents)}, complete after {took:.1f} s: {complete}")
    return {"kill9_recovered": float(complete), "kill9_resumed_at": resumed, "kill9_seconds": took}


def measure_page() -> dict[str, float]:
    """The find page through Django's own stack, on the large corpus; what the network adds is not in it."""
    from django.test import Client

    client, took = Client(HTTP_HOST="localhost", raise_request_exception=False), []
    with node.elsewhere(Path(os.environ["NOABER_DATA"]) / "large"):
        for turn in range(2):
            for asked in quality.questions().values():
                forget_answers()
                start = time.perf_counter()
                answer = client.get("/vind/", {"q": asked})
                took.append((time.perf_counter() - start) * 1000)
                if answer.status_code != 200:
                    say(f"the find page answered {answer.status_code}: not measured")
                    return {}
                if turn == 0:
                    took.clear()
    return {"p50_ms_page": statistics.median(took), "p95_ms_page": quality.p95(took)}


def analysis_speed() -> dict[str, float]:
    """Microseconds a word, with cold caches."""
    words = sorted({word.surface for one in quality.documents() for word in text.words(one.body)})
    for cached in (text.terms, text.stem, text.lemma, text.fold):
        cached.cache_clear()
    start = time.perf_counter()
    for word in words:
        text.terms(word)
    return {"analysis_us_a_new_word": (time.perf_counter() - start) / len(words) * 1e6}


def main() -> int:
    """All measurements, or those that were asked for."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--no-page", action="store_true", help="leave the find page out")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    demo.load_themes(by=None, at=clock.now())
    Embedding.objects.all().delete()
    say(f"meanings: {vectors.MODEL if vectors.available() else 'no model, lexical only'}")
    figures = measure_quality() | measure_same_questions() | analysis_speed()
    figures |= {"load_average": os.getloadavg()[0]} | measure_recovery() | measure_speed(options.documents)
    if not options.no_page:
        figures |= measure_page()
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}
    print(json.dumps({"bench": "search", "figures": rounded}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
