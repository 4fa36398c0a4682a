# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is found, why, and by whom."""

from datetime import timedelta

import pytest

from noaber import search
from noaber.people.models import Concept
from noaber.search import queries
from noaber.search.actions import vain_words
from noaber.search.documents import SearchRequest
from noaber.search.models import ZeroHit
from noaber.search.testing import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("by_words")]

HOSTILE = [
    "", " ", "AND (", '"', "title:[* TO *]", "-", "+++", "a" * 10_000, "jongeren " * 1_200, "😀👩‍👩‍👧", "مرحبا بالعالم",
    "\u202eschulden\u202c", "\x00schulden", "<script>alert(1)</script>", "' OR 1=1 --", "𝕤𝕔𝕙𝕦𝕝𝕕𝕖𝕟", "́́́́", "\ud800",
]  # fmt: skip


def refs(asked="", **values):
    return [hit.ref for hit in search.find(SearchRequest(asked, **values)).hits]


@pytest.fixture
def filled(shelf):
    shelf.put(
        make_document("p-1", title="Schuldregeling voor jongvolwassenen", summary="Hulp bij <b>geldzorgen</b> & meer."),
        make_document("p-2", title="Eenzaamheid onder ouderen", year=2021, date="2021-03-02", themes=("eenzaamheid",)),
        make_document("p-3", kind="news", title="Bijeenkomst over wijkteams", year=2023, werkplaatsen=("twente",)),
        make_document("v-1", kind="question", title="Hoe help je jongeren met schulden?", perspective="resident"),
    )
    search.catch_up()
    return shelf


def test_a_part_of_a_compound_is_found_and_told(filled):
    hit = search.find(SearchRequest("schulden", kinds=("product",))).hits[0]
    assert hit.ref == "p-1"
    assert "“Schuldregeling” bevat “schulden”" in hit.why
    assert hit.title_marked == "<mark>Schuld</mark>regeling voor jongvolwassenen"


def test_snippets_escape_html_and_mark(filled):
    hit = search.find(SearchRequest("geldzorgen")).hits[0]
    assert "&lt;b&gt;<mark>geldzorgen</mark>&lt;/b&gt; &amp; meer." in hit.snippet
    assert hit.why[0] == "Zelfde woord: “geldzorgen”"


def test_a_question_in_plain_words_never_needs_all_of_them(filled):
    assert refs("wat kan een buurman doen tegen eenzaamheid in het najaar")[0] == "p-2"


def test_filters_facets_and_total_agree(filled):
    found = search.find(SearchRequest("jongeren ouderen wijkteam schulden"))
    assert found.total == len(found.hits) == sum(value.count for value in found.facet("kind").values) == 4
    assert refs("wijkteams", werkplaats="twente") == ["p-3"]
    assert refs("wijkteams", werkplaats="zuyd") == []
    assert refs("ouderen", theme="eenzaamheid", year_from=2021, year_to=2021) == ["p-2"]
    assert refs("schulden", perspective="resident") == ["v-1"]


def test_an_answer_is_given_again_without_looking_until_the_index_changes(filled, monkeypatch):
    looked = []
    really = queries._ranked
    monkeypatch.setattr(queries, "_ranked", lambda *asked: looked.append(asked[1].text) or really(*asked))
    before = search.find(SearchRequest("eenzaamheid"))
    again = search.find(SearchRequest("eenzaamheid"))
    assert (again.hits, again.facets, again.total) == (before.hits, before.facets, before.total)
    assert looked == ["eenzaamheid"]
    for other in ({"werkplaats": "twente"}, {"facets": ("kind",)}, {"person_scope": ("public", "members")}):
        search.find(SearchRequest("eenzaamheid", **other))
    assert len(looked) == 4
    filled.put(make_document("p-4", title="Eenzaamheid in de wijk"))
    search.catch_up()
    assert "p-4" in refs("eenzaamheid")


def test_without_words_the_newest_come_first(filled):
    found = search.find(SearchRequest(limit=2))
    assert found.mode == "browse"
    assert [hit.ref for hit in found.hits] == ["p-3", "p-2"]
    assert found.total == 4
    assert refs(limit=10, offset=3, sort="newest") == [refs(limit=10)[3]]


def test_typing_errors_are_mended_only_in_unknown_words(filled):
    found = search.find(SearchRequest("eenzaamhied"))
    assert found.did_you_mean == "eenzaamheid"
    assert found.hits[0].ref == "p-2"
    assert search.find(SearchRequest("eenzaamheid")).did_you_mean == ""


