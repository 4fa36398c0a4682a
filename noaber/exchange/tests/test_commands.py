# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import argparse
import json

import pytest

from noaber.exchange import actions, commands, queries
from noaber.knowledge.models import Product
from noaber.ledger.models import Entry
from noaber.meetings.models import Meeting
from noaber.people.models import Organisation, Werkplaats
from noaber.people.testing import make_concept, make_werkplaats
from noaber.questions.models import Question
from noaber.search.models import Outbox

pytestmark = pytest.mark.django_db
RECORDS = [
    {
        "id": "p-1", "kind": "publication", "title": "Eén", "summary": "Kort.", "text": "Lang\n\nlanger", "lang": "en",
        "year": 2020, "date": "2020-04", "werkplaatsen": ["zuyd", "twente", "onbekend"], "url": "https://example.org/a",
        "themes": ["wonen", "armoede", "?"], "organisations": ["Saxion", "Elders"], "authors": ["A. Uteur"],
        "licence": "CC BY 4.0", "licence_note": "let op", "owner": "Saxion", "review_on": "2030-01-01",
        "perspective": "research", "isbn": {"x": [1, 2.5]},
    },
    {"id": "p-2", "kind": "product", "type": "podcast", "title": "2", "summary": "", "text": None, "themes": "armoede"},
    {"id": "m-1", "kind": "method", "title": "Drie", "werkplaatsen": ["twente"], "year": "2019"},
    {"id": "d/1 ü", "kind": "dossier", "title": "Vier", "visibility": "members", "example": True},
    {"id": "e-1", "kind": "event", "title": "Vijf", "place": "Almelo"},
    {"id": "e-2", "kind": "meeting", "title": "Zes", "year": None},
    {"id": "t-1", "kind": "project", "title": "Zeven", "label": "leeratelier"},
    {"id": "n-1", "kind": "news", "title": "Acht", "url": "geen adres"},
    {"id": "o-1", "kind": "organisation", "title": "Saxion", "sort": "university"},
    {
        "id": "v-1", "kind": "question", "title": "Hoe bereik je jongeren?", "summary": "Uit 2024.", "year": 2024,
        "themes": ["armoede"], "werkplaatsen": ["twente"], "source_url": "https://example.org/v",
    },
]  # fmt: skip


@pytest.fixture(autouse=True)
def _network(twente, elsewhere):
    for slug in ("armoede", "wonen"):
        make_concept(slug)


@pytest.fixture
def load(tmp_path, capsys):
    def load(*lines):
        path = tmp_path / "in.jsonl"
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        code = commands.import_(argparse.Namespace(file=str(path)))
        return code, capsys.readouterr()

    return load


def exported():
    return {record["id"]: record for record in queries.records()}


def test_everything_comes_back_as_it_was(load):
    code, told = load(*RECORDS)
    assert code == 0, told.err
    assert "10 lines: 10 new or changed, 0 unchanged, 0 rejected" in told.out
    back = exported()
    for record in RECORDS:
        assert json.dumps(back[record["id"]], sort_keys=True) == json.dumps(record, sort_keys=True)
    assert "unknown theme '?'" in told.err
    assert "unknown werkplaats 'onbekend'" in told.err


def test_what_it_means_here(load):
    load(*RECORDS)
    product = Product.objects.get(ref="p-1")
    assert (product.home.slug, [one.slug for one in product.shown_by.all()]) == ("zuyd", ["twente"])
    assert {theme.slug for theme in product.themes.all()} == {"wonen", "armoede"}
    assert [one.ref for one in product.organisations.all()] == ["o-1"]
    assert Product.objects.get(ref="d/1 ü").visibility == "members"
    assert Meeting.objects.get(ref="e-1").place == "Almelo"
    assert Question.objects.get(ref="v-1").home.slug == "twente"
    assert {row.document for row in Outbox.objects.all()} >= {"product:p-1", "method:m-1", "dossier:d/1 ü", "news:n-1"}


def test_the_export_goes_into_an_empty_copy_and_comes_out_the_same(load, tmp_path):
    load(*RECORDS)
    path = tmp_path / "out.jsonl"
    assert commands.export(argparse.Namespace(file=str(path))) == 0
    before = exported()
    for model in (*queries.MODELS.values(), Question):
        model.objects.all().delete()
    assert commands.import_(argparse.Namespace(file=str(path))) == 0
    assert exported() == before


