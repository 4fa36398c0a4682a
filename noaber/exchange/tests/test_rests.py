# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What products rest on, what became of them, and active ingredients: out, in, and out again the same."""

import argparse
import datetime as dt
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noaber.base.models import OutgoingMail
from noaber.effects import telling_actions
from noaber.effects.models import Use
from noaber.effects.story_models import Change, Story, Substantiation
from noaber.effects.testing import make_change, make_story, make_use
from noaber.exchange import actions, commands, queries
from noaber.exchange.format import Rejected, read
from noaber.knowledge import evidence_actions, review_actions
from noaber.knowledge.evidence_models import Element, EvidenceItem, Recognition
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product, make_published, make_review
from noaber.ledger.models import Entry
from noaber.loop.models import Link
from noaber.projects.models import Project
from noaber.search.models import Outbox

pytestmark = pytest.mark.django_db
PRODUCT: dict[str, Any] = {
    "id": "k-1", "kind": "method", "title": "Eerst meelopen", "werkplaatsen": ["twente"], "summary": "Loop mee.",
    "what": "Een stappenplan.", "audience": "Wijkteams", "text": "## Zo\n\nLoop **mee**.", "markup": "markdown",
    "experience": "Het hielp.", "practice": "Het kan.", "science": "Het klopt.", "scale": "described",
    "checked_on": "2026-01-02", "authors": ["Riet", "Jan"], "author_perspectives": {"Riet": "resident"},
    "evidence": [
        {"id": "b-1", "source": "practice", "direction": "for", "says": "Het werkte.", "for_whom": "ouderen",
         "context": "klein", "year": 2024, "rests_on": "project", "project": "t-1", "weight": [1, 2.5]},
        {"id": "b-2", "source": "science", "direction": "mixed", "says": "Soms.", "rests_on": "publication",
         "title": "Een studie", "url": "https://doi.org/10.1/x"},
        {"id": "b-3", "source": "experience", "direction": "against", "says": "Nee.", "rests_on": "product",
         "product": "k-2"},
    ],
    "elements": [{"id": "een-vast-gezicht", "title": "Een vast gezicht", "why": "Vertrouwen.", "evidence": ["b-1"]}],
    "recognitions": [
        {"databank": "movisie", "level": "described", "date": "2020-01-02", "url": "https://www.movisie.nl/x"},
        {"databank": "nji", "level": "first", "date": "2019-01-02", "url": "https://nji.nl/x", "ended_on": "2021-01-01",
         "ended_because": "Verlopen."},
    ],
    "worksheet": [{"heading": "goals", "text": "Eén doel."}],
    "replaces": [{"id": "k-2", "reason": "Beter."}],
}  # fmt: skip
MODULE = {
    "id": "k-2", "kind": "education_module", "title": "Een module", "module": {
        "goals": ["Kunnen luisteren"], "level": "hbo", "nlqf": 6, "hours": 2.5, "own": ["Geduld"], "x": {"y": None},
        "sessions": [{"title": "Eén", "form": "meeting", "hours": 2, "material": "Een boek"}],
    },
}  # fmt: skip
USE = {
    "id": "u-1", "kind": "use", "title": "Wijkteam in Almelo", "product": "k-1", "who": "Saxion", "place": "Almelo",
    "setting": "team", "date": "2026-02", "adapted": True, "how": "Korter.", "happened": "Het ging.", "after": "Nog.",
    "still": "yes", "perspective": "professional", "told_on": "2026-03-01", "public_on": "2026-03-02",
    "after_on": "2026-05-01", "werkplaatsen": ["twente"], "mine": 1,
}  # fmt: skip
STORY = {
    "id": "s-1", "kind": "story", "title": "Een verhaal", "about": "use:u-1", "immediate": "We liepen.",
    "reframing": "Anders.", "perspective": "resident", "place": "Almelo", "told_on": "2026-03-01",
    "public_on": "2026-03-02", "werkplaatsen": ["twente"],
}  # fmt: skip
CHANGE = {
    "id": "w-1", "kind": "change", "title": "Het team: gaat eerst", "about": "product:k-1", "who": "Het team",
    "what": "Gaat eerst.", "date": "2026-01", "significance": "Telt.", "contribution": "De leerkring.",
    "perspective": "professional", "told_on": "2026-03-01", "public_on": "2026-03-02",
    "seen_too": [{"id": "z-1", "agrees": "yes", "role": "huisarts", "text": "Klopt.", "date": "2026-03-03"}],
}  # fmt: skip
ELEMENT = {"id": "element/een-vast-gezicht", "kind": "element", "title": "Een vast gezicht", "text": "Steeds dezelfde."}
PROJECT = {"id": "t-1", "kind": "project", "title": "Een traject"}
# Everything stands before what it refers to.
ALL = [CHANGE, STORY, USE, PRODUCT, MODULE, PROJECT, ELEMENT]


