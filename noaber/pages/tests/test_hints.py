# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an author is told: by piece, by page, and while writing."""

import json

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from noaber.pages import drafts
from noaber.pages.editor_testing import make_editor, make_page, make_picture
from noaber.pages.hints import Part, alt_fault, language_of, look, plain
from noaber.people.testing import make_concept

LONG = "Deze zin gaat maar door " * 6 + "."


def told(*parts, **facts):
    return [hint.about for hint in look(parts, **facts).access]


def test_headings_go_down_one_step_at_a_time():
    assert told(Part("heading", "Eerst", level=2), Part("heading", "Dan", level=3)) == []
    (about,) = told(Part("heading", "Eerst", level=3))
    assert "slaat een niveau over" in about
    assert len(told(Part("heading", "", level=2), Part("heading", "Zo", level=2), Part("heading", "Zo", level=2))) == 2
    assert "gelijk aan de titel" in told(Part("heading", "Over ons", level=2), title="Over ons")[0]
    assert "hoofdletters" in told(Part("heading", "OVER ONS", level=2))[0]


def test_much_text_asks_for_a_heading():
    text = Part("text", "Een korte zin staat hier. " * 80, "b1")
    assert any("zonder kop" in about for about in told(text))
    assert not any(
        "zonder kop" in about for about in told(Part("text", "Kort."), text.__class__("heading", "Kop", level=2))
    )


@pytest.mark.parametrize("words", ["klik hier", "Lees meer »", "hier", "meer informatie", "", "https://example.org/a"])
def test_a_link_says_where_it_goes(words):
    assert told(Part("link", words, href="https://example.org"))


def test_a_good_link_is_left_alone_and_two_alike_are_not():
    assert told(Part("link", "Het verslag van maart", href="/a")) == []
    assert "dezelfde woorden" in told(Part("link", "verslag", href="/a"), Part("link", "verslag", href="/b"))[0]
    assert "niet beveiligd" in told(Part("link", "verslag", href="http://example.org"))[0]


@pytest.mark.parametrize(
    ("alt", "file_name", "good"),
    [
        ("", "a.jpg", False),
        ("IMG_2034.jpg", "x.jpg", False),
        ("IMG_2034", "x.jpg", False),
        ("DSC 0012", "x.jpg", False),
        ("teamfoto-2023", "original_images/teamfoto-2023.png", False),
        ("Foto van een buurthuis", "x.jpg", False),
        ("een", "x.jpg", False),
        ("Zes mensen drinken koffie in het buurthuis", "x.jpg", True),
        ("Inge", "x.jpg", False),
        ("Inge leest", "x.jpg", True),
        ("Koffie in het buurthuis", "koffie-in-het-buurthuis.jpg", True),
    ],
)
def test_words_for_a_picture(alt, file_name, good):
    assert (alt_fault(alt, file_name=file_name) == "") is good


def test_every_column_has_a_heading():
    assert told(Part("table", "a · b", headers=("Naam", "")))
    assert told(Part("table", "a · b", headers=("Naam", "Plaats"))) == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("We are the people who work with the residents of the neighbourhood and we learn from it.", "en"),
        ("Wij zijn de mensen die met de inwoners van de wijk werken en we leren er van.", "nl"),
        ("Amsterdam Zwolle Almelo", ""),
    ],
)
def test_the_language_of_a_piece(text, lang):
    assert language_of(text) == lang
    assert bool(told(Part("text", text), lang="nl")) is (lang == "en")


def test_scores_are_for_dutch_only():
    hints = look([Part("text", "The cat sat on the mat and it is here. " * 8)], lang="en")
    assert (hints.reading.words, hints.hard_words) == (0, ())


@given(st.text(max_size=200))
def test_any_html_gives_words(html):
    text, links = plain(html)
    assert isinstance(text, str)
    assert isinstance(links, list)


def test_words_and_links_of_rich_text():
    text, links = plain('<p>Een <b>twee</b></p><ul><li>drie</li></ul><p><a href="/a">vier</a></p>')
    assert text == "Een twee\ndrie\nvier"
    assert links == [("/a", "vier")]


# ── A page ───────────────────────────────────────────────────────────────────────────────────────────────────────────
BODY = [
    {"type": "heading", "value": {"text": "Kop", "level": "3"}, "id": "a1"},
    {"type": "text", "value": f'<p>{LONG}</p><p>We faciliteren. <a href="https://e.org">klik hier</a></p>', "id": "a2"},
    {"type": "table", "value": {"columns": [{"type": "text", "heading": ""}], "rows": [{"values": ["x"]}]}, "id": "a3"},
    {"type": "folds", "value": {"title": "", "folds": [{"question": "Hoe?", "answer": f"<p>{LONG}</p>"}]}, "id": "a4"},
]


@pytest.fixture
def draft(twente):
    return make_page(twente, "Over ons", summary="Wij participeren graag in de wijk.", body=json.dumps(BODY))


def test_a_page_is_read_from_top_to_bottom(draft):
    hints = drafts.hints_for(draft)
    assert [hint.block for hint in hints.long_sentences] == ["a2", "a4"]
    assert {word.text for word in hints.hard_words} == {"participeren", "faciliteren"}
    assert [hint.block for hint in hints.access] == ["a1", "a2", "a3"]


def test_the_picture_above_a_page_is_looked_at(twente, draft):
    draft.picture = make_picture(twente, alt="IMG_1234.jpg")
    assert any("bestand" in hint.about for hint in drafts.hints_for(draft).access)
    draft.picture = make_picture(twente, "Rand", alt="", ornament=True)
    assert not any("bestand" in hint.about for hint in drafts.hints_for(draft).access)


def test_the_thesaurus_gives_plainer_words_or_an_explanation(db):
    make_concept("armoede", pref_nl="armoede", alt=["inkomensproblematiek"])
    make_concept("positieve-gezondheid", pref_nl="burgerparticipatie", note="Inwoners doen zelf mee. Meer niet.")
    known = drafts.thesaurus_words()
    assert known["inkomensproblematiek"].instead == ("armoede",)
    assert known["burgerparticipatie"].explain == "Inwoners doen zelf mee"
    assert "armoede" not in known


@pytest.fixture
def els(twente, client):
    person = make_editor(twente)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def test_the_editor_shows_them_beside_the_form(els, client, draft):
    body = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert '<section class="hints" data-hints' in body
    assert "faciliteren" in body
    assert "pages/js/hints" in body


def test_they_are_asked_for_while_writing_and_nothing_is_kept(els, client, draft):
    form = {
        "title": "Nieuw", "slug": "over-ons", "summary": "Wij implementeren.", "sort": "text", "lang": "nl",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "heading", "body-0-id": "b1",
        "body-0-value-text": "Tussen", "body-0-value-level": "3",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post(reverse("page_hints", args=[draft.pk]), form)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "implementeren" in body
    assert "#block-b1-section" in body
    draft.refresh_from_db()
    assert draft.title == "Over ons"
    new = reverse("page_hints_add", args=["pages", "prosepage", draft.get_parent().pk])
    assert "implementeren" in client.post(new, form).content.decode()
    assert client.post(new, {}).status_code == 200
    assert client.get(new).status_code == 405


def test_they_are_for_who_keeps_the_page(client, draft, elsewhere):
    stranger = make_editor(elsewhere, "Zeger")
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("page_hints", args=[draft.pk]), {}).status_code == 404
