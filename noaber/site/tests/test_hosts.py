# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A werkplaats under its own host name, and everybody who pretends to be one."""

import re

import pytest

from noaber import search
from noaber.base import memo
from noaber.base.models import OutgoingMail
from noaber.knowledge.testing import make_product
from noaber.pages.testing import make_prose
from noaber.people import period_actions, region_actions
from noaber.people.testing import LONG_AGO, make_concept
from noaber.questions.testing import make_question
from noaber.site.hosts import AllowedHosts

pytestmark = pytest.mark.django_db
OWN = "wsdtwente.example"
BY = {"by": None, "at": LONG_AGO}


@pytest.fixture(autouse=True)
def _hosts(settings):
    settings.ALLOWED_HOSTS = AllowedHosts(["testserver", "localhost"])
    settings.SITE_URL = "https://noaber.example"


@pytest.fixture
def hosted(twente):
    return region_actions.change_settings(twente, host=OWN, words={"projects": "Netwerkcirkels"}, **BY)


def own(client, path, **more):
    return client.get(path, headers={"host": OWN}, **more)


def test_its_home_stands_at_the_root(client, hosted):
    page = own(client, "/").content.decode()
    assert "Werkplaats Twente" in page
    assert "Netwerkcirkels" in page
    assert '<link rel="canonical" href="https://wsdtwente.example/">' in page
    assert f"/-/brand/twente.css?v={hosted.brand[1:]}" in page


def test_its_path_on_the_portal_points_to_its_own_host(client, hosted):
    page = client.get("/twente/").content.decode()
    assert '<link rel="canonical" href="https://wsdtwente.example/">' in page
    assert own(client, "/twente/").url == "/"
    assert own(client, "/en/twente/").url == "/en/"


def test_lists_and_find_are_about_it_and_lead_back_to_the_whole_country(client, hosted, elsewhere):
    page = own(client, "/vind/", query_params={"q": "schulden", "thema": "wonen"}).content.decode()
    assert "Vind in Twente" in page
    assert 'href="https://noaber.example/vind/?q=schulden&amp;thema=wonen"' in page
    assert 'href="https://noaber.example/vind/?q=schulden&amp;thema=wonen&amp;werkplaats=zuyd"' in page
    whole = own(client, "/vind/", query_params={"werkplaats": ""}).content.decode()
    assert "Vind in heel Nederland" in whole


def test_a_thing_of_another_says_where_it_belongs(client, hosted, elsewhere):
    theirs, ours = make_product(home=elsewhere), make_product("Van ons", home=hosted)
    assert f'rel="canonical" href="https://noaber.example{theirs.get_absolute_url()}"' in own(
        client, theirs.get_absolute_url()
    ).content.decode().replace("\n", " ")
    told = client.get(ours.get_absolute_url()).content.decode()
    assert f'rel="canonical" href="https://{OWN}{ours.get_absolute_url()}"' in told
    assert own(client, "/zuyd/").url == "https://noaber.example/zuyd/"


def test_signing_in_is_at_the_portal(client, hosted):
    answer = own(client, "/account/login/")
    assert answer.url == "https://noaber.example/account/login/?next=%2Ftwente%2F"
    assert own(client, "/beheer/").url.startswith("https://noaber.example/beheer/")
    assert own(client, "/twente/instellingen/").url.startswith("/account/")


