# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader gets: the page at its address, in few queries, with all that is on it; and nothing of a draft."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from noaber import pages, search
from noaber.base import clock
from noaber.base.testing import at as moment
from noaber.knowledge.testing import make_product
from noaber.pages.models import ProsePage
from noaber.pages.testing import block, make_picture, make_prose, publish
from noaber.people import period_actions as people
from noaber.people.testing import make_concept, make_werkplaats
from noaber.search import actions as search_actions

MOST_QUERIES = 10


@pytest.fixture
def national(db):
    return make_werkplaats("landelijk", status="national")


@pytest.fixture
def guide(own_index):
    """A piece of knowledge that can be found."""

    def make(**facts):
        product = make_product(**facts)
        search_actions.prepare()
        search.catch_up()
        return product

    return make


def body(*blocks):
    return ProsePage._meta.get_field("body").to_python(json.dumps(list(blocks)))


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def fetch(client, path):
    answer = client.get(path)
    if answer.streaming:
        # A file that nobody reads on would stay open.
        assert b"".join(answer.streaming_content)
    return answer.status_code


# ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_page_of_a_werkplaats_is_under_its_name(client, twente):
    make_prose(twente, "Over ons", slug="over-ons", summary="Wie wij zijn.")
    assert "Wie wij zijn." in read(client, "/twente/over-ons/")
    assert client.get("/over-ons/").status_code == 404


def test_a_national_page_has_no_name_before_it(client, national):
    make_prose(national, "Contact", slug="contact")
    read(client, "/contact/")
    assert client.get("/landelijk/contact/").status_code == 404


def test_the_page_that_came_with_the_software_gives_way(client, national):
    read(client, "/over/")
    make_prose(national, "Over dit netwerk", slug="over")
    assert "Over dit netwerk" in read(client, "/over/")
    assert "Over dit netwerk" in read(client, "/en/over/")


def test_an_editor_cannot_take_the_address_of_something_else(national, twente):
    for slug in ("kennis", "vragen", "twente", "en", "beheer"):
        with pytest.raises(Exception, match="Op dit adres staat al iets anders"):
            make_prose(national, "Iets", slug=slug)
    above = make_prose(twente, "Periode", slug="periode")
    with pytest.raises(Exception, match="Op dit adres staat al iets anders"):
        make_prose(twente, "Toen", slug="toen", under=above)


def test_pages_stand_under_pages(client, twente):
    above = make_prose(twente, "Projecten", slug="projecten")
    make_prose(twente, "Buurtkamer", slug="buurtkamer", under=above, summary="Een kamer voor de buurt.")
    text = read(client, "/twente/projecten/buurtkamer/")
    assert 'href="/twente/projecten/"' in text
    assert "Een kamer voor de buurt." in read(client, "/twente/projecten/")


# ── Who may read what ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_does_not_exist_for_readers(client, twente, carla):
    page = make_prose(twente, "Nog niet", slug="nog-niet", live=False)
    assert client.get("/twente/nog-niet/").status_code == 404
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/twente/nog-niet/").status_code == 404
    publish(page)
    read(client, "/twente/nog-niet/")


def test_a_draft_above_is_not_named(client, twente):
    above = make_prose(twente, "Geheim plan", slug="geheim", live=False)
    make_prose(twente, "Onder", slug="onder", under=above)
    assert "Geheim plan" not in read(client, "/twente/geheim/onder/")


def test_what_is_withdrawn_or_past_its_time_is_gone(client, twente):
    page = make_prose(twente, "Tijdelijk", slug="tijdelijk")
    page.unpublish()
    assert client.get("/twente/tijdelijk/").status_code == 404
    page = publish(page, expire_at=clock.now() + dt.timedelta(hours=1))
    read(client, "/twente/tijdelijk/")
    ProsePage.objects.filter(pk=page.pk).update(expire_at=clock.now() - dt.timedelta(seconds=1))
    assert client.get("/twente/tijdelijk/").status_code == 404


def test_a_change_that_is_not_published_is_not_read(client, twente):
    page = make_prose(twente, "Over ons", slug="over-ons")
    page.title = "Over ons, nieuw"
    page.save_revision()
    assert "Over ons, nieuw" not in read(client, "/twente/over-ons/")


