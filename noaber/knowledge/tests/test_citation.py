# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we hand over to cite with opens in the tools it is for, and nothing is lost on the way."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser import middlewares as steps
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from noaber import search
from noaber.knowledge import draft_actions, review_actions
from noaber.knowledge.citation import Cited
from noaber.knowledge.citation_formats import FORMS, SORTS, STYLE, apa
from noaber.knowledge.citing_queries import MOST
from noaber.knowledge.models import Product
from noaber.knowledge.names import Name, name_of, tidy
from noaber.knowledge.testing import WRITTEN_AT, make_product, make_published
from noaber.people.models import Person
from noaber.people.testing import make_concept

ADDRESS = "https://noaber.example/kennis/zo-een/"
SIGNS = some.text(
    some.one_of(some.sampled_from("{}%&$#_^~\\\"'`<>-,;:/ \n\tëÅß’“漢"), some.characters(exclude_categories=["Cs"]))
)
TEXTS = SIGNS.map(tidy).filter(lambda text: not set(text) & set("\ue000\ue001\ue002\ue003\ue004"))
TITLES = TEXTS.filter(bool)
NAMES = some.sampled_from(
    ["Jan van der Meer", "Anna de Vries-van Dijk", "Saxion & Co", "’t Hart, Jan", "Gemeente Hengelo, team {jeugd}",
     "Jan 't Hart", "J. W. de Boer", "Ludwig von und zu Berg", "Movisie", "Rik and Roll"]
).map(name_of)  # fmt: skip
CITED = some.builds(
    Cited, key=some.just("zo-een"), type=some.sampled_from(sorted(SORTS)), title=TITLES, address=some.just(ADDRESS),
    authors=some.lists(NAMES, max_size=4, unique=True).map(tuple), year=some.none() | some.integers(1000, 2200),
    publisher=TEXTS, lang=some.sampled_from(["nl", "en"]), version=some.sampled_from(["", "2"]), summary=TEXTS,
    words=some.lists(TITLES.filter(lambda text: "," not in text), max_size=3).map(tuple),
)  # fmt: skip


