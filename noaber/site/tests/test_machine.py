# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What machines come for."""

import datetime as dt
import io
import json
import re

import pytest
from defusedxml import ElementTree
from PIL import Image

from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product
from noaber.meetings.models import Meeting
from noaber.people.models import Visibility
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def graph(page: str) -> list[dict]:
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return json.loads(told[1])["@graph"] if told else []


def locations(client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return [str(one.text) for one in ElementTree.fromstring(answer.content).iterfind(".//s:loc", NS)]


def test_the_sitemap_lists_what_is_public_and_nothing_else(client, twente):
    shown = make_product("Wonen met een luisterend oor", home=twente)
    hidden = make_product("Nog niet af", home=twente, visibility=Visibility.HIDDEN)
    members = make_product("Voor ons", home=twente, visibility=Visibility.MEMBERS)
    question = make_question(home=twente)
    every = [place for part in locations(client, "/sitemap.xml") for place in locations(client, part)]
    paths = {place.partition("//")[2].partition("/")[2] for place in every}
    assert {f"kennis/{shown.slug}/", f"vragen/{question.slug}/", "twente/", "", "kennis/"} <= paths
    assert not {f"kennis/{hidden.slug}/", f"kennis/{members.slug}/"} & paths


def test_the_sitemap_tells_when_a_page_last_changed(client, twente):
    product = make_product(home=twente)
    Product.objects.update(updated_at=dt.datetime(2024, 3, 14, 12, tzinfo=dt.UTC))
    body = client.get("/sitemap-product.xml").content.decode()
    assert "<lastmod>2024-03-14</lastmod>" in body
    assert product.slug in body


def test_a_map_that_is_not_there_is_not_found(client):
    assert client.get("/sitemap-geheim.xml").status_code == 404


def test_robots_are_kept_out_of_what_is_personal(client):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /account/" in told
    assert "Disallow: /beheer/" in told
    assert re.search(r"^Sitemap: http://.*/sitemap\.xml$", told, re.M)


def test_security_txt_has_what_the_standard_wants(client):
    answer = client.get("/.well-known/security.txt")
    told = answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")
    assert re.search(r"^Contact: (mailto:|https:)", told, re.M)
    until = dt.datetime.fromisoformat(re.search(r"^Expires: (.*)$", told, re.M)[1])
    assert dt.timedelta(days=100) < until - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)


def test_a_publication_tells_scholar_who_wrote_it(client, twente):
    title = "Ouders </script> & <b>jeugd</b>"
    product = make_product(title, home=twente, type="report", year=2023, authors=["A. Voorbeeld"])
    page = client.get(product.get_absolute_url()).content.decode()
    assert '<meta name="citation_author" content="A. Voorbeeld">' in page
    assert '<meta name="citation_publication_date" content="2023">' in page
    report, way = graph(page)
    assert (report["@type"], report["name"]) == ("Report", title)
    assert report["author"] == [{"@type": "Person", "name": "A. Voorbeeld"}]
    assert way["itemListElement"][-1]["item"]["@id"] == report["@id"]
    assert f'<link rel="canonical" href="{report["@id"]}">' in page


def test_half_a_date_is_no_date(client, twente):
    meeting = Meeting.objects.create(ref="k-1", slug="kenniscafe", title="Kenniscafé", home=twente, on_date="2024-03")
    (event, _way) = graph(client.get(meeting.get_absolute_url()).content.decode())
    assert event["@type"] == "Event"
    assert "startDate" not in event


def test_what_is_for_members_tells_machines_nothing(client, twente, carla):
    product = make_product(home=twente, visibility=Visibility.MEMBERS)
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(product.get_absolute_url()).content.decode()
    assert "ld+json" not in page
    assert "og:title" not in page


def test_a_question_is_a_page_of_questions_and_answers(client, twente):
    question = make_question(home=twente)
    page, _way = graph(client.get(question.get_absolute_url()).content.decode())
    assert page["@type"] == "QAPage"
    assert page["mainEntity"]["name"] == question.title


def test_a_shared_page_has_a_picture_of_the_right_size(client, twente):
    product = make_product("Een heel lange titel " * 20, home=twente)
    page = client.get(product.get_absolute_url()).content.decode()
    address = re.search(r'<meta property="og:image" content="http://[^/]+(/[^"]+)">', page)[1]
    answer = client.get(address)
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_there_is_no_picture_of_what_is_hidden_or_unknown(client, twente):
    hidden = make_product(home=twente, visibility=Visibility.HIDDEN)
    assert client.get(f"/-/beeld/product/{hidden.slug}.png").status_code == 404
    assert client.get("/-/beeld/person/1.png").status_code == 404
