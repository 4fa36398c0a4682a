# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The index keeps up with the database, whatever happens in between."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from noaber import search
from noaber.base import clock
from noaber.search import actions, queries, vectors
from noaber.search.documents import SearchRequest
from noaber.search.models import Embedding, Outbox
from noaber.search.node import Node
from noaber.search.testing import make_document

pytestmark = [pytest.mark.django_db]


def refs(asked):
    return [hit.ref for hit in search.find(SearchRequest(asked)).hits]


@pytest.fixture
def like(settings, monkeypatch):
    """A model that needs no file: texts with the same first letter mean the same."""

    def vector(told):
        row = np.zeros(vectors.SIZE, np.float32)
        row[ord(told[0].lower()) % vectors.SIZE] = 1
        return row

    settings.EMBEDDINGS = True
    monkeypatch.setattr(vectors, "installed", lambda: True)
    monkeypatch.setattr(vectors, "available", lambda: True)
    monkeypatch.setattr(vectors, "of_question", vector)
    monkeypatch.setattr(vectors, "of_passages", lambda texts: np.vstack([vector(told) for told in texts]))


def test_a_change_is_found_and_doing_it_twice_changes_nothing(shelf, by_words):
    shelf.put(make_document(title="Schulden"))
    assert search.catch_up() == 1
    assert search.catch_up() == 0
    shelf.put(make_document(title="Dagbesteding"))
    search.changed("product", "p-1")
    search.changed("product", "bestaat-niet")
    search.changed("soort-zonder-bron", "x")
    search.catch_up()
    assert refs("schulden") == []
    assert refs("dagbesteding") == ["p-1"]
    assert queries.progress().indexed == 1
    before = queries.generation()
    shelf.take("product", "p-1")
    search.catch_up()
    assert refs("dagbesteding") == []
    assert queries.generation() > before


def test_what_becomes_hidden_disappears(shelf, by_words):
    shelf.put(make_document(title="Schulden"))
    search.catch_up()
    shelf.put(make_document(title="Schulden", visibility="hidden"))
    search.catch_up()
    assert refs("schulden") == []


def test_numbers_that_commit_late_are_not_missed(shelf, by_words):
    shelf.put(make_document("p-1", title="Eerste"), make_document("p-2", title="Tweede"))
    late = Outbox.objects.get(document="product:p-1")
    late.delete()
    search.catch_up()
    shelf.put(make_document("p-3", title="Derde"))
    search.catch_up()
    Outbox.objects.create(seq=late.seq, document="product:p-1")
    shelf.sources["product"].held["p-1"] = make_document("p-1", title="Bijgewerkt")
    search.catch_up()
    assert refs("bijgewerkt") == ["p-1"]


def test_a_damaged_or_lost_index_is_built_anew(shelf, own_index, by_words):
    shelf.put(make_document(title="Schulden"))
    search.catch_up()
    state = own_index.root / "state.json"
    for damage in (lambda: state.write_text("{"), lambda: state.unlink()):
        damage()
        assert not queries.progress().healthy
        search.catch_up()
        assert refs("schulden") == ["p-1"]
    for file in own_index.index_folder(own_index.state().current).glob("meta.json"):
        file.write_text("{")
    own_index._stamp = None
    assert refs("schulden") == []
    search.catch_up()
    assert refs("schulden") == ["p-1"]


def test_a_database_that_was_put_back_gets_an_index_that_fits(shelf, by_words):
    shelf.put(make_document("p-1", title="Schulden"), make_document("p-2", title="Wijkteam"))
    search.catch_up()
    Outbox.objects.filter(document="product:p-2").delete()
    del shelf.sources["product"].held["p-2"]
    search.catch_up()
    assert refs("wijkteam") == []


def test_a_rebuild_goes_on_where_it_was(shelf, own_index, by_words, monkeypatch):
    monkeypatch.setattr(actions, "REBUILD_BATCH", 2)
    shelf.put(*(make_document(f"p-{place}", title=f"Verslag {place}") for place in range(6)))
    with pytest.raises(KeyboardInterrupt):
        actions.rebuild(interrupt)
    assert own_index.state().rebuilding["done"] == 2
    actions.prepare()
    assert own_index.state().rebuilding == {}
    assert queries.progress().indexed == 6


def interrupt(_line):
    raise KeyboardInterrupt


def test_old_rows_go_but_the_place_is_kept(shelf, by_words):
    shelf.put(make_document("p-1"), make_document("p-2"))
    search.catch_up()
    Outbox.objects.update(added_at=clock.now() - timedelta(days=30))
    assert actions.forget_old() == 1
    assert search.catch_up() == 0
    assert queries.progress().healthy


