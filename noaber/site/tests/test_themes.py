# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the themes, their feed, and the thesaurus as data that other programs read."""

import re

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, SKOS

from noaber import search
from noaber.base.testing import at
from noaber.exchange import actions as exchange
from noaber.exchange.format import read
from noaber.people.models import Concept, Person
from noaber.people.testing import make_concept
from noaber.questions.testing import make_question, make_voice
from noaber.search import thesaurus_actions
from noaber.site import theme_export

# A word about its own future, from the library that reads our data back.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")]


@pytest.fixture
def thesaurus():
    """A facet, a theme, what falls under it, and what is related."""
    facet = make_concept("f-leefgebied", pref_nl="Leefgebieden", scheme="facet")
    top = make_concept("bestaanszekerheid", broader=facet, facet=facet.slug, note="Rondkomen.", alt=["zekerheid"])
    below = make_concept("schulden", broader=top, facet=facet.slug, pref_en="debts", alt=["geldzorgen"])
    make_concept("wonen", broader=facet, facet=facet.slug).related.add(top)
    quality = make_concept("sociaal-economisch", scheme="sociale-kwaliteit", pref_nl="sociaal-economische zekerheid")
    quality.related.add(top)
    return below


@pytest.fixture
def network(own_index, twente, carla, thesaurus):
    records = [
        {"id": "p1", "kind": "publication", "title": "Vroeg erbij", "werkplaatsen": ["twente"], "date": "2024-03-02"},
        {"id": "p2", "kind": "publication", "title": "Rondkomen van weinig", "year": 2023},
        {"id": "l1", "kind": "project", "title": "Netwerkcirkel geld", "werkplaatsen": ["twente"]},
        {"id": "p9", "kind": "publication", "title": "Iets heel anders", "themes": ["wonen"]},
    ]
    exchange.take_in([read({"themes": ["schulden"], **one}) for one in records], by=None, at=at())
    question = make_question(title="Hoe help je bij schulden?", home=twente)
    question.themes.set([thesaurus])
    make_voice(question)
    search.changed("question", question.ref)
    search.catch_up()
    return question


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_overview_has_every_theme_under_its_facet_with_what_is_known(client, network):
    page = text(client.get("/themas/"))
    assert "Leefgebieden" in page
    # Three things and a question are about debts, and so about what that falls under: each counts once.
    assert "bestaanszekerheid 4 schulden" in page
    assert "wonen 1" in page
    assert "sociaal-economische zekerheid" in page
    assert "debts" in text(client.get("/en/themas/"))


def test_an_empty_network_teaches(client, own_index):
    assert "Nog geen thema’s" in text(client.get("/themas/"))


def test_a_theme_shows_everything_under_it(client, network):
    page = text(client.get("/themas/bestaanszekerheid/"))
    for told in ("Rondkomen.", "Ook gezegd: zekerheid", "Hieronder valt schulden", "Vroeg erbij", "Netwerkcirkel geld"):
        assert told in page
    assert "Deze vragen wachten op antwoord Hoe help je bij schulden?" not in page
    assert "Hoe help je bij schulden?" in page
    assert "Iets heel anders" not in page
    assert "Verwant" in page
    html = client.get("/themas/schulden/").content.decode()
    assert 'href="/themas/bestaanszekerheid/"' in html
    assert 'type="application/atom+xml"' in html
    assert "lijst=theme_detail&amp;thema=schulden" in html


def test_a_theme_can_be_seen_of_one_werkplaats_and_one_sort(client, network):
    page = text(client.get("/themas/schulden/?werkplaats=twente"))
    assert "Vroeg erbij" in page
    assert "Rondkomen van weinig" not in page
    page = text(client.get("/themas/schulden/?soort=kennis"))
    assert "2 gevonden" in page
    assert "Netwerkcirkel" not in page
    for odd in ("?werkplaats=%00", "?soort=x", "?soort=kennis&page=99", "?werkplaats=" + "x" * 999):
        assert client.get(f"/themas/schulden/{odd}").status_code == 200


def test_members_see_what_is_for_members(client, network, nadia, twente):
    from noaber.knowledge.models import Product

    Product.objects.filter(ref="p1").update(visibility="members")
    search.changed("product", "p1")
    search.catch_up()
    assert "Vroeg erbij" not in text(client.get("/themas/schulden/"))
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    assert "Vroeg erbij" in text(client.get("/themas/schulden/"))


@pytest.mark.parametrize("address", ["/themas/", "/themas/schulden/", "/themas/bestaanszekerheid/?soort=kennis"])
def test_at_most_twelve_queries_however_much_there_is(client, network, remembering, address):
    client.get(address)
    before = CaptureQueriesContext(connection)
    with before:
        assert client.get(address).status_code == 200
    above = Concept.objects.get(slug="schulden")
    for number in range(10):
        make_concept(f"soort-{number}", broader=above)
    record = {"kind": "publication", "themes": ["schulden"]}
    exchange.take_in([read({"id": f"m{n}", "title": f"Meer {n}", **record}) for n in range(10)], by=None, at=at())
    search.catch_up()
    client.get(address)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) <= len(before) <= 12, [query["sql"][:150] for query in after.captured_queries]