def test_pages_of_editors_go_out_and_are_passed_over_on_the_way_in(load, tmp_path, capsys):
    from noaber.pages.testing import make_prose

    page = make_prose(Werkplaats.objects.get(slug="twente"), "Over ons")
    make_prose(page.werkplaats, "Kladje", live=False)
    load(*RECORDS)
    path = tmp_path / "out.jsonl"
    assert commands.export(argparse.Namespace(file=str(path))) == 0
    assert json.loads(path.read_text().splitlines()[-1])["id"] == page.ref
    assert "Kladje" not in path.read_text()
    capsys.readouterr()
    assert commands.import_(argparse.Namespace(file=str(path))) == 0
    told = capsys.readouterr()
    assert "11 lines: 0 new or changed, 10 unchanged, 0 rejected, 1 passed over" in told.out
    assert "a page goes out and is not taken in" in told.err


def test_twice_the_same_changes_nothing(load):
    load(*RECORDS)
    entries, waiting = Entry.objects.count(), Outbox.objects.count()
    code, told = load(*RECORDS)
    assert code == 0
    assert "0 new or changed, 10 unchanged" in told.out
    assert (Entry.objects.count(), Outbox.objects.count()) == (entries, waiting)


def test_other_content_is_brought_up_to_date_at_the_same_address(load):
    load(*RECORDS)
    product = Product.objects.get(ref="p-1")
    load({**RECORDS[0], "title": "Anders", "themes": [], "werkplaatsen": ["twente"]})
    again = Product.objects.get(ref="p-1")
    assert (again.pk, again.slug, again.created_at) == (product.pk, product.slug, product.created_at)
    assert (again.title, again.home.slug) == ("Anders", "twente")
    assert not again.themes.exists()


def test_another_type_moves_in_the_search(load):
    load({**RECORDS[2]})
    load({**RECORDS[2], "kind": "publication"})
    newest = [(row.document, row.op) for row in Outbox.objects.order_by("-seq")[:2]]
    assert set(newest) == {("product:m-1", Outbox.Op.CHANGED), ("method:m-1", Outbox.Op.REMOVED)}


def test_every_rejected_line_is_told_and_the_rest_is_loaded(load):
    code, told = load(
        b"\xef\xbb\xbf" + json.dumps(RECORDS[8]).encode(),
        b"{",
        b"",
        RECORDS[2],
        {**RECORDS[2], "title": "Anders"},
        RECORDS[2],
        {"kind": "news", "title": "Zonder id"},
        {"id": "q", "kind": "question", "title": "x" * 300},
    )
    assert code == 1
    assert "line 2: not valid JSON" in told.err
    assert "line 5: id 'm-1' is already on line 4, with other content" in told.err
    assert "line 7: no id" in told.err
    assert "line 8: " in told.err
    assert "7 lines: 2 new or changed, 1 unchanged, 4 rejected" in told.out
    assert Organisation.objects.get().title == "Saxion"


def test_an_id_keeps_its_kind(load):
    load(RECORDS[0])
    code, told = load({**RECORDS[7], "id": "p-1"})
    assert code == 1
    assert "line 1: this id is already known as a product" in told.err


def test_a_file_that_cannot_be_read_or_written(capsys, tmp_path):
    assert commands.import_(argparse.Namespace(file=str(tmp_path / "weg.jsonl"))) == 2
    assert commands.export(argparse.Namespace(file=str(tmp_path / "weg" / "uit.jsonl"))) == 2
    assert "cannot" in capsys.readouterr().err


def test_an_endless_line_does_not_fill_the_memory(load, monkeypatch):
    monkeypatch.setattr("noaber.exchange.commands.LONGEST_LINE", 1000)
    monkeypatch.setattr("noaber.exchange.format.LONGEST_LINE", 1000)
    code, told = load(b"x" * 5000, RECORDS[7])
    assert code == 1
    assert "line 1: the line is longer" in told.err
    assert "1 new" in told.out


def test_a_batch_is_whole_or_not_at_all(load, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.ledger, "record", broken)
    with pytest.raises(RuntimeError):
        load(RECORDS[0], RECORDS[7])
    assert not Product.objects.exists()


def test_only_a_keeper_takes_in(carla, at):
    with pytest.raises(actions.Refused):
        actions.take_in([], by=carla, at=at)
    with pytest.raises(actions.Refused):
        actions.load_demo(by=carla, at=at)


def test_export_to_the_screen(load, capsys):
    load(RECORDS[7])
    commands.export(argparse.Namespace(file="-"))
    assert json.loads(capsys.readouterr().out) == RECORDS[7]


def test_a_new_werkplaats_makes_an_unknown_slug_known(load):
    load(RECORDS[0])
    make_werkplaats("onbekend")
    assert exported()["p-1"] == RECORDS[0]
