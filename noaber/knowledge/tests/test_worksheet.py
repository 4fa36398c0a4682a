# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worksheet: filled from what is registered, with what is missing, and as documents that lose no text."""

import io
import re

import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document as OpenDocument

from noaber import ledger
from noaber.base import office
from noaber.base.office import Block
from noaber.base.testing import at as moment
from noaber.base.testing import at_once, refusals
from noaber.base.verdicts import Refused
from noaber.knowledge import lift_actions, paper, worksheet_actions, worksheet_files, worksheet_queries
from noaber.knowledge.models import Product
from noaber.knowledge.testing import FULL, make_element_use, make_evidence, make_product
from noaber.knowledge.tests.test_evidence import signed_in
from noaber.knowledge.worksheet_headings import CHAPTERS, HEADINGS
from noaber.people.testing import make_organisation
from noaber.projects.testing import make_project, make_round

TOLD = {name: FULL[name] for name in ("what", "audience", "summary", "text", "owner")}


def word_text(content):
    return [paragraph.text for paragraph in WordDocument(io.BytesIO(content)).paragraphs]


def open_text(content):
    body = OpenDocument(io.BytesIO(content)).body
    return [one.text_recursive for one in body.get_elements("descendant::text:h | descendant::text:p")]


READ = {"docx": word_text, "odt": open_text}


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def full(twente, nadia):
    product = make_product(home=twente, markup="markdown", url="https://example.org/film", **TOLD)
    product.organisations.add(make_organisation("Saxion"))
    item = make_evidence(product, by=nadia, for_whom="Ouderen", context="Almelo", year=2024)
    make_evidence(product, by=nadia, source="science", says="Een studie.", rests_on="publication", title="Studie X")
    make_element_use(product, by=nadia, why="Dan hoor je meer.", evidence=[item.pk])
    product.refresh_from_db()
    return product


def parts(product):
    return {part.heading.id: part for part in worksheet_queries.sheet_of(product).parts}


def test_the_headings_are_those_of_the_joint_worksheet_in_order():
    assert [(number, len(headings)) for number, _title, headings in CHAPTERS] == [
        ("", 1), ("1", 6), ("2", 5), ("3", 3), ("4", 2), ("5", 1), ("6", 1),
    ]  # fmt: skip
    assert len(HEADINGS) == 19