def test_a_theme_that_went_on_in_another_leads_there(client, network):
    into = make_concept("geldproblemen")
    old = Concept.objects.get(slug="schulden")
    thesaurus_actions.replace_concept(old, into=into, reason="Eén woord", by=None, at=at())
    search.catch_up()
    for path in ("/themas/schulden/", "/themas/schulden/feed/"):
        answer = client.get(path)
        assert answer.status_code == 301
        assert answer["Location"] == "/themas/geldproblemen/"
    assert "Vroeg erbij" in text(client.get("/themas/geldproblemen/"))
    assert "Netwerkcirkel geld" in text(client.get("/themas/geldproblemen/"))
    assert client.get("/themas/bestaat-niet/").status_code == 404
    assert client.get("/themas/bestaat-niet/feed/").status_code == 404


def test_a_keeper_finds_the_way_to_the_thesaurus(client, network, carla):
    for person, way in ((carla, False), (Person.objects.create_superuser("k@example.org"), True)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert ("/thesaurus/thema/schulden/" in client.get("/themas/schulden/").content.decode()) is way
        assert ('href="/thesaurus/"' in client.get("/themas/").content.decode()) is way


def test_the_feed_is_read_by_a_feed_reader(client, network):
    feed = feedparser.parse(client.get("/themas/bestaanszekerheid/feed/").content)
    assert not feed.bozo
    assert {one.title for one in feed.entries} == {
        "Vroeg erbij", "Rondkomen van weinig", "Netwerkcirkel geld", "Hoe help je bij schulden?",
    }  # fmt: skip
    assert all(one.id.startswith("http") and one.updated for one in feed.entries)


# ── As data ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def graph(answer, form):
    return Graph().parse(data=answer.content.decode(), format="turtle" if form == "ttl" else "json-ld")


def address(slug):
    return URIRef(str(theme_export.address(slug)))


def test_turtle_and_json_ld_say_the_same(client, thesaurus):
    old, into = make_concept("geldzorg"), Concept.objects.get(slug="schulden")
    thesaurus_actions.replace_concept(old, into=into, reason="x", by=None, at=at())
    turtle = graph(client.get("/themas/thesaurus.ttl"), "ttl")
    assert isomorphic(turtle, graph(client.get("/themas/thesaurus.jsonld"), "jsonld"))
    own = address("schulden")
    assert (own, SKOS.prefLabel, Literal("debts", lang="en")) in turtle
    assert (own, SKOS.altLabel, Literal("geldzorgen", lang="nl")) in turtle
    assert (own, SKOS.broader, address("bestaanszekerheid")) in turtle
    assert (address("bestaanszekerheid"), SKOS.narrower, own) in turtle
    assert (address("bestaanszekerheid"), SKOS.related, address("wonen")) in turtle
    assert (address("geldzorg"), DCTERMS.isReplacedBy, own) in turtle
    assert (address("geldzorg"), OWL.deprecated, Literal(True)) in turtle
    assert (address("f-leefgebied"), SKOS.topConceptOf, URIRef(str(theme_export.scheme()))) in turtle
    assert len(set(turtle.subjects(RDF.type, SKOS.Concept))) == Concept.objects.count()
    for one in turtle.subjects(RDF.type, SKOS.Concept):
        assert len({label.language for label in turtle.objects(one, SKOS.prefLabel)}) == len(
            list(turtle.objects(one, SKOS.prefLabel))
        )
        # What SKOS keeps apart: related, and over or under it.
        over = set(turtle.transitive_objects(one, SKOS.broader)) | set(turtle.transitive_subjects(SKOS.broader, one))
        assert not over & set(turtle.objects(one, SKOS.related))
        assert all((other, SKOS.related, one) in turtle for other in turtle.objects(one, SKOS.related))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('"\\\n\t<>@.;'), min_size=1))
def test_whatever_a_word_holds_it_comes_out_as_it_went_in(word):
    own = theme_export.address("x")
    said = [(own, "a", theme_export.Iri("skos:Concept")), (own, "skos:prefLabel", (word, "nl"))]
    for write, form in ((theme_export.written_turtle, "turtle"), (theme_export.written_json_ld, "json-ld")):
        (label,) = Graph().parse(data=write(said), format=form).objects(address("x"), SKOS.prefLabel)
        assert str(label) == word


def test_the_address_of_a_concept_gives_data_to_who_asks_for_data(client, thesaurus):
    for accept, form in (("text/turtle", "ttl"), ("application/ld+json, text/html;q=0.5", "jsonld")):
        answer = client.get("/themas/schulden/", HTTP_ACCEPT=accept)
        assert answer.status_code == 303
        assert answer["Location"] == f"/themas/schulden.{form}"
        assert "Accept" in answer["Vary"]
        assert (address("schulden"), RDF.type, SKOS.Concept) in graph(client.get(answer["Location"]), form)
    assert client.get("/themas/", HTTP_ACCEPT="text/turtle")["Location"] == "/themas/thesaurus.ttl"
    assert client.get("/themas/schulden/", HTTP_ACCEPT="text/html,text/turtle").status_code == 200
    assert client.get("/themas/thesaurus.xml").status_code == 404
    assert client.get("/themas/schulden.xml").status_code == 404
    assert client.get("/themas/bestaat-niet.ttl").status_code == 404


def test_a_kept_page_is_not_given_to_who_asks_for_data(client, own_index, thesaurus, settings):
    settings.PAGE_CACHE = True
    assert client.get("/themas/schulden/", HTTP_ACCEPT="text/html").status_code == 200
    assert client.get("/themas/schulden/", HTTP_ACCEPT="text/turtle").status_code == 303