@pytest.fixture
def load(tmp_path, capsys, twente):
    def load(*records):
        path = tmp_path / "in.jsonl"
        path.write_text("\n".join(json.dumps(record) for record in records))
        code = commands.import_(argparse.Namespace(file=str(path)))
        return code, capsys.readouterr()

    return load


def same(one):
    return json.dumps(one, sort_keys=True)


def exported():
    return {record["id"]: same(record) for record in queries.records()}


def emptied():
    for model in (Change, Story, Use, Succession, Product, Project, Element):
        model.objects.all().delete()


def why(record):
    with pytest.raises(Rejected) as rejection:
        read(record)
    return rejection.value.reason


def test_everything_comes_back_as_it_was_whatever_the_order_of_lines(load):
    for records in (ALL, ALL[::-1]):
        code, told = load(*records)
        assert code == 0, told.err
        assert exported() == {record["id"]: same(record) for record in ALL}
        emptied()


def test_what_it_means_here(load):
    load(*ALL)
    product, module = Product.objects.get(ref="k-1"), Product.objects.get(ref="k-2")
    assert product.basis == {"practice": 1, "science": 1, "experience": 1, "elements": 1, "recognitions": 2}
    assert (product.scale, product.has_lineage, module.has_lineage) == ("described", True, True)
    item = EvidenceItem.objects.get(ref="b-1")
    assert (item.project.ref, item.extra) == ("t-1", {"set": {"weight": [1, 2.5]}})
    assert [one.ref for one in product.elements.get().evidence.all()] == ["b-1"]
    assert product.worksheet.get().text == "Eén doel."
    assert Recognition.objects.get(databank="nji").ended_because == "Verlopen."
    use = Use.objects.get()
    assert (use.product, use.used_on, use.state, use.mail) == (product, dt.date(2026, 2, 1), "public", "")
    assert Substantiation.objects.get().mail == ""
    assert module.module["sessions"][0]["title"] == "Eén"


def test_the_trail_shows_the_links_and_nobody_is_mailed(load, client):
    load(*ALL)
    links = {(one.source.ref, one.target.ref) for one in Link.objects.select_related("source", "target")}
    assert links == {("t-1", "k-1"), ("k-2", "k-1"), ("k-1", "u-1"), ("u-1", "s-1"), ("k-1", "w-1")}
    assert not OutgoingMail.objects.exists()
    for thing in (Product.objects.get(ref="k-1"), Use.objects.get(), Story.objects.get(), Change.objects.get()):
        assert client.get(thing.get_absolute_url()).status_code == 200


def test_twice_is_once(load):
    load(*ALL)
    before = (Entry.objects.count(), Outbox.objects.count())
    code, told = load(*ALL)
    assert (code, Entry.objects.count(), Outbox.objects.count()) == (0, *before)
    assert "0 new or changed, 7 unchanged" in told.out


def test_what_is_gone_at_the_source_goes_as_it_would_by_hand_and_what_was_said_here_stays(load, nadia, at):
    load(*ALL)
    product = Product.objects.get(ref="k-1")
    facts = {"source": "practice", "direction": "for", "says": "Van hier."}
    evidence_actions.add(product, facts=facts, by=nadia, at=at)
    load({name: value for name, value in PRODUCT.items() if name not in ("evidence", "elements", "replaces", "scale")})
    there = EvidenceItem.objects.filter(withdrawn_at__isnull=True)
    assert [one.says for one in there] == ["Van hier."]
    product.refresh_from_db()
    assert product.basis == {"practice": 1, "recognitions": 2}
    assert not Succession.objects.exists()
    assert not Link.objects.filter(target__ref="k-1").exists()
    load(PRODUCT)
    back = json.loads(exported()["k-1"])
    assert {one["says"] for one in back["evidence"]} == {"Van hier.", "Het werkte.", "Soms.", "Nee."}