def decoder():
    """Every sign that LaTeX has a word for; the library that reads it knows most of them."""
    known = get_default_latex_context_db()
    words = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciigrave": "`"}
    known.add_context_category("ours", macros=[MacroTextSpec(name, sign) for name, sign in words.items()], prepend=True)
    return LatexNodes2Text(latex_context=known, keep_comments=False, strict_latex_spaces=True)


DECODER = decoder()


def read(field):
    return DECODER.latex_to_text(field)


@given(CITED)
@settings(max_examples=300, deadline=None)
def test_bibtex_gives_everything_back(cited):
    made = FORMS["bib"].write([cited])
    library = bibtexparser.parse_string(made, append_middleware=[steps.SeparateCoAuthors(), steps.SplitNameParts()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    told = {field.key: field.value for field in entry.fields}
    assert entry.key == cited.key
    assert read(told["title"].removeprefix("{").removesuffix("}")) == cited.title
    assert told.get("year", "") == str(cited.year or "")
    assert told["url"] == cited.address
    assert read(told.get("institution", told.get("publisher", ""))) == cited.publisher
    assert read(told.get("abstract", "")) == cited.summary
    assert read(told.get("keywords", "")) == ", ".join(cited.words)
    assert (told["language"], told.get("version", "")) == (cited.lang, cited.version)
    assert [person(one) for one in told.get("author", [])] == [
        (name.given, name.particle, name.family) for name in cited.authors
    ]


def person(parts):
    given, particle, family = (read(" ".join(part)) for part in (parts.first, parts.von, parts.last))
    return given, particle, family


@given(CITED)
@settings(max_examples=300, deadline=None)
def test_ris_gives_everything_back(cited):
    (entry,) = rispy.loads(FORMS["ris"].write([cited]))
    assert entry["id"] == cited.key
    assert entry["title"] == cited.title
    assert entry.get("authors", []) == [name.turned for name in cited.authors]
    assert entry.get("year", "") == str(cited.year or "")
    assert entry.get("publisher", "") == cited.publisher
    assert entry.get("abstract", "") == cited.summary
    assert entry.get("keywords", []) == list(cited.words)
    assert (entry["urls"], entry["language"], entry.get("edition", "")) == ([cited.address], cited.lang, cited.version)


@given(CITED)
@settings(max_examples=150, deadline=None)
def test_csl_json_gives_everything_back_and_its_own_tool_prints_it(cited):
    made = FORMS["json"].write([cited])
    (item,) = json.loads(made)
    assert (item["id"], item["title"], item["URL"]) == (cited.key, cited.title, cited.address)
    assert item.get("issued", {}).get("date-parts", [[None]]) == [[cited.year]]
    assert (item.get("publisher", ""), item.get("abstract", "")) == (cited.publisher, cited.summary)
    assert [Name(one.get("literal") or one["family"], one.get("given", ""), one.get("non-dropping-particle", ""),
                 whole="literal" in one) for one in item.get("author", [])] == list(cited.authors)  # fmt: skip


@given(CITED)
@settings(max_examples=100, deadline=None)
def test_the_apa_line_is_safe_and_has_what_a_reader_needs(cited):
    line = apa(cited)
    bare = line.replace("<i>", "").replace("</i>", "")
    assert "<" not in bare
    assert cited.address in bare
    plain = line.unescape()
    assert str(cited.year or "z.d.") in plain
    for name in cited.authors:
        assert name.family in plain


def test_a_tool_of_others_makes_the_same_line_of_what_we_hand_over():
    cited = Cited("a", "guide", "Eerst meelopen", ADDRESS, (name_of("Jan van der Meer"), name_of("Saxion")), 2026)
    source = CiteProcJSON(json.loads(FORMS["json"].write([cited])))
    style = CitationStylesStyle(str(STYLE), locale="nl-NL", validate=False)
    made = CitationStylesBibliography(style, source, formatter.plain)
    made.register(Citation([CitationItem("a")]))
    line = "van der Meer, J., & Saxion. (2026). Eerst meelopen [Handreiking]. https://noaber.example/kennis/zo-een/"
    assert str(made.bibliography()[0]) == line
    assert FORMS["txt"].write([cited]) == f"{line}\n"
    with translation.override("en"):
        assert "(2026)" in apa(cited)


def test_without_a_maker_the_title_stands_first_and_once():
    assert (
        str(apa(Cited("a", "poster", "Samen eten", ADDRESS, year=2020))) == f"Samen eten. (2020). [Poster]. {ADDRESS}"
    )


def test_without_a_year_it_says_so():
    assert "(z.d.)" in apa(Cited("a", "report", "Samen eten", ADDRESS, (name_of("Movisie"),)))


def test_every_type_has_its_place():
    assert set(SORTS) == set(Product.Type.values)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Jan van der Meer", Name("Meer", "Jan", "van der")),
        ("Meer, Jan van der", Name("Meer", "Jan", "van der")),
        ("Van der Meer, Jan", Name("Meer", "Jan", "van der")),
        ("van den Berg", Name("Berg", "", "van den")),
        ("Van Dijk", Name("Dijk", "", "van")),
        ("dr. J.W. de Boer, PhD", Name("Boer", "J.W.", "de")),
        ("Maria de Graaf-van Dijk", Name("Graaf-van Dijk", "Maria", "de")),
        ("Jan 't Hart", Name("Hart", "Jan", "'t")),
        ("Garcia Lopez, Maria", Name("Garcia Lopez", "Maria")),
        ("Movisie", Name("Movisie", whole=True)),
        ("Hogeschool van Amsterdam", Name("Hogeschool van Amsterdam", whole=True)),
        ("De Buurt", Name("De Buurt", whole=True)),
    ],
)
def test_a_dutch_name_is_taken_apart(typed, name):
    assert name_of(typed, {"de buurt"}) == name


@pytest.mark.django_db
def test_a_product_a_version_and_a_list_are_handed_over(client, twente, nadia):
    make_concept("jongeren")
    facts = {"authors": [["Nadia el Idrissi", "research"]], "themes": ["jongeren"], "year": 2025}
    product = make_published(nadia, twente, **facts)
    again = draft_actions.revise(product, by=nadia, at=WRITTEN_AT)
    draft_actions.save_draft(again, facts={**again.facts, "title": "Meelopen"}, seen=0, by=nadia, at=WRITTEN_AT)
    review_actions.ask_review(again, by=nadia, at=WRITTEN_AT)
    editor = Person.objects.get(name="Eva")
    review_actions.publish(again, by=editor, at=WRITTEN_AT)
    page = f"/kennis/{product.slug}/"
    (now,) = json.loads(client.get(f"{page}citeren.json").content)
    (then,) = json.loads(client.get(f"{page}versie/1/citeren.json").content)
    assert (now["title"], now["version"]) == ("Meelopen", "2")
    assert now["URL"].endswith(page)
    assert (then["title"], then["version"]) == ("Eerst meelopen", "1")
    assert then["URL"].endswith(f"{page}versie/1/")
    assert now["keyword"]
    assert client.get(f"{page}citeren.doc").status_code == 404
    search.catch_up()
    for form in FORMS:
        answer = client.get(f"/kennis/citeren.{form}?soort=guide")
        assert answer.status_code == 200
        assert "Meelopen" in answer.content.decode()
        assert "Meelopen" not in client.get(f"/kennis/citeren.{form}?soort=podcast").content.decode()
    for shown in (page, f"{page}versie/1/"):
        assert "Idrissi, N." in client.get(shown).content.decode()
    assert f"{page}versie/1/citeren.bib" in client.get(f"{page}versie/1/").content.decode()


@pytest.mark.django_db
def test_a_list_hands_over_only_what_its_reader_may_read(client, twente):
    make_product("Openbaar", home=twente)
    make_product("Van ons", home=twente, visibility="members")
    search.catch_up()
    told = client.get("/kennis/citeren.txt").content.decode()
    assert "Openbaar" in told
    assert "Van ons" not in told
    assert client.get("/kennis/van-ons/citeren.bib").status_code == 404
    assert MOST == 200
