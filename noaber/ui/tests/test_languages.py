# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import RequestFactory
from django.utils import translation

from noaber.ui.languages import alternates, content_lang, in_language


@pytest.mark.parametrize(
    ("stored", "dutch", "english"),
    [
        ("/", "/", "/en/"),
        ("/kennis/een-gids/", "/kennis/een-gids/", "/en/kennis/een-gids/"),
        ("/en/kennis/een-gids/", "/kennis/een-gids/", "/en/kennis/een-gids/"),
        ("/vind/?q=a/b", "/vind/?q=a/b", "/en/vind/?q=a/b"),
        ("/entree/", "/entree/", "/en/entree/"),
        ("/-/brand/twente.css", "/-/brand/twente.css", "/-/brand/twente.css"),
        ("/static/ui/ring.svg", "/static/ui/ring.svg", "/static/ui/ring.svg"),
        ("https://example.org/a/", "https://example.org/a/", "https://example.org/a/"),
        ("//example.org/a/", "//example.org/a/", "//example.org/a/"),
        ("#deel", "#deel", "#deel"),
        ("", "", ""),
    ],
)
def test_a_stored_address_follows_the_reader(stored, dutch, english):
    with translation.override("nl"):
        assert in_language(stored) == dutch
    with translation.override("en"):
        assert in_language(stored) == english


def test_only_text_in_another_language_says_so():
    with translation.override("nl"):
        assert content_lang() == ""
        assert content_lang("en") == ' lang="en"'
    with translation.override("en"):
        assert content_lang() == ' lang="nl"'
        assert content_lang("en") == content_lang("") == content_lang(None) == ""
        assert content_lang('"><b>') == ' lang="&quot;&gt;&lt;b&gt;"'


@pytest.mark.parametrize("path", ["/kennis/?jaar=2024", "/en/kennis/?jaar=2024"])
def test_a_page_names_its_other_languages_with_the_same_query(path):
    assert alternates(RequestFactory().get(path)) == [
        ("nl", "http://testserver/kennis/?jaar=2024"),
        ("en", "http://testserver/en/kennis/?jaar=2024"),
        ("x-default", "http://testserver/kennis/?jaar=2024"),
    ]


def test_what_has_one_language_names_no_other():
    assert alternates(RequestFactory().get("/-/ui/")) == []
    assert alternates(None) == []
