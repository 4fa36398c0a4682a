# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import QueryDict

from noaber.ui.address import choosing, hidden_pairs, query_with


def test_one_thing_changes_and_the_rest_stays():
    assert query_with("q=geld&soort=vraag&page=3", soort="kennis") == "?q=geld&soort=kennis"


def test_a_page_keeps_the_filters():
    assert query_with(QueryDict("q=geld&thema=a&thema=b"), page=2) == "?q=geld&thema=a&thema=b&page=2"


def test_nothing_takes_a_filter_away():
    assert query_with({"q": "geld", "jaar": "2024"}, jaar=None) == "?q=geld"


def test_a_form_carries_the_rest_along():
    assert hidden_pairs({"q": "geld", "jaar": "2024", "leeg": ""}, "q") == [("jaar", "2024")]


def test_markup_in_a_query_is_encoded():
    assert query_with(None, q="<b>&") == "?q=%3Cb%3E%26"


def test_the_choices_of_a_filter_stand_after_the_rest_and_start_at_the_first_page():
    without, before = choosing("q=jeugd+en+geld&thema=a&page=3", "thema")
    assert (without, before + "b") == ("?q=jeugd+en+geld", query_with("q=jeugd+en+geld&thema=a&page=3", thema="b"))
    assert choosing("", "thema") == ("?", "?thema=")
