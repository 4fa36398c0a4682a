# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was said here stays ours: no import writes over it, and no export names what is not for everybody."""

import json

import pytest

from noaber.effects.models import Use
from noaber.effects.story_models import Change, Substantiation
from noaber.effects.testing import make_use
from noaber.exchange import import_actions
from noaber.exchange.models import ImportRow
from noaber.exchange.testing import compared, make_run, taken_over, worked_on
from noaber.exchange.tests.test_rests import (
    ALL,
    CHANGE,
    ELEMENT,
    MODULE,
    PRODUCT,
    PROJECT,
    exported,
    load,
    why,
)  # fmt: skip
from noaber.knowledge import element_actions, evidence_actions, worksheet_actions
from noaber.knowledge.evidence_models import Element, EvidenceItem
from noaber.knowledge.lineage_models import Succession
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product
from noaber.loop.models import Link

pytestmark = pytest.mark.django_db
__all__ = ["load"]
FACTS = {"source": "practice", "direction": "for", "says": "Van hier."}
Outcome = ImportRow.Outcome


def rated(twente, nadia, at):
    """A product that came in, and that its writers here called tried."""
    product = make_product("Samen eten", home=twente, ref="x-1")
    evidence_actions.add(product, facts=FACTS, by=nadia, at=at)
    Product.objects.filter(pk=product.pk).update(scale="tried")
    return product


def scale():
    return Product.objects.get(ref="x-1").scale


def line(**changes):
    return json.dumps(
        {"id": "x-1", "kind": "publication", "title": "Samen eten", "werkplaatsen": ["twente"], **changes}
    )


@pytest.mark.parametrize(("choice", "outcome"), [("update", Outcome.UPDATED), ("hide", Outcome.HIDDEN)])
def test_the_import_of_an_editor_leaves_the_scale_alone(twente, nadia, carla, at, choice, outcome):
    rated(twente, nadia, at)
    run = compared(make_run(twente, carla, line(summary="Nieuw."), name="uit.jsonl"), carla, {})
    run.rows.update(choice=choice)
    run = taken_over(run, carla)
    assert (run.rows.get().outcome, scale()) == (outcome, "tried"), run.rows.get().problems
    import_actions.undo(run, by=carla, at=at)
    run = worked_on(run)
    assert (run.rows.get().outcome, scale()) == (Outcome.UNDONE, "tried")


def test_a_changed_record_without_a_scale_leaves_ours(load, twente, nadia, at):
    load(json.loads(line()))
    evidence_actions.add(Product.objects.get(), facts=FACTS, by=nadia, at=at)
    Product.objects.update(scale="tried")
    load(json.loads(line(summary="Anders.")))
    assert (scale(), Product.objects.get().summary) == ("tried", "Anders.")
    assert json.loads(exported()["x-1"])["scale"] == "tried"


@pytest.mark.parametrize("first", [True, False])
def test_what_came_in_and_is_hidden_here_is_not_named(load, first):
    hidden = [{**PROJECT, "visibility": "hidden"}, {**MODULE, "visibility": "members"}]
    ring = {"id": "k-3", "kind": "method", "title": "Ring", "replaces": [{"id": "t-9", "reason": "x"}]}
    secret = {"id": "t-9", "kind": "method", "title": "Stil", "visibility": "hidden", "replaces": []}
    load(*(hidden if first else []), PRODUCT, ring, secret)
    load(*([] if first else hidden), ring)
    Succession.objects.filter(before__ref="t-9").delete()
    Product.objects.filter(ref="k-3").update(extra={"unplaced": {"replaces": ring["replaces"]}})
    found = exported()
    record = json.loads(found["k-1"])
    assert [one["id"] for one in record["evidence"]] == ["b-1", "b-2", "b-3"]
    assert not any("project" in one or "product" in one for one in record["evidence"])
    assert "replaces" not in record
    assert "t-9" not in found["k-3"]


def test_what_people_here_told_is_never_written_over(load):
    use = make_use(make_product(), email="teller@example.org")
    before = Use.objects.values().get()
    record = json.loads(exported()[use.ref])
    code, told = load(record)
    assert (code, Use.objects.values().get()) == (0, before)
    assert "0 new or changed, 1 unchanged" in told.out
    code, told = load({**record, "who": "Iemand anders"})
    assert (code, Use.objects.values().get()) == (1, before)
    assert "line 1: this use was told here" in told.err