@pytest.mark.parametrize(
    "host",
    [
        "kwaad.example",
        f"{OWN}.kwaad.example", f"kwaad.example/{OWN}", f"{OWN}@kwaad.example", f"kwaad.{OWN}", "", "..",
        "[::1", f"{OWN}:80:80", f"{OWN} kwaad.example", "xn--", "1.2.3.4", f"{OWN}\\.kwaad.example",
    ],
)  # fmt: skip
def test_another_name_gets_a_plain_refusal(client, hosted, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert "kwaad" not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(client, hosted):
    answer = client.get("/", headers={"x-forwarded-host": "kwaad.example", "forwarded": "host=kwaad.example"})
    assert b"kwaad" not in answer.content


def test_no_page_leads_outward_by_a_double_slash(client, hosted):
    for path in ("//kwaad.example/", "/twente//kwaad.example/", "/\\kwaad.example/"):
        answer = own(client, path)
        assert "//kwaad" not in answer.get("Location", "")


def test_a_form_from_another_host_is_refused(hosted):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    page = client.get("/vragen/stellen/", headers={"host": OWN}, secure=True).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def send(origin):
        return client.post(
            "/vragen/stellen/", {"csrfmiddlewaretoken": token}, headers={"host": OWN, "origin": origin}, secure=True
        )

    assert send(f"https://{OWN}").status_code == 200
    assert send("https://kwaad.example").status_code == 403
    assert send("https://noaber.example").status_code in (200, 403)


def test_the_table_is_followed_and_not_asked_each_time(client, twente, remembering, django_assert_num_queries):
    assert own(client, "/-/ping/").status_code == 400
    region_actions.change_settings(twente, host=OWN, **BY)
    memo.forget_all()
    assert own(client, "/-/ping/").status_code == 200
    with django_assert_num_queries(0):
        own(client, "/-/ping/")
    region_actions.change_settings(twente, host="", **BY)
    memo.forget_all()
    assert own(client, "/-/ping/").status_code == 400


def test_the_portal_asks_the_table_nothing(client, twente, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/-/ping/").status_code == 200


def test_languages_it_does_not_offer_are_not_shown(client, twente):
    region_actions.change_settings(twente, host=OWN, languages=["nl"], **BY)
    assert 'hreflang="en"' not in own(client, "/").content.decode().partition("<body>")[2]


def test_mails_and_feeds_lead_to_the_host_of_the_question(client, hosted, deliver):
    make_question(home=hosted, email="inge@example.org")
    deliver()
    mails = "".join(OutgoingMail.objects.filter(to="inge@example.org").values_list("text", flat=True))
    assert f"https://{OWN}/vragen/" in mails
    assert "https://noaber.example/vragen/" not in mails
    feed = own(client, "/vragen/feed/").content.decode()
    assert f'href="https://{OWN}/vragen/' in feed
    assert "<id>https://noaber.example/vragen/" in feed


def test_each_host_has_a_sitemap_of_what_is_there_for_good(client, hosted, elsewhere):
    ours, theirs, nobodys = make_product("Van ons", home=hosted), make_product(home=elsewhere), make_product("Vrij")
    question = make_question(home=hosted)
    news = make_prose(hosted, "Nieuw buurthuis", sort="news")
    period_actions.record_period(hosted, label="2016–2018", starts_on=LONG_AGO.date(), **BY)

    def told(**more):
        index = client.get("/sitemap.xml", **more).content.decode()
        parts = re.findall(r"<loc>[^<]*?(/sitemap-[a-z]+\.xml)</loc>", index)
        return "".join(client.get(part, **more).content.decode() for part in parts)

    mine = [ours.get_absolute_url(), question.get_absolute_url(), news.get_absolute_url(), "/", "/vragen/"]
    at_home, portal = told(headers={"host": OWN}), told()
    for path in [*mine, "/twente/periode/2016-2018/"]:
        assert f"<loc>https://{OWN}{path}</loc>" in at_home, path
    assert "https://noaber.example" not in at_home.replace("<sitemapindex", "")
    for path in (theirs.get_absolute_url(), nobodys.get_absolute_url(), "/zuyd/", "/"):
        assert f"<loc>https://noaber.example{path}</loc>" in portal
    assert OWN not in portal
    assert "/twente/" not in portal


def test_feeds_of_themes_and_news_lead_to_the_host_of_the_thing(client, own_index, hosted, elsewhere):
    theme = make_concept("schulden")
    for home in (hosted, elsewhere):
        product = make_product(f"Wijzer {home.slug}", home=home)
        product.themes.add(theme)
        search.changed("product", product.ref)
    page = make_prose(hosted, "Nieuw buurthuis", sort="news", day=LONG_AGO.date())
    search.changed("news", page.ref)
    search.catch_up()
    feed = client.get("/themas/schulden/feed/").content.decode()
    assert f'href="https://{OWN}/kennis/wijzer-twente' in feed
    assert 'href="https://noaber.example/kennis/wijzer-zuyd' in feed
    assert "<id>https://noaber.example/kennis/wijzer-twente" in feed
    news = client.get("/nieuws/feed/").content.decode()
    assert f'href="https://{OWN}/twente/nieuw-buurthuis/"' in news
