# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search the other way round finds what the search finds, where a document covers the question."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noaber import search
from noaber.search.alerts import Batch, wanted
from noaber.search.documents import SearchRequest
from noaber.search.testing import make_document
from noaber.search.thesaurus import Theme, Thesaurus

THEMES = Thesaurus(
    [
        Theme("schulden", "schulden", "debts", ("geldzorgen", "problematische schulden", "bank"), ("bank",)),
        Theme("wonen", "wonen", "housing", ("huisvesting",)),
    ]
)
KINDS, PLACES, SLUGS = ("product", "question", "project"), ("twente", "zuyd"), ("schulden", "wonen", "armoede")


def refs(documents, thesaurus=THEMES, **asked):
    found = Batch(documents).matching(wanted(SearchRequest(**asked), thesaurus, lambda _term: 1.0))
    return [one.ref for one in found]


@pytest.mark.parametrize(
    ("asked", "title", "met"),
    [
        ("schulden", "Jongeren met schulden", True),
        ("schulden", "Schuldhulpverlening in de wijk", True),
        ("schuldhulpverlening", "Hulpverlening bij schulden", True),
        ("schuldhulpverlening", "Hulpverlening aan huis", False),
        ("jongeren schulden", "Jongeren in de wijk", False),
        ("hoe bereik je jongeren met schulden", "Jongeren en schulden", True),
        ("geldzorgen", "Problematische schulden", True),
        ("debts", "Schulden in de wijk", True),
        ("bank", "Schulden in de wijk", False),
        ("kletskassa", "Schulden", False),
    ],
)
def test_an_alert_is_right_or_it_is_not_there(asked, title, met):
    assert refs([make_document("p-1", title=title)], text=asked) == (["p-1"] if met else [])


def test_a_theme_on_a_document_is_as_good_as_its_words():
    assert refs([make_document("p-1", title="Rondkomen", themes=("schulden",))], text="geldzorgen") == ["p-1"]


def test_years_count_and_without_a_choice_everything_passes():
    documents = [make_document("p-1", year=2020), make_document("p-2", year=2024), make_document("p-3")]
    assert refs(documents, year_from=2021, year_to=2025) == ["p-2"]
    assert refs(documents) == ["p-1", "p-2", "p-3"]


some = st.lists(
    st.builds(
        lambda number, kind, places, themes, perspective, year: make_document(
            f"d-{number}", kind=kind, title="Zoiets", werkplaatsen=tuple(places), themes=tuple(themes),
            perspective=perspective, year=year,
        ),
        st.integers(1, 999), st.sampled_from(KINDS), st.sets(st.sampled_from(PLACES)), st.sets(st.sampled_from(SLUGS)),
        st.sampled_from(("", "resident")), st.sampled_from((None, 2020, 2024)),
    ),
    max_size=6, unique_by=lambda one: one.ref,
)  # fmt: skip
asks = st.builds(
    lambda kinds, place, themes, theme, perspective, year: SearchRequest(
        kinds=tuple(kinds), werkplaats=place, themes=tuple(themes), theme=theme, perspective=perspective,
        year_from=year, year_to=year, limit=50, facets=(),
    ),
    st.sets(st.sampled_from(KINDS), max_size=2), st.sampled_from(("", *PLACES)),
    st.sets(st.sampled_from(SLUGS), max_size=2),
    st.sampled_from(("", *SLUGS)), st.sampled_from(("", "resident")), st.sampled_from((None, 2020)),
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=some, request=asks)
def test_choices_leave_the_same_documents_as_in_a_list(shelf, by_words, documents, request):
    """The engine and the batch are two programs for one rule."""
    for kind, source in shelf.sources.items():
        for ref in list(source.held):
            shelf.take(kind, ref)
    shelf.put(*documents)
    search.catch_up()
    listed = sorted(hit.ref for hit in search.find(request).hits)
    assert sorted(one.ref for one in Batch(documents).matching(wanted(request, THEMES, lambda _term: 1.0))) == listed
