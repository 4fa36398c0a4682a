# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The floors under the quality of answers, on the search set. The figures themselves: ./run bench search."""

import json
import time

import pytest

from bench import _quality as quality
from noaber import search
from noaber.search import actions, commands, vectors
from noaber.search.documents import SearchRequest

pytestmark = [pytest.mark.django_db]

FLOOR_LEXICAL = 0.63
FLOOR_HYBRID = 0.69


@pytest.fixture
def searchset(shelf):
    shelf.put(*quality.documents())
    search.catch_up()


def measured():
    found = {name: search.find(SearchRequest(asked)) for name, asked in quality.questions().items()}
    run = {name: [hit.ref for hit in one.hits] for name, one in found.items()}
    return quality.mean(quality.ndcg(run).values()), run


def test_by_words(searchset, by_words):
    assert measured()[0] >= FLOOR_LEXICAL


@pytest.mark.slow  # 172 texts through the sentence model
@pytest.mark.skipif(not vectors.installed(), reason="the sentence model is not installed")
def test_by_words_and_meaning(searchset):
    while actions.embed_waiting(10):
        pass
    score, run = measured()
    assert score >= FLOOR_HYBRID
    judged = quality.judged()
    assert all(any(judged[name].get(ref) for ref in refs) for name, refs in run.items())
    english = search.find(SearchRequest("How do you reach young people with debts?", limit=5))
    assert {"p001", "p002", "p003", "p036"} & {hit.ref for hit in english.hits}


def test_ask_gives_what_the_find_page_gives(searchset, by_words, capsys):
    asked = {"text": "jongeren met schulden", "limit": 3, "kind": "product", "werkplaats": ""}
    options = commands.argparse.Namespace(json=True, **asked)
    start = time.monotonic()
    assert commands.ask(options) == 0
    assert time.monotonic() - start < 5
    answer = json.loads(capsys.readouterr().out)
    assert answer["query"] == "jongeren met schulden"
    assert [set(one) for one in answer["results"]] == [{"id", "kind", "title", "url", "score", "why"}] * 3
    options.json = False
    assert commands.ask(options) == 0
    assert answer["results"][0]["title"] in capsys.readouterr().out


def test_index_waits_until_everything_is_findable(searchset, by_words, capsys):
    assert commands.index(commands.argparse.Namespace()) == 0
    assert "Everything is findable" in capsys.readouterr().out