# ── Languages ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_reads_english_gets_the_english_page_at_the_same_address(client, twente):
    dutch = make_prose(twente, "Over ons", slug="over-ons", show_in_menus=True)
    assert ' lang="nl">Over ons' in read(client, "/en/twente/over-ons/")
    make_prose(twente, "About us", slug="about-us", lang="en", translation_of=dutch, show_in_menus=True)
    text = read(client, "/en/twente/over-ons/")
    assert "About us</h1>" in text
    assert "Over ons</h1>" in read(client, "/twente/over-ons/")
    assert text.count('href="/en/twente/over-ons/"') >= 1
    assert client.get("/twente/about-us/").headers["Location"] == "/en/twente/over-ons/"


def test_a_translation_of_a_draft_stands_on_its_own(client, twente):
    dutch = make_prose(twente, "Over ons", slug="over-ons", live=False)
    make_prose(twente, "About us", slug="about-us", lang="en", translation_of=dutch)
    assert "About us</h1>" in read(client, "/en/twente/about-us/")
    assert client.get("/en/twente/over-ons/").status_code == 404


# ── Menu, themes, periods ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_menu_is_that_of_the_werkplaats(client, twente, elsewhere):
    make_prose(twente, "Over ons", slug="over-ons", show_in_menus=True)
    make_prose(twente, "Los blad", slug="los-blad")
    make_prose(elsewhere, "Over Zuyd", slug="over-zuyd", show_in_menus=True)
    text = read(client, "/twente/los-blad/")
    assert 'href="/twente/over-ons/"' in text
    assert "Over Zuyd" not in text


def test_a_page_of_a_period_that_is_over_says_so(client, twente):
    facts = {"starts_on": dt.date(2016, 1, 1), "ends_on": dt.date(2019, 1, 1), "by": None, "at": moment()}
    period = people.record_period(twente, label="2016–2018", **facts)
    make_prose(twente, "Hoe het was", slug="hoe-het-was", sort="period", period=period)
    text = read(client, "/twente/hoe-het-was/")
    assert "Dit is archief" in text
    assert period.get_absolute_url() in text
    ongoing = people.record_period(twente, label="nu", starts_on=dt.date(2023, 1, 1), by=None, at=moment())
    make_prose(twente, "Hoe het is", slug="hoe-het-is", sort="period", period=ongoing)
    assert "Dit is archief" not in read(client, "/twente/hoe-het-is/")


def test_a_period_of_another_werkplaats_is_refused(twente, elsewhere):
    period = people.record_period(elsewhere, label="van ons", by=None, at=moment())
    with pytest.raises(Exception, match="Kies een periode van deze werkplaats"):
        make_prose(twente, "Hoe het was", period=period)


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_words_of_an_editor_are_shown_and_never_run(client, twente):
    evil = '<p>Dag <b>buur</b><script>alert(1)</script> <a href="javascript:alert(1)">klik</a></p>'
    make_prose(twente, "Blad", slug="blad", body=body(block("text", evil)))
    text = read(client, "/twente/blad/")
    assert "<b>buur</b>" in text
    assert "alert(1)" not in text


def test_a_link_to_a_page_follows_it_and_ends_with_it(client, twente):
    other = make_prose(twente, "Doel", slug="doel")
    link = f'<p><a linktype="page" id="{other.pk}">daar</a></p>'
    make_prose(twente, "Blad", slug="blad", body=body(block("text", link)))
    assert 'href="/twente/doel/"' in read(client, "/twente/blad/")
    publish(other, slug="nieuw-doel")
    assert 'href="/twente/nieuw-doel/"' in read(client, "/twente/blad/")
    assert 'href="/en/twente/nieuw-doel/"' in read(client, "/en/twente/blad/")
    other.unpublish()
    text = read(client, "/twente/blad/")
    assert "nieuw-doel" not in text
    assert "daar" in text


def test_every_sort_of_block_is_drawn(client, twente, guide):
    product = guide(title="Wegwijzer schulden", home=twente)
    pages_before = dict(pages.LIVE)
    make_prose(twente, "Alles", slug="alles", picture=make_picture(twente), body=body(
        block("heading", {"text": "Een kop", "level": "2"}),
        block("quote", {"text": "Zo is het.", "who": "Jan"}),
        block("picture", {"picture": make_picture(twente, alt="Een brug").pk, "caption": "De brug"}),
        block("action", {"text": "Kom", "label": "Doe mee", "to": "/vragen/"}),
        block(
            "table", {"columns": [{"type": "text", "heading": "Wie"}], "rows": [{"values": ["Buur"]}], "caption": ""}
        ),
        block("folds", {"title": "Vaak", "folds": [{"question": "Mag dat?", "answer": "<p>Ja.</p>"}]}),
        block("object", {"key": f"product:{product.ref}", "note": "Lees dit"}),
        block("list", {"title": "Kennis", "kind": "kennis", "theme": "", "werkplaats": "twente", "number": 3}),
        block("figures", {"title": "De lus"}),
        block("map", {"title": "De kaart"}),
    ))  # fmt: skip
    text = read(client, "/twente/alles/")
    for words in ("Een kop", "Zo is het.", 'alt="Een brug"', "De brug", "Doe mee", "Buur", "Mag dat?", "Lees dit",
                  "Wegwijzer schulden", "De lus", "De kaart"):  # fmt: skip
        assert words in text
    assert pages_before == pages.LIVE