def test_a_statement_stands_once_in_a_change():
    twice = [*CHANGE["seen_too"], {**CHANGE["seen_too"][0], "role": "buur"}]
    assert why({**CHANGE, "seen_too": twice}) == "seen_too has an id more than once"


def test_statements_asked_here_stay_and_those_that_came_in_go_with_their_source(load, at):
    load(*ALL)
    change = Change.objects.get()
    facts = {"asked_at": change.told_at, "answered_at": at, "agrees": "partly", "role": "wethouder"}
    Substantiation.objects.create(change=change, ref="z-2", text="Van hier.", **facts)
    said = {**CHANGE["seen_too"][0], "id": "z-2", "text": "Van daar."}
    load({**CHANGE, "seen_too": [said]})
    assert list(Substantiation.objects.values_list("ref", "text")) == [("z-2", "Van hier.")]


def test_what_was_said_or_bettered_here_is_ours(load, nadia, carla, at):
    load(*ALL)
    product = Product.objects.get(ref="k-1")
    item, use = EvidenceItem.objects.get(ref="b-1"), product.elements.get()
    evidence_actions.change(item, facts={"says": "Ons woord."}, seen=item.saved, by=nadia, at=at)
    element_actions.change_use(use, why="Onze reden.", evidence=[], by=nadia, at=at)
    text = product.worksheet.get()
    worksheet_actions.save_text(product, heading="goals", text="Ons doel.", seen=text.saved, by=nadia, at=at)
    product.recognitions.update(fingerprint="", url="https://www.movisie.nl/ons")
    Succession.objects.update(fingerprint="", reason="Onze reden.")
    element = Element.objects.get()
    element_actions.explain(element, explanation="Onze uitleg.", seen=element.explanation, by=carla, at=at)

    def ours():
        item = EvidenceItem.objects.get(ref="b-1")
        return (
            item.says, item.withdrawn_at, product.elements.get().why, product.worksheet.get().text,
            set(product.recognitions.values_list("url", "ended_at")),
            Succession.objects.get().reason, Element.objects.get().explanation,
        )  # fmt: skip

    before = ours()
    louder = json.loads(json.dumps(PRODUCT).replace("Het werkte.", "Hun woord.").replace("Vertrouwen.", "Hun reden."))
    louder["replaces"][0]["reason"] = louder["worksheet"][0]["text"] = "Van hen."
    louder["recognitions"][0]["url"] = "https://www.movisie.nl/hen"
    load(louder, {**ELEMENT, "text": "Van hen."})
    assert ours() == before
    parts = ("evidence", "elements", "recognitions", "worksheet", "replaces", "scale")
    load({name: value for name, value in PRODUCT.items() if name not in parts})
    assert ours() == before


def test_two_in_one_batch_with_the_same_evidence(load):
    code, told = load(PROJECT, {**PRODUCT, "replaces": []}, {**PRODUCT, "id": "k-9", "replaces": []})
    assert code == 1
    assert "line 3: evidence 'b-1' is known already with another product" in told.err
    assert not Product.objects.filter(ref="k-9").exists()
    assert EvidenceItem.objects.count() == 3


def test_active_ingredients_that_ask_for_one_address(load):
    other = {**ELEMENT, "title": "Een ander gezicht"}
    code, told = load(ELEMENT, {"id": "element/x", "kind": "element", "title": "Vast gezicht"},
                      {**other, "id": "element/vast-gezicht"})  # fmt: skip
    assert code == 0, told.err
    assert Element.objects.count() == 3
    reason = "title is longer than 80 characters in small letters"
    assert why({**ELEMENT, "title": "ß" * 41}) == reason
    assert why({**PRODUCT, "elements": [{"title": "ß" * 41}]}) == f"elements 1: {reason}"


def test_what_replaces_comes_of_what_it_replaced(load):
    load(*ALL)
    assert Link.objects.filter(source__ref="k-2", target__ref="k-1").exists()