def test_another_word_for_a_concept_is_searched_and_told(filled):
    Concept.objects.create(slug="schulden", pref_nl="schulden", pref_en="debts", alt=["betalingsproblemen"])
    queries.vocabulary(None)
    for asked in ("betalingsproblemen", "how to help with debts"):
        found = search.find(SearchRequest(asked))
        assert found.also_searched == ("schulden",)
        assert any("Ook gezocht op “schulden”" in hit.why for hit in found.hits)
    assert "schulden" in search.suggest("schul")


def test_words_are_suggested_from_public_titles(filled):
    assert "help bij eenzaamheid" in search.suggest("help bij eenz")


def test_the_same_question_is_suggested(filled):
    assert [hit.ref for hit in search.same_questions("jongeren met schulden helpen")] == ["v-1"]
    assert search.same_questions("jongeren met schulden helpen", exclude=["v-1"]) == []
    assert [hit.ref for hit in search.known_answers("schuldregeling")] == ["p-1"]


def test_asked_in_vain_keeps_words_and_moments_only(filled, at):
    assert search.find(SearchRequest("kwantumcomputer")).in_vain
    assert not search.find(SearchRequest("schulden")).in_vain
    for hours in (0, 0.5, 2, 30):
        search.asked_in_vain("Kwantumcomputer  \x00", at=at + timedelta(hours=hours))
    search.asked_in_vain(" ", at=at)
    assert list(ZeroHit.objects.values_list("text", "times", "days")) == [("kwantumcomputer", 3, 2)]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("kletskassa", ["kletskassa"]),
        ("Warme wissel", ["warme wissel", "warme", "wissel"]),
        ("hoe werkt een kletskassa?", ["werkt", "kletskassa"]),
        ("kletskassa 0612345678 jan@voorbeeld.nl 12-03-1960", ["kletskassa"]),
        ("mijn buurman aan de dorpsstraat drinkt te veel en slaat de hond en ik weet niet wat", []),
        ("' OR 1=1 --", []),
    ],
)
def test_of_a_question_only_words_are_kept_never_a_story_or_a_number(asked, kept):
    assert vain_words(asked) == kept


@pytest.mark.parametrize("asked", HOSTILE)
def test_nothing_that_is_typed_makes_it_fail(filled, asked):
    search.find(SearchRequest(asked))
    search.same_questions(asked)
    search.known_answers(asked)
    search.suggest(asked)


def test_odd_filters_and_pages_do_not_fail(filled):
    assert refs("schulden", kinds=("bestaat-niet",), werkplaats="' OR 1") == []
    assert refs("schulden", limit=0) == []
    assert refs("schulden", offset=10_000) == []
    assert refs(limit=0) == refs(offset=10_000) == []


def test_without_an_index_there_are_no_answers_and_no_error(own_index):
    assert search.find(SearchRequest("schulden")).hits == []
    assert search.same_questions("schulden") == search.known_answers("schulden") == []
    assert not queries.progress().healthy


# ── Who may find what ────────────────────────────────────────────────────────────────────────────────────────────────

SECRET = "Vertrouwelijk zomerkampverslag"


@pytest.fixture
def secrets(filled):
    filled.put(
        make_document("p-hidden", title=SECRET, visibility="hidden", year=1999),
        make_document("p-members", title=SECRET, visibility="members:twente", year=1999),
        make_document("v-hidden", kind="question", title=SECRET, visibility="hidden"),
        make_document("v-members", kind="question", title=SECRET, visibility="members:twente"),
    )
    search.catch_up()


@pytest.mark.parametrize(
    "scope", [(), ("public",), ("public", "members:zuyd"), ("hidden",), ("public", "hidden"), ("members:twente2",)]
)
def test_strangers_never_find_what_is_not_theirs(secrets, scope):
    for request in (SearchRequest(SECRET, person_scope=scope), SearchRequest(person_scope=scope)):
        found = search.find(request)
        assert not {"p-hidden", "p-members", "v-hidden", "v-members"} & {hit.ref for hit in found.hits}
        assert found.total <= 4
        assert "1999" not in [value.value for value in found.facet("year").values]


def test_nobody_sees_it_while_typing(secrets):
    assert search.same_questions(SECRET) == search.known_answers(SECRET) == []
    assert search.suggest("vertrouw") == search.suggest("zomerk") == []
    assert search.find(SearchRequest("zomerkampverslagg")).did_you_mean == ""


def test_members_find_theirs_and_nobody_finds_what_is_hidden(secrets):
    assert sorted(refs(SECRET, person_scope=("public", "members:twente"))) == ["p-members", "v-members"]
