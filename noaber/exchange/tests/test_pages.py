# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An import as an editor walks through it, page by page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.testing import (
    LIST,
    compared,
    make_broken_link,
    make_run,
    make_source,
    serving,
    taken_over,
    worked_on,
)
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product

pytestmark = pytest.mark.django_db
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Nieuws van Zuyd</title>
<item><title>Eerste &amp; beste</title><link>https://example.org/1</link><guid>g-1</guid>
<description>&lt;p&gt;Over &lt;b&gt;wonen&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description>
<pubDate>Thu, 04 Mar 2021 10:00:00 GMT</pubDate><category>wonen</category></item>
<item><title>Tweede</title><link>javascript:alert(1)</link></item></channel></rss>"""


@pytest.fixture
def desk(client, carla):
    client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")

    def page(where, /, *arguments, **data):
        address = reverse(where, args=["twente", *arguments])
        return client.post(address, data) if data.pop("post", False) else client.get(address, data)

    return page


def only_run():
    return ImportRun.objects.select_related("source__werkplaats", "by").latest("pk")


def test_the_whole_way_from_a_file_to_undo(desk, twente, carla):
    make_product("Wonen", home=twente, url="https://example.org/wonen")
    file = SimpleUploadedFile("lijst.csv", (LIST + "Nieuw stuk;2020;;\n;2019;;\n").encode())
    answer = desk("import_new", "rekenblad", post=True, file=file, name="")
    run = only_run()
    assert answer["Location"] == reverse("import_run", args=["twente", run.pk])
    assert "wordt opgehaald" in desk("import_run", run.pk).content.decode().lower()
    worked_on(run)
    page = desk("import_fields", run.pk).content.decode()
    assert "Er zijn 3 rijen gelezen" in page
    assert 'value="Titel" selected' in page
    said = {
        "column_title": "Titel",
        "column_url": "Link",
        "kind": "product",
        "type": "guide",
        "licence": "",
        "post": True,
    }
    assert desk("import_fields", run.pk, **said).status_code == 302
    worked_on(run)
    page = desk("import_rows", run.pk).content.decode()
    assert "hetzelfde adres" in page
    assert "Er is geen titel." in page
    assert Product.objects.count() == 1
    answer = desk(
        "import_rows", run.pk, post=True, shown=["2", "3", "4"], begin="1", **{"row-2": "update", "row-3": "add"}
    )
    assert answer["Location"] == reverse("import_begin", args=["twente", run.pk])
    assert "1 stuk komt erbij" in desk("import_begin", run.pk).content.decode()
    desk("import_begin", run.pk, post=True, visibility="hidden")
    worked_on(run)
    page = desk("import_run", run.pk).content.decode()
    assert "Het is overgenomen" in page
    assert "toegevoegd 1" in page
    assert Product.objects.get(title="Nieuw stuk").type == "guide"
    assert "1 toegevoegd stuk verdwijnt weer" in desk("import_undo", run.pk).content.decode()
    desk("import_undo", run.pk, post=True, sure="1")
    worked_on(run)
    assert "teruggedraaid" in desk("import_run", run.pk).content.decode()
    assert Product.objects.get().title == "Wonen"


def test_a_feed_is_read_as_text(desk, twente):
    with serving(lambda *asked: (200, {"Content-Type": "application/rss+xml"}, FEED)) as host:
        desk("import_new", "feed", post=True, address=host + "/feed", name="")
        run = worked_on(only_run())
    assert (run.source.name, run.total) == ("Nieuws van Zuyd", 2)
    first, second = run.rows.all()
    assert first.raw["values"]["samenvatting"] == "Over wonen."
    assert (first.identifier, first.raw["values"]["datum"]) == ("g-1", "2021-03-04")
    run = compared(run, run.by, {"title": "titel", "url": "adres"}, kind="news")
    page = desk("import_rows", run.pk).content.decode()
    assert "javascript:" not in page or 'href="javascript' not in page
    assert ["bad_url", "javascript:alert(1)"] in run.rows.get(number=2).problems


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((404, {}, b""), "Op dit adres staat niets"),
        ((200, {}, b"<html><body>Welkom</body></html>"), "Op dit adres staat geen RSS"),
        ((200, {}, b'<!DOCTYPE a [<!ENTITY x "y">]><rss version="2.0"/>'), "entiteiten"),
        ((200, {}, b'<rss version="2.0"><channel><title>x</title></channel></rss>'), "De feed is leeg"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "besloten netwerk"),
    ],
)
def test_a_feed_that_is_none_is_told_in_words(said, told, desk, twente):
    with serving(lambda *asked: said) as host:
        desk("import_new", "feed", post=True, address=host, name="x")
        run = worked_on(only_run())
    page = desk("import_run", run.pk).content.decode()
    assert "Er is niets overgenomen" in page
    assert told in page


@pytest.mark.parametrize(
    ("sort", "data", "told"),
    [
        ("feed", {"address": "geen adres"}, "Een adres begint met https://"),
        ("oai", {"address": ""}, "verplicht"),
        ("rekenblad", {"name": "x"}, "verplicht"),
        ("rekenblad", {"file": SimpleUploadedFile("leeg.csv", b"")}, "leeg"),
    ],
)
def test_a_form_says_what_is_missing(sort, data, told, desk, twente):
    page = desk("import_new", sort, post=True, **data).content.decode()
    assert told in page
    assert not ImportRun.objects.exists()


def test_nothing_typed_is_lost(desk, twente):
    page = desk("import_new", "oai", post=True, address="nee", oai_set="mijn set", name="mijn naam").content.decode()
    assert 'value="mijn set"' in page
    assert 'value="mijn naam"' in page


def test_choosing_what_cannot_be_chosen_changes_nothing(desk, twente, carla):
    run = compared(make_run(twente, carla), carla)
    odd = {"shown": ["2", "x", "99", "-1"], "row-2": "hide", "row-99": "add", "all": "nee:wel", "to": "x"}
    assert desk("import_rows", run.pk, post=True, **odd).status_code == 302
    assert run.rows.get().choice == "add"


def test_one_choice_for_all(desk, twente, carla):
    run = compared(make_run(twente, carla, LIST + "Nieuw stuk;2020;;\n"), carla)
    desk("import_rows", run.pk, post=True, all="new:skip")
    assert set(run.rows.values_list("choice", flat=True)) == {ImportRow.Choice.SKIP}


def test_pages_of_a_run_lead_to_where_it_is(desk, twente, carla):
    run = make_run(twente, carla)
    assert desk("import_run", run.pk)["Location"].endswith("/velden/")
    assert desk("import_rows", run.pk).status_code == 302
    run = taken_over(compared(run, carla), carla)
    for name in ("import_fields", "import_rows", "import_begin"):
        assert desk(name, run.pk)["Location"] == reverse("import_run", args=["twente", run.pk])
    desk("import_stop", run.pk, post=True, x="1")
    assert worked_on(run).state == "done"


def test_progress_asks_again_by_itself(client, desk, twente, carla, at):
    from django.core.files.base import ContentFile

    from noaber.exchange import import_actions

    run = import_actions.start(make_source(twente, carla), file=ContentFile(b"x"), name="x.csv", by=carla, at=at)
    address = reverse("import_run", args=["twente", run.pk])
    answer = client.get(address, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in answer
    assert b"data-hx-get" in answer.content
    worked_on(run)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_known_source_is_asked_again_and_another_set_is_another_source(client, desk, twente, carla):
    source = make_source(twente, carla, sort=ImportSource.Sort.OAI, name="HBO", address="https://example.org/oai")
    source.facts = {"name": "HBO", "sets": [["s-1", "Saxion"]]}
    source.save()
    page = desk("import_source", source.pk).content.decode()
    assert "Saxion" in page
    desk("import_source", source.pk, post=True, set="s-1")
    other = ImportSource.objects.get(oai_set="s-1")
    assert (other.name, only_run().source) == ("HBO · Saxion", other)


def test_the_queries_do_not_depend_on_the_number_of_rows(
    desk, twente, carla, remembering, django_assert_max_num_queries
):
    few = compared(make_run(twente, carla), carla)
    many = "Titel;Link\n" + "".join(f"Bijzonder stuk nummer {n};https://example.org/{n}\n" for n in range(40))
    for number in range(10):
        make_product(f"Bestaand {number}", home=twente, url=f"https://example.org/{number}")
    lots = compared(make_run(twente, carla, many), carla, {"title": "Titel", "url": "Link"})
    desk("import_rows", few.pk)
    for run in (few, lots):
        with django_assert_max_num_queries(14):
            assert desk("import_rows", run.pk).status_code == 200


def test_broken_links_are_shown_with_where_they_stand(desk, twente, carla):
    make_broken_link("https://example.org/weg", werkplaats="twente", title="De gids", href="/kennis/de-gids/")
    make_broken_link("https://example.org/elders", werkplaats="zuyd", title="Van Zuyd")
    page = desk("link_list").content.decode()
    assert "De gids" in page
    assert "Van Zuyd" not in page
    assert "Links worden nu niet nagekeken" in page
    from noaber.exchange.models import LinkCheck

    link = LinkCheck.objects.get(address="https://example.org/weg")
    desk("link_copy", link.pk, post=True, address="https://web.archive.org/web/2016/https://example.org/weg")
    assert "Bekijk de bewaarde kopie" in desk("link_list").content.decode()
    assert "Een adres begint met" in follow(desk, link)
    other = LinkCheck.objects.get(address="https://example.org/elders")
    assert desk("link_copy", other.pk, post=True, address="").status_code == 404


def follow(desk, link):
    desk("link_copy", link.pk, post=True, address="nee")
    return desk("link_list").content.decode()


def test_the_english_page_is_there(client, desk, twente, carla):
    run = compared(make_run(twente, carla), carla)
    assert client.get(f"/en/binnenhalen/twente/keer/{run.pk}/rijen/").status_code == 200