@pytest.mark.django_db
def test_what_is_registered_fills_its_heading_with_where_it_comes_from(twente, nadia):
    found = parts(full(twente, nadia))
    texts = {name: " ".join(told.text for told in part.told) for name, part in found.items()}
    for heading, words in {
        "summary": "Loop eerst een dag mee.", "end_group": "Ouderen", "between_group": "Wijkteams",
        "place": "Saxion Almelo",
        "content": "Zo begin je", "material": "https://example.org/film", "quality": "Saxion", "tried": "pleit ervoor",
        "studied": "Een studie.", "elements": "Eerst luisteren", "link": "Dan hoor je meer.", "literature": "Studie X",
    }.items():  # fmt: skip
        assert words in texts[heading], heading
        assert all(told.origin and told.href for told in found[heading].told)
    assert [part.heading.id for part in worksheet_queries.sheet_of(Product.objects.get()).lacking] == [
        "goals", "set_up", "conditions", "problem",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_empty_product_is_told_where_to_fill_each_heading(client, twente, nadia):
    product = make_product(home=twente)
    found = parts(product)
    assert all(part.missing for part in found.values())
    assert all(part.hint and part.href.startswith("/kennis/") for part in found.values())
    shown = signed_in(client, nadia).get(f"{product.get_absolute_url()}werkblad/").content.decode()
    assert "Hier kijkt het panel naar, en het is nog leeg" in shown


@pytest.mark.django_db
def test_of_the_rounds_it_was_lifted_from_only_public_words_leave_the_house(client, twente, nadia, at):
    project = make_project(nadia, twente)
    open_, shut = (make_round(project, nadia, public=public, action=f"Ronde {public}") for public in (True, False))
    version = lift_actions.from_insight(open_, title="Wat we leerden", type="guide", by=nadia, at=at)
    product = make_product(ref=version.ref, home=twente)
    assert "Ronde True" in [told.text for told in parts(product)["set_up"].told]
    lift_actions.Lift.objects.create(round=shut, ref=product.ref, at=at)
    assert "Ronde False" not in [told.text for told in parts(product)["set_up"].told]
    shown = signed_in(client, nadia).get(f"{product.get_absolute_url()}werkblad/").content.decode()
    assert "1 leerronde waar dit uit komt is niet openbaar" in shown


@pytest.mark.django_db
def test_a_product_of_its_own_words_is_not_named_when_it_is_not_public(twente, nadia):
    product = make_product(home=twente)
    hidden = make_product("Alleen voor ons", home=twente, visibility="members")
    make_evidence(product, by=nadia, rests_on="product", other=hidden, title=hidden.title)
    assert parts(product)["literature"].told == []


@pytest.mark.django_db
class TestOwnText:
    def test_it_is_saved_with_care_for_who_writes_too(self, twente, nadia, bas, sam, at):
        product = make_product(home=twente)

        def save(text, seen, by):
            return worksheet_actions.save_text(product, heading="goals", text=text, seen=seen, by=by, at=at)

        assert save("", 0, nadia) is None
        assert save("Van Nadia", 0, nadia).saved == 1
        assert save("Van Nadia", 0, bas).saved == 1
        with pytest.raises(worksheet_actions.Overwritten) as refused:
            save("Van Bas", 0, bas)
        assert refused.value.text.text == "Van Nadia"
        assert save("Van ons samen", 1, bas).saved == 2
        with pytest.raises(Refused):
            save("Van Sam", 2, sam)
        with pytest.raises(Refused):
            worksheet_actions.save_text(product, heading="weg", text="x", seen=0, by=nadia, at=at)
        assert parts(product)["goals"].own == "Van ons samen"
        assert [entry.verb for entry in ledger.trail(product)][1:] == ["product.worksheet_saved"] * 2

    def test_the_form_keeps_what_both_wrote(self, client, twente, nadia, bas, at):
        product = make_product(home=twente)
        worksheet_actions.save_text(product, heading="goals", text="Van Bas", seen=0, by=bas, at=at)
        address = f"{product.get_absolute_url()}werkblad/goals/"
        signed_in(client, nadia)
        shown = client.post(address, {"text": "Van Nadia", "seen": "0"}).content.decode()
        assert "Van Bas" in shown
        assert "Van Nadia" in shown
        assert client.post(address, {"text": "Van Nadia", "seen": "1"}).status_code == 302
        assert "Van Nadia" in client.get(f"{product.get_absolute_url()}werkblad/").content.decode()
        assert client.get(f"{product.get_absolute_url()}werkblad/weg/").status_code == 404
        assert "Maak het iets korter" in client.post(address, {"text": "x" * 20_001, "seen": "2"}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_write_under_the_same_heading_at_once(twente, nadia, bas, at):
    product = make_product(home=twente)
    outcomes = at_once(
        *(
            lambda who=who: worksheet_actions.save_text(
                product, heading="goals", text=f"Van {who}", seen=0, by=who, at=at
            )
            for who in (nadia, bas)
        )
    )
    assert len(refusals(outcomes)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("form", READ)
def test_the_document_opens_and_says_everything(client, twente, nadia, at, form):
    product = full(twente, nadia)
    worksheet_actions.save_text(product, heading="goals", text="Eén doel.\n\nEn & nog <een>.", seen=0, by=nadia, at=at)
    answer = signed_in(client, nadia).get(f"{product.get_absolute_url()}werkblad.{form}")
    assert answer["Content-Type"] == office.FORMS[form][1]
    assert f'.{form}"' in answer["Content-Disposition"]
    told = READ[form](answer.content)
    for words in (
        "1 Beschrijving",
        "1.3 Doelen",
        "Eén doel.",
        "En & nog <een>.",
        "Zo begin je",
        "Loop mee.",
        "Studie X",
    ):
        assert words in squeezed(" ".join(told)), words
    sheet = worksheet_queries.sheet_of(product)
    wanted = worksheet_files.blocks(sheet, on=moment().date(), address="x")
    for block in wanted[2:]:
        assert block.text in told
    assert client.get(f"{product.get_absolute_url()}werkblad.pdf").status_code == 404


def test_marked_up_text_keeps_its_words_and_where_its_links_lead():
    text = "# Kop\n\nLees **dit** en [dat](https://example.org/a).\n\n- een\n- twee `code`\n\n"
    text += "```\nvast\n```\n\n![foto](a.png)"
    found = [(block.sort, block.text) for block in paper.plain(text)]
    assert ("text", "Lees dit en dat (https://example.org/a).") in found
    assert [text for sort, text in found if sort == "item"] == ["een", "twee code"]
    assert {"Kop", "vast", "foto (a.png)"} <= {text for _sort, text in found}
    assert "– een" in paper.words_of(text).split("\n")


SORTS = st.sampled_from(["heading", "text", "item", "note"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60)


@pytest.mark.parametrize("form", READ)
@settings(max_examples=40, deadline=None)
@given(told=st.lists(st.tuples(SORTS, WORDS.filter(lambda text: text.strip())), min_size=1, max_size=8))
def test_a_round_trip_loses_no_text(form, told):
    wanted = [Block(sort, text.strip(), 1) for sort, text in told]
    make, _mime = office.FORMS[form]
    assert READ[form](make(wanted, title="Titel", lang="nl")) == [block.text for block in wanted]


@pytest.mark.django_db
@pytest.mark.parametrize("form", READ)
def test_what_no_document_holds_does_no_harm(client, twente, nadia, form):
    product = make_product("Raar \x0b\x01 ding", home=twente, text="a\x0cb \ufffe c")
    answer = signed_in(client, nadia).get(f"{product.get_absolute_url()}werkblad.{form}")
    assert "ab  c" in READ[form](answer.content)
