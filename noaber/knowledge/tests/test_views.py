# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.files.base import ContentFile

from noaber import search
from noaber.exchange.actions import take_in
from noaber.exchange.format import read
from noaber.knowledge import actions
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product
from noaber.meetings.models import Meeting
from noaber.pages.models import News
from noaber.people.testing import LONG_AGO, make_concept, make_organisation
from noaber.projects.models import Project

pytestmark = pytest.mark.django_db
WHO = ["nobody", "inge", "pieter", "nadia", "carla", "bas", "sam"]
KINDS = {"publication": Product, "project": Project, "event": Meeting, "news": News}
LISTS = {"publication": "/kennis/", "project": "/leertrajecten/", "event": "/bijeenkomsten/", "news": "/nieuws/"}
READERS = {"public": set(WHO), "members": {"nadia", "carla", "bas"}, "hidden": {"carla"}}


def taken(**record):
    record = {"id": "x-1", "kind": "publication", "title": "Een <b>titel</b>", **record}
    take_in([read(record)], by=None, at=LONG_AGO)
    return KINDS[record["kind"]].objects.get(ref=record["id"])


def signed_in(client, person):
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("visibility", READERS)
@pytest.mark.parametrize("who", WHO)
def test_who_gets_the_page_of_what(client, request, twente, kind, visibility, who):
    thing = taken(kind=kind, visibility=visibility, werkplaatsen=["twente"])
    answer = signed_in(client, request.getfixturevalue(who)).get(thing.get_absolute_url())
    assert answer.status_code == (200 if who in READERS[visibility] else 404)


@pytest.mark.parametrize("who", WHO)
def test_a_file_and_what_is_related_are_as_private_as_their_product(client, request, twente, who, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    product = make_product(home=twente, visibility="members")
    file = actions.add_file(product, file=ContentFile(b"tekst", "gids.pdf"), by=None, at=LONG_AGO)
    signed_in(client, request.getfixturevalue(who))
    status = 200 if who in READERS["members"] else 404
    answer = client.get(f"{product.get_absolute_url()}bestand/{file.pk}/")
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == b"tekst"
        assert "attachment" in answer["Content-Disposition"]
    assert client.get(f"{product.get_absolute_url()}verwant/").status_code == status


@pytest.mark.parametrize("path", ["/kennis/weg/", "/kennis/weg/bestand/1/", "/leertrajecten/weg/", "/nieuws/weg/"])
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_everything_about_a_product_stands_on_its_page(client, twente, elsewhere):
    make_concept("schulden")
    make_organisation("Saxion")
    product = taken(
        summary="Kort & goed.",
        text="Eerste\n\ntweede https://example.org/x?a=1&b=2 <script>",
        year=2024,
        lang="en",
        werkplaatsen=["twente", "zuyd"],
        themes=["schulden"],
        organisations=["Saxion", "Elders"],
        authors=["WSDT"],
        url="https://example.org/stuk",
        source_url="https://bron.example.org/a",
        licence="CC BY 4.0",
        owner="WOTO",
        review_on="2099-01-01",
        perspective="research",
        example=True,
        title_status="paraphrase",
    )
    page = client.get(product.get_absolute_url()).content.decode()
    for told in (
        "Een &lt;b&gt;titel", "Kort &amp; goed.", "&lt;script&gt;", 'href="https://example.org/x?a=1&amp;b=2"',
        "Twente</a>", "Zuyd</a>", "Saxion</a>", "Elders", "WSDT", "bron.example.org", "CC BY 4.0", "WOTO",
        "Engels", "1 januari 2099",
        "/themas/schulden/", "Voorbeeld", "in onze woorden", "Het spoor", 'lang="en"',
    ):  # fmt: skip
        assert told in page, told
    assert "<script>" not in page.replace("<script src", "")


def test_a_product_page_takes_seven_queries_always(
    client, remembering, twente, elsewhere, django_assert_max_num_queries
):
    for number in range(10):
        make_concept(f"thema-{number}")
        make_organisation(f"Organisatie {number}")
    product = taken(
        werkplaatsen=["twente", "zuyd"],
        themes=[f"thema-{n}" for n in range(10)],
        year=2020,
        organisations=[f"Organisatie {n}" for n in range(10)],
    )
    client.get(product.get_absolute_url())
    # Six for the product itself, one for what people did with it.
    with django_assert_max_num_queries(7):
        assert client.get(product.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_found_filtered_and_costs_the_same_however_long(
    client, twente, kind, remembering, django_assert_max_num_queries
):
    make_concept("schulden")
    take_in([read({"id": f"{kind}-0", "kind": kind, "title": "Enige zonder thema"})], by=None, at=LONG_AGO)
    search.catch_up()
    with django_assert_max_num_queries(8) as few:
        client.get(LISTS[kind])
    items = [
        read({"id": f"{kind}-{n}", "kind": kind, "title": f"{n}", "themes": ["schulden"], "werkplaatsen": ["twente"]})
        for n in range(1, 26)
    ]
    take_in(items, by=None, at=LONG_AGO)
    search.catch_up()
    with django_assert_max_num_queries(len(few) + 1):
        page = client.get(LISTS[kind]).content.decode()
    assert "Volgende" in page
    filtered = client.get(LISTS[kind], {"thema": "schulden", "werkplaats": "twente"}).content.decode()
    assert "Enige zonder thema" not in filtered
    assert client.get(LISTS[kind], {"page": "9999"}).status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "jaar=x", "page=-1", "thema=%F0%9F%98%80", "q=" + "x" * 3000, "soort=<b>"])
def test_odd_filters_do_no_harm(client, query):
    assert client.get("/kennis/?" + query).status_code == 200
