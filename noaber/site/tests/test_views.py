# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Home, the find page and the pages of a werkplaats, as a reader meets them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber import search
from noaber.base.testing import at
from noaber.exchange import actions as exchange
from noaber.exchange.format import read
from noaber.questions.testing import ASKED_AT, answer, make_question, make_voice
from noaber.search.models import ZeroHit

pytestmark = pytest.mark.django_db


def _take_in(*records):
    exchange.take_in([read(record) for record in records], by=None, at=at())


@pytest.fixture
def network(own_index, twente, carla):
    _take_in(
        {
            "id": "p1",
            "kind": "publication",
            "title": "Schulden bij jongeren vroeg zien",
            "werkplaatsen": ["twente"],
            "year": 2024,
        },
        {"id": "m1", "kind": "method", "title": "Jongeren met schulden bereiken", "year": 2023},
        {"id": "l1", "kind": "project", "title": "Netwerkcirkel jongeren en schulden", "werkplaatsen": ["twente"]},
        {"id": "n1", "kind": "news", "title": "Nieuws over jongeren met schulden"},
        {
            "id": "e1",
            "kind": "meeting",
            "title": "Kenniscafé schulden",
            "date": "2099-03-02",
            "werkplaatsen": ["twente"],
        },
    )
    question = make_question(title="Hoe bereik je jongeren met schulden?", home=twente)
    make_voice(question)
    search.catch_up()
    return question


def _text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_home_shows_what_is_there_now(client, network):
    page = _text(client.get("/"))
    assert "1 vraag" in page
    assert "1 leertraject" in page
    assert "Schulden bij jongeren vroeg zien" in page
    assert "Kenniscafé schulden" in page
    assert "Hoe bereik je jongeren met schulden?" in page


def test_home_of_an_empty_network_teaches(client, own_index):
    page = _text(client.get("/"))
    assert "0 vragen" in page
    assert "Er wacht nu geen vraag op antwoord" in page
    assert "Nog geen bijeenkomsten" in page


def test_home_takes_at_most_twelve_queries(client, network, carla, remembering):
    answer(network, carla, ASKED_AT)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    assert len(asked) <= 12, [query["sql"][:120] for query in asked.captured_queries]


def test_what_is_found_stands_by_what_it_is_to_the_reader(client, network):
    page = client.get("/vind/", {"q": "hoe bereik je jongeren met schulden?"}).content.decode()
    titles = [
        page.index(title) for title in ("Wat er al bekend is", "Wie dezelfde vraag heeft", "Wie eraan werkt", ">Nieuws")
    ]
    assert titles == sorted(titles)
    assert "<mark>" in page
    assert "Zelfde woord" in page


def test_a_filter_keeps_the_question_and_can_be_taken_away(client, network):
    page = client.get("/vind/", {"q": "schulden", "soort": "kennis", "werkplaats": "twente"}).content.decode()
    assert "Schulden bij jongeren vroeg zien" in re.sub(r"</?mark>", "", page)
    assert "Netwerkcirkel" not in page
    assert "Vind in Twente" in page
    assert 'aria-current="true"' in page


def test_without_an_answer_the_way_to_ask_is_near_and_the_words_are_kept(client, network):
    page = _text(client.get("/vind/", {"q": "zeppelinhangar"}))
    assert "Stel mijn vraag" in page
    assert ZeroHit.objects.get().text == "zeppelinhangar"
    client.get("/vind/", {"q": "zeppelinhangar", "werkplaats": "twente"})
    assert ZeroHit.objects.get().times == 1


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "\x00"},
        {"q": "x" * 10_000},
        {"q": '"AND (OR'},
        {"q": "👩‍👩‍👧 שלום"},
        {"page": "-1"},
        {"page": "x"},
        {"page": "99999"},
        {"jaar": "²⁰²⁰"},
        {"jaar": "abcd"},
        {"soort": "<script>"},
        {"thema": "' or 1=1"},
        {"werkplaats": "x" * 500},
    ],
)
def test_odd_addresses_give_a_page_and_no_error(client, network, query):
    response = client.get("/vind/", query)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    assert client.get("/vind/mee/", query).status_code == 200


def test_from_four_words_answers_appear_and_before_that_words(client, network):
    fragment = client.get("/vind/mee/", {"q": "hoe bereik je jongeren"}).content.decode()
    assert "<html" not in fragment
    kinds = re.findall(r'class="station is-(\w+)"', fragment)
    assert kinds[:3] == ["kennis", "vraag", "doen"]
    assert "station" not in client.get("/vind/mee/", {"q": "jongeren"}).content.decode()


def test_a_werkplaats_shows_its_own_in_its_own_colours(client, network):
    response = client.get("/twente/")
    page = _text(response)
    assert "Netwerkcirkel jongeren en schulden" in page
    assert "Jongeren met schulden bereiken" not in page
    assert "/-/brand/twente.css" in response.content.decode()
    assert client.get("/bestaat-niet/").status_code == 404


def test_every_werkplaats_is_in_the_list_with_its_counts(client, network):
    page = _text(client.get("/werkplaatsen/"))
    assert re.search(r"Twente .* 1 1", page)


@pytest.mark.parametrize("path", ["/over/", "/privacy/", "/toegankelijkheid/", "/open-data/"])
def test_prose_pages_are_there_in_both_languages(client, path):
    assert client.get(path).status_code == 200
    assert client.get(f"/en{path}").status_code == 200


def test_a_page_that_is_not_there_helps_on(client, own_index):
    response = client.get("/werkplaats/schuldhulp-jongeren/")
    assert response.status_code == 404
    assert "/vind/" in response.content.decode()


def test_the_500_page_needs_nothing(client, monkeypatch):
    monkeypatch.setattr("noaber.site.queries.home", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "<h1" in response.content.decode()


def test_a_form_without_its_key_gives_back_what_was_typed(own_index):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(
        "/vragen/stellen/", {"title": "Mijn <b>vraag</b>", "submission": "geheim"}
    )
    assert response.status_code == 403
    page = response.content.decode()
    assert "Mijn &lt;b&gt;vraag&lt;/b&gt;" in page
    assert "geheim" not in page


def test_the_mailbox_is_for_this_computer_only(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MAIL_TO_FOLDER = True
    assert client.get("/-/post/").status_code == 200
    assert client.get("/-/post/", REMOTE_ADDR="203.0.113.9").status_code == 404
    settings.MAIL_TO_FOLDER = False
    assert client.get("/-/post/").status_code == 404


def test_health_says_whether_the_copy_works(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert client.get("/-/health/").json() == {"ok": True, "checks": {"database": True, "storage": True}}
    settings.DATA_DIR = tmp_path / "gone"
    assert client.get("/-/health/").status_code == 503


def test_security_headers_are_strict(client, own_index):
    response = client.get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