def test_what_refers_to_nothing_here_is_kept_and_placed_when_it_comes(load):
    load(PRODUCT)
    assert exported()["k-1"] == same(PRODUCT)
    assert not Succession.objects.exists()
    load(PROJECT, MODULE, PRODUCT)
    assert exported()["k-1"] == same(PRODUCT)
    assert Succession.objects.get().before.ref == "k-2"
    assert EvidenceItem.objects.get(ref="b-1").project.ref == "t-1"


def test_what_was_taken_back_here_does_not_come_again(load, at):
    load(*ALL)
    telling_actions.withdraw(Story.objects.get(), by=None, at=at)
    code, told = load({**STORY, "title": "Toch"})
    assert code == 1
    assert "line 1: this story was taken out of public view here" in told.err
    assert "s-1" not in exported()


def test_what_people_here_told_goes_out_without_who_told_it(twente):
    product = make_product(home=twente)
    use = make_use(product, email="teller@example.org")
    make_use(product, confirmed=False)
    story, change = make_story(email="teller@example.org"), make_change(email="teller@example.org")
    make_story(confirmed=False)
    found = exported()
    assert set(found) == {product.ref, use.ref, story.ref, change.ref}
    assert "teller" not in "".join(found.values())


def test_what_is_hidden_withdrawn_or_not_public_yet_never_leaves(nadia, carla, twente, at):
    hidden = make_product("Geheim plan", visibility="hidden")
    make_review(nadia, twente, title="Nog niet")
    product = make_published(nadia, twente)
    project = Project.objects.create(ref="t-9", slug="t-9", title="Stil traject", visibility="hidden")
    facts = {"source": "practice", "direction": "for", "says": "Ja.", "rests_on": "project", "project": project,
             "title": project.title}  # fmt: skip
    item = evidence_actions.add(product, facts=facts, by=nadia, at=at)
    evidence_actions.add(product, facts={"source": "science", "direction": "for", "says": "X."}, by=nadia, at=at)
    wrong = evidence_actions.add(product, facts={**facts, "says": "Fout."}, by=nadia, at=at)
    evidence_actions.withdraw(wrong, reason="Klopt niet.", by=nadia, at=at)
    use = make_use(product)
    make_story(about=f"use:{use.ref}")
    found = exported()
    assert not {hidden.ref, project.ref} & set(found)
    told = "".join(found.values())
    assert all(word not in told for word in ("Geheim", "Nog niet", "Stil", "Fout", project.ref))
    assert item.ref in told
    review_actions.withdraw(product, text="Weg.", by=carla, at=at)
    assert not {product.ref, use.ref} & set(exported())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"evidence": "x"}, "evidence is not a list of objects"),
        ({"evidence": [{"id": "b"}]}, "evidence 1: no source"),
        ({"evidence": [{**PRODUCT["evidence"][1], "source": "gerucht"}]}, "evidence 1: source is 'gerucht'; known are"),
        ({"evidence": [{**PRODUCT["evidence"][1], "title": ""}]}, "no title of the publication"),
        ({"evidence": [{**PRODUCT["evidence"][1], "url": "javascript:x"}]}, "url is no web address"),
        ({"evidence": [PRODUCT["evidence"][0], PRODUCT["evidence"][0]]}, "evidence 2: 'b-1' stands there already"),
        ({"elements": [{"title": "x", "evidence": ["weg"]}]}, "elements 1: evidence 'weg' is not in this record"),
        (
            {"recognitions": [{"databank": "movisie", "level": "strong", "date": "2020-01-01"}]},
            "recognitions 1: no url",
        ),
        ({"recognitions": [{**PRODUCT["recognitions"][0], "date": None}]}, "recognitions 1: no date"),
        ({"recognitions": [{**PRODUCT["recognitions"][0], "url": "https://x.nl"}]}, "not of the databank movisie"),
        ({"recognitions": [{**PRODUCT["recognitions"][0], "date": "2999-01-01"}]}, "date has not been yet"),
        ({"worksheet": [{"heading": "kosten", "text": "x"}]}, "worksheet 1: heading is 'kosten'; known are"),
        ({"replaces": [{"id": "k-1", "reason": "x"}]}, "a product does not replace itself"),
        ({"replaces": [{"id": "k-2"}]}, "replaces 1: no reason"),
        ({"scale": "strong"}, "scale is 'strong'; known are"),
        ({"elements": []}, "scale is described, which needs elements"),
        ({"markup": "html"}, "known are plain"),
        ({"author_perspectives": {"Riet": "koning"}}, "author_perspectives is not"),
        ({"module": []}, "module is not an object"),
        ({"module": {"nlqf": 9}}, "module: nlqf is not"),
        ({"module": {"level": "havo"}}, "module: level is 'havo'"),
        ({"module": {"sessions": [{"hours": 1}]}}, "module: session 1: no title"),
        ({"module": {"tasks": ["toveren"]}}, "module: 'toveren' is not among the tasks"),
    ],
)
def test_a_product_that_is_rejected_says_why(changes, reason):
    assert reason in why({**PRODUCT, **changes})