def test_what_is_gone_or_hidden_is_left_out_without_a_word(client, twente, guide):
    hidden = guide(title="Verborgen stuk", home=twente, visibility="hidden")
    blocks = [block("object", {"key": key, "note": "Kijk"}) for key in (f"product:{hidden.ref}", "product:nooit")]
    make_prose(twente, "Blad", slug="blad", body=body(*blocks))
    text = read(client, "/twente/blad/")
    assert "Verborgen stuk" not in text
    assert "Kijk" not in text


def test_a_picture_of_a_draft_is_for_who_keeps_it(client, twente, carla, sam):
    page = make_prose(twente, "Blad", slug="blad", picture=make_picture(twente))
    source = read(client, "/twente/blad/").split('<img src="')[1].split('"')[0]
    assert fetch(client, source) == 200
    page.unpublish()
    assert client.get(source).status_code == 404
    for person, status in ((sam, 404), (carla, 200)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert fetch(client, source) == status


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("many", [1, 12])
def test_a_page_takes_ten_queries_whatever_is_on_it(
    client, twente, guide, remembering, django_assert_max_num_queries, many
):
    product, theme = guide(title="Wegwijzer"), make_concept("schulden")
    other = make_prose(twente, "Doel", slug="doel", show_in_menus=True)
    above = make_prose(twente, "Boven", slug="boven")
    picture = make_picture(twente)
    blocks = [
        block("picture", {"picture": picture.pk, "caption": ""}),
        block("object", {"key": f"product:{product.ref}", "note": ""}),
        block("list", {"title": "Kennis", "kind": "kennis", "theme": "schulden", "werkplaats": "", "number": 3}),
        block("text", f'<p><a linktype="page" id="{other.pk}">daar</a></p>'),
    ] * many
    page = make_prose(twente, "Dossier", slug="vol", under=above, themes=[theme], picture=picture, body=body(*blocks))
    make_prose(twente, "Kind", slug="kind", under=page)
    read(client, "/twente/boven/vol/")
    with django_assert_max_num_queries(MOST_QUERIES):
        read(client, "/twente/boven/vol/")


def test_lists_keep_their_number_of_queries(client, twente, own_index, remembering, django_assert_num_queries):
    search_actions.prepare()
    for number in range(3):
        make_prose(twente, f"Nieuws {number}", sort="news", slug=f"nieuws-{number}")
    search.catch_up()
    for name in ("news_list", "dossier_list", "news_feed"):
        read(client, reverse(name))
        with django_assert_num_queries(0):
            # They come from the index; names are remembered.
            read(client, reverse(name))


def test_news_and_dossiers_of_editors_are_in_the_lists(client, twente, own_index):
    search_actions.prepare()
    make_prose(twente, "Nieuw buurthuis", sort="news", slug="buurthuis", day=dt.date(2026, 3, 1))
    make_prose(twente, "Dossier schulden", sort="dossier", slug="schulden")
    make_prose(twente, "Een column", sort="column", slug="column")
    make_prose(twente, "Huisregels", slug="huisregels")
    search.catch_up()
    news = read(client, "/nieuws/")
    assert "Nieuw buurthuis" in news
    assert "Een column" in news
    assert "Huisregels" not in news
    assert "Dossier schulden" in read(client, "/dossiers/")
    assert "Nieuw buurthuis" in read(client, "/nieuws/feed/?werkplaats=twente")
    assert "Nieuw buurthuis" not in read(client, "/nieuws/feed/?werkplaats=zuyd")
    assert "Huisregels" in read(client, "/vind/?q=huisregels&soort=pagina")


def test_wagtails_preview_shows_the_page_as_readers_get_it(client, twente, carla):
    page = make_prose(twente, "Nog niet", slug="nog-niet", live=False, summary="Straks.")
    answer = page.make_preview_request(None, page.default_preview_mode)
    answer.render()
    assert "Straks." in answer.content.decode()