def test_meanings_follow_and_never_block(shelf, like):
    shelf.put(make_document("p-1", title="Aardig"), make_document("p-2", title="Boos"))
    search.catch_up()
    assert refs("anders") == []
    assert not queries.progress().complete
    assert actions.embed_waiting(5) == 2
    assert actions.embed_waiting(5) == 0
    assert queries.progress().complete
    hit = search.find(SearchRequest("anders")).hits[0]
    assert (hit.ref, hit.why) == ("p-1", ["Lijkt qua betekenis op je vraag"])
    shelf.put(make_document("p-1", title="Zonnig"))
    search.catch_up()
    assert not queries.progress().complete
    actions.embed_waiting(5)
    assert refs("anders") == []
    assert refs("zomaar") == ["p-1"]
    shelf.take("product", "p-1")
    search.catch_up()
    assert refs("zomaar") == []
    assert Embedding.objects.count() == 1


def test_meaning_does_not_lead_strangers_to_what_is_not_theirs(shelf, like, monkeypatch):
    shelf.put(make_document("p-1", title="Geheim", visibility="members:twente"), make_document("p-2", title="Boos"))
    search.catch_up()
    actions.embed_waiting(5)
    for few_enough in (10_000, 0):
        monkeypatch.setattr(queries, "FEW_ENOUGH", few_enough)
        assert refs("gratis") == []
        scope = ("public", "members:twente")
        assert [hit.ref for hit in search.find(SearchRequest("gratis", person_scope=scope)).hits] == ["p-1"]


def test_another_node_takes_meanings_from_the_database(shelf, like, own_index, tmp_path, monkeypatch):
    from noaber.search.node import elsewhere

    shelf.put(make_document("p-1", title="Aardig"))
    search.catch_up()
    actions.embed_waiting(5)
    monkeypatch.setattr(vectors, "of_passages", None)
    with elsewhere(tmp_path / "other"):
        actions.prepare()
        assert refs("anders") == ["p-1"]


def test_rows_are_kept_in_segments(tmp_path, monkeypatch):
    monkeypatch.setattr(vectors, "SEGMENT", 4)
    matrix, dice = vectors.Matrix(tmp_path), np.random.default_rng(1)
    rows = dice.normal(size=(11, vectors.SIZE)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    for place in range(11):
        matrix.add([place], rows[place : place + 1])
    matrix.add([3], rows[10:11])
    again = vectors.Matrix(tmp_path)
    assert len(again) == 11
    assert len(again.names) == 3
    assert {found for found, _cosine in again.nearest(rows[10], 2)} == {3, 10}
    assert again.nearest(rows[5], 1)[0] == (5, pytest.approx(1, abs=0.01))
    assert again.nearest(rows[5], 3, among=[]) == []


CHILD = """
import sys, django
from pathlib import Path
django.setup()
from noaber import search
from noaber.search.testing import HeldSource, make_document
from noaber.search import actions
from noaber.search.node import elsewhere
from django.apps import apps
from django.db import connection
there = connection.introspection.table_names()
with connection.schema_editor() as editor:
    for model in apps.get_app_config("search").get_models():
        if model._meta.db_table not in there:
            editor.create_model(model)
source = HeldSource("product")
source.held = {f"p-{n:04}": make_document(f"p-{n:04}", title=f"Verslag nummer {n}") for n in range(600)}
search.SOURCES.clear()
search.register("product", source)
actions.REBUILD_BATCH = 20
with elsewhere(Path(sys.argv[1])):
    actions.prepare(lambda line: print(line, flush=True))
    print("complete", flush=True)
"""


@pytest.mark.slow  # two processes of its own: one is killed, one takes over
def test_killed_while_indexing_it_catches_up(tmp_path):
    root = Path(__file__).resolve().parents[3]
    known = {**os.environ, "NOABER_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "noaber.config.settings"}
    known.pop("DATABASE_URL", None)
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-c", CHILD, str(tmp_path / "search")]
    with subprocess.Popen(command, cwd=root, env=known, stdout=subprocess.PIPE, text=True) as child:
        for _line in range(4):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    state = Node(tmp_path / "search").state()
    assert 0 < state.rebuilding["done"] < 600
    again = subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, timeout=60, check=True)
    assert again.stdout.splitlines()[-1] == "complete"
    assert len(again.stdout.splitlines()) < 30
    assert Node(tmp_path / "search").opened().engine.size() == 600


def test_the_worker_says_how_far_the_meanings_are(monkeypatch, caplog):
    from noaber.search import tasks
    from noaber.search.documents import Progress

    moment = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: moment[0])
    monkeypatch.setattr(tasks, "_told", 0.0)
    told = iter([Progress(9, 0, 3, 9), Progress(9, 0, 6, 9), Progress(9, 0, 9, 9)])
    monkeypatch.setattr(tasks.queries, "progress", lambda: next(told))
    monkeypatch.setattr(tasks.actions, "embed_waiting", lambda seconds: 3)
    with caplog.at_level("INFO"):
        for _turn in range(3):
            moment[0] += 1
            tasks.compute_meanings()
    assert [record.message for record in caplog.records] == [
        "finding by meaning: 3 of 9 documents",
        "finding by meaning: 9 of 9 documents",
    ]