@pytest.mark.parametrize(
    ("record", "changes", "reason"),
    [
        (USE, {"product": None}, "no product"),
        (USE, {"adapted": False}, "how is there when adapted is true"),
        (USE, {"date": "2026-13"}, "not a month"),
        (USE, {"date": "2999-01"}, "has not been yet"),
        (USE, {"setting": "zee"}, "known are team"),
        (USE, {"still": None}, "after_on and still"),
        (STORY, {"immediate": "", "reframing": " "}, "none of its five cycles"),
        (STORY, {"about": "recept:1"}, "about is no kind:id"),
        (STORY, {"perspective": None}, "no perspective"),
        (STORY, {"title": "x" * 201}, "longer than 200"),
        (CHANGE, {"significance": ""}, "no significance"),
        (CHANGE, {"seen_too": [{"id": "z"}]}, "seen_too: no agrees"),
        (ELEMENT, {"title": "x" * 81}, "longer than 80"),
        (ELEMENT, {"title": " "}, "no title"),
    ],
)
def test_what_was_told_and_is_rejected_says_why(record, changes, reason):
    assert reason in why({**record, **changes})


def test_a_rejected_line_leaves_nothing_half_written(load):
    load(PROJECT, MODULE, PRODUCT)
    code, told = load({**PRODUCT, "id": "k-9", "replaces": []}, {**USE, "product": "weg"})
    assert code == 1
    assert re.search("line 1: evidence 'b-.' is known already with another product", told.err)
    assert "line 2: product 'weg' is not here" in told.err
    assert not Product.objects.filter(ref="k-9").exists()
    assert not Use.objects.exists()


def test_a_ring_of_what_replaces_what_is_not_closed(load):
    load(*ALL)
    load({**MODULE, "replaces": [{"id": "k-1", "reason": "Terug."}]})
    assert Succession.objects.count() == 1
    assert json.loads(exported()["k-2"])["replaces"] == [{"id": "k-1", "reason": "Terug."}]


def test_an_export_asks_no_more_of_the_database_for_more_records(load):
    asked = []
    for number in range(1, 6):
        load(PROJECT, MODULE, ELEMENT, *_numbered(number))
        with CaptureQueriesContext(connection) as context:
            exported()
        asked.append(len(context.captured_queries))
    assert asked[0] == asked[-1]


def _numbered(number):
    text = json.dumps([{**PRODUCT, "replaces": [], "elements": PRODUCT["elements"]}, USE, STORY, CHANGE])
    for ref in ("k-1", "b-1", "b-2", "b-3", "u-1", "s-1", "w-1", "z-1"):
        text = text.replace(f'"{ref}"', f'"{ref}-{number}"').replace(f':{ref}"', f':{ref}-{number}"')
    return json.loads(text)


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60).filter(str.strip)
wordings = words.filter(lambda told: len(told.casefold()) <= 80)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(says=words, why=words, wording=wordings, happened=words, told=words, key=words)
def test_nasty_texts_come_back_whole(twente, at, says, why, wording, happened, told, key):
    records = [
        {**PRODUCT, "text": says, "what": why, "elements": [{"title": wording, "why": why, key: told}],
         "evidence": [{"id": key, "source": "practice", "direction": "for", "says": says, "context": told}],
         "worksheet": [{"heading": "goals", "text": says}], "replaces": [], "recognitions": []},
        {**USE, "happened": happened, "how": told, "who": wording, "title": told},
        {**STORY, "immediate": told, "about": None}, {**CHANGE, "what": says, "who": told, "seen_too": None},
        {**ELEMENT, "title": wording, "text": told},
    ]  # fmt: skip
    if key in ("id", "title", "why", "evidence"):
        return
    actions.take_in([read(record) for record in records], by=None, at=at)
    assert exported() == {record["id"]: same(record) for record in records}
    emptied()
