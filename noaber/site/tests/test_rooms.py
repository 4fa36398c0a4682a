# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a werkplaats as a site: its home, its periods, its settings, and what it shows of others."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber import ledger, search
from noaber.base.models import OutgoingMail
from noaber.knowledge.testing import make_product
from noaber.members.testing import make_profile
from noaber.people import actions, period_actions, region_actions, region_queries, show_actions
from noaber.people.testing import LONG_AGO, make_concept, make_organisation, make_person, make_werkplaats
from noaber.projects.models import Project
from noaber.questions.testing import make_question
from noaber.search import SearchRequest

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": LONG_AGO}


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def periods(twente):
    record = period_actions.record_period
    facts = {"summary": "Drie thema’s stonden centraal.", "structure": "In leerwerkplaatsen."}
    theme = make_concept("armoede")
    old = record(
        twente,
        label="2016–2018",
        starts_on=dt.date(2016, 1, 1),
        ends_on=dt.date(2019, 1, 1),
        themes=[theme],
        **facts,
        **BY,
    )
    now = record(twente, label="2023–", starts_on=dt.date(2023, 1, 1), summary="Drie cirkels.", **BY)
    return old, now


def test_the_home_of_a_werkplaats_in_its_own_words(client, own_index, twente, periods):
    region_actions.change_settings(twente, words={"projects": "Netwerkcirkels", "project": "Netwerkcirkel"}, **BY)
    Project.objects.create(ref="pr-1", slug="cirkel", title="Cirkel Sociale Basis", home=twente)
    make_product("Wonen met een luisterend oor", home=twente)
    make_question(home=twente, title="Hoe bereik je jongeren met schulden?")
    actions.join_werkplaats(make_organisation("Saxion"), twente, role="lead", **BY)
    search.changed("project", "pr-1")
    search.catch_up()
    page = text(client.get("/twente/"))
    for told in ("Netwerkcirkels", "Cirkel Sociale Basis", "Wonen met een luisterend oor", "Hoe bereik je jongeren",
                 "Saxion", "/twente/periode/2016-2018/", "Drie cirkels."):  # fmt: skip
        assert told in page
    assert "Instellingen" not in page


def test_a_werkplaats_from_zero_teaches(client, own_index):
    make_werkplaats("zeeland")
    page = text(client.get("/zeeland/"))
    assert "Stel er gerust een" in page
    assert "Hier staat nog niets" in page


def test_the_home_takes_at_most_twelve_queries(client, own_index, twente, periods, remembering):
    for number in range(6):
        make_product(f"Handreiking {number}", home=twente)
        make_question(home=twente)
        actions.join_werkplaats(make_organisation(f"Partner {number}"), twente, role="partner", **BY)
    search.catch_up()
    client.get("/twente/")
    with CaptureQueriesContext(connection) as asked:
        text(client.get("/twente/"))
    assert len(asked) <= 12, [query["sql"][:140] for query in asked.captured_queries]


def test_a_period_stays_and_leads_to_those_around_it(client, own_index, twente, periods):
    page = text(client.get("/twente/periode/2016-2018/"))
    for told in ("Dit is archief", "In leerwerkplaatsen.", "armoede", 'rel="next"', "31 december 2018", "2023–"):
        assert told in page
    assert "http://localhost:8000/twente/periode/2016-2018/ (bekeken op" in page
    now = text(client.get("/twente/periode/2023/"))
    assert "Dit is archief" not in now
    assert 'rel="prev"' in now
    assert client.get("/twente/periode/1999/").status_code == 404
    assert client.get("/nergens/periode/2023/").status_code == 404


def test_a_period_names_who_had_a_task_then_and_shows_it(client, own_index, twente, periods):
    then = {"werkplaats": twente, "from_on": dt.date(2016, 5, 1), "role": "researcher"}
    shown, quiet = make_person(name="Noor Berg", **then), make_person(name="Stille Els", **then)
    later = make_person(name="Later Lot", werkplaats=twente, role="researcher", from_on=dt.date(2023, 5, 1))
    profile = make_profile(shown)
    make_profile(quiet, shown=())
    make_profile(later)
    page = text(client.get("/twente/periode/2016-2018/"))
    assert f'<a href="{profile.get_absolute_url()}">Noor Berg</a>, 1 ander' in page
    assert not {name for name in ("Stille Els", "Later Lot") if name in page}
    now = text(client.get("/twente/periode/2023/"))
    assert "Noor Berg" in now
    assert "Later Lot" in now
    make_profile(shown, shown=())
    assert "Noor Berg" not in text(client.get("/twente/periode/2016-2018/"))


def test_a_period_page_takes_at_most_twelve_queries(client, own_index, twente, periods, remembering):
    client.get("/twente/periode/2016-2018/")
    with CaptureQueriesContext(connection) as asked:
        text(client.get("/twente/periode/2016-2018/"))
    assert len(asked) <= 12, [query["sql"][:140] for query in asked.captured_queries]


def test_lists_and_find_filter_by_programme_period(client, own_index, twente, periods):
    make_product("Van toen", home=twente, year=2017)
    make_product("Van nu", home=twente, year=2024)
    search.catch_up()
    for address in ("/kennis/", "/vind/"):
        page = text(client.get(address, {"werkplaats": "twente", "periode": "2016-2018"}))
        assert "Van toen" in page
        assert "Van nu" not in page
    # Without the werkplaats the word means nothing.
    assert "Van nu" in text(client.get("/kennis/", {"periode": "2016-2018"}))
    assert "Programmaperiode" in text(client.get("/vragen/", {"werkplaats": "twente"}))
    assert "Programmaperiode" not in text(client.get("/vragen/"))


def test_the_archive_can_be_found(client, own_index, twente, periods, deliver):
    deliver()
    search.catch_up()
    page = text(client.get("/vind/", {"q": "leerwerkplaatsen", "soort": "archief"}))
    assert "/twente/periode/2016-2018/" in page


def test_a_new_period_from_the_page(client, own_index, twente, periods, carla):
    sign_in(client, carla)
    assert "Dit wordt archief" in text(client.get("/twente/periode/nieuw/"))
    given = {"label": "2027–2030", "starts_on": "2027-01-01", "themes": "armoede\nonbekend woord", "summary": "Straks"}
    refused = text(client.post("/twente/periode/nieuw/", given))
    assert "staat niet in de thesaurus" in refused
    assert "Straks" in refused
    answer = client.post("/twente/periode/nieuw/", given | {"themes": "Armoede"})
    assert answer.url == "/twente/"
    assert text(client.get("/twente/periode/2027-2030/")).count("Straks")
    again = client.post("/twente/periode/nieuw/", given | {"themes": "Armoede"})
    assert again.status_code == 302
    assert twente.periods.count() == 3


def test_settings_explain_what_is_wrong_and_keep_what_was_typed(client, own_index, twente, carla):
    sign_in(client, carla)
    given = {"name": "WSD Twente", "short": "Twente", "brand": "#ffcc00", "host": "geen adres", "contact": "Bel ons"}
    page = text(client.post("/twente/instellingen/", given))
    assert "Dit is geen webadres" in page
    assert "Bel ons" in page
    assert client.post("/twente/instellingen/", given | {"host": "wsdtwente.nl"}).status_code == 302
    twente.refresh_from_db()
    assert twente.host == "wsdtwente.nl"
    assert "slecht te lezen" in text(client.get("/twente/instellingen/"))
    assert "slecht te lezen" in text(client.get("/twente/instellingen/kleur/", {"brand": "#ffee00"}))
    assert client.get("/twente/instellingen/kleur/", {"brand": "geel"}).status_code == 404


def test_a_theme_is_taken_from_a_file_and_put_away(client, own_index, twente, carla):
    sign_in(client, carla)
    file = SimpleUploadedFile("stad.css", b"--utrecht-heading-color: #7a1f5c; --stad-x: url(x);")
    page = text(client.post("/twente/instellingen/huisstijl/", {"file": file}))
    assert "overgenomen" in page
    assert "url(x)" in page
    assert b"--heading: #7a1f5c" in client.get("/-/brand/twente.css").content
    wrong = SimpleUploadedFile("plaatje.png", b"\x89PNG\xff\xfe")
    assert "geen tekst" in text(client.post("/twente/instellingen/huisstijl/", {"file": wrong}))
    assert "Kies een bestand" in text(client.post("/twente/instellingen/huisstijl/", {}))
    client.post("/twente/instellingen/huisstijl/", {"weg": "1"})
    assert b"--heading" not in client.get("/-/brand/twente.css").content


def test_a_new_house_style_shows_at_once(
    client, own_index, remembering, twente, carla, django_capture_on_commit_callbacks
):
    sign_in(client, carla)
    here = "/twente/instellingen/huisstijl/"

    def sheet(page):
        address = re.search(r'href="(/-/brand/twente\.css\?v=\w+)"', page.content.decode())[1]
        assert "immutable" in client.get(address)["Cache-Control"]
        return address

    before = sheet(client.get("/twente/"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(here, {"text": "--utrecht-heading-color: #7a1f5c;"})
    shown = sheet(client.get("/twente/"))
    assert shown == sheet(client.get(here)) != before
    assert b"--heading: #7a1f5c" in client.get(shown).content
    with django_capture_on_commit_callbacks(execute=True):
        client.post(here, {"weg": "1"})
    assert sheet(client.get("/twente/")) == before
    # A browser that comes late with the address of before does not keep what it gets for ever.
    assert client.get(shown)["Cache-Control"] == "no-cache"


def test_a_new_werkplaats_in_one_form(client, own_index):
    keeper = make_person(name="Kim", email="kim@example.org")
    type(keeper).objects.filter(pk=keeper.pk).update(is_superuser=True)
    sign_in(client, keeper)
    given = {"name": "WSD Zeeland", "short": "Zeeland", "slug": "kennis", "region": "Zeeland", "brand": "#123456",
             "coordinator": "ruben@example.org"}  # fmt: skip
    assert "al van iets anders" in text(client.post("/werkplaatsen/nieuw/", given))
    answer = client.post("/werkplaatsen/nieuw/", given | {"slug": "zeeland"})
    assert answer.url == "/zeeland/instellingen/"
    assert "WSD Zeeland" in text(client.get("/zeeland/"))


SHOWN = {"product": (make_product, "/kennis/"), "question": (make_question, "/vragen/")}


@pytest.mark.parametrize("kind", SHOWN)
def test_showing_is_asked_mailed_decided_and_seen(client, own_index, twente, elsewhere, carla, sam, deliver, kind):
    make, shelf = SHOWN[kind]
    thing = make(title="Luisterend oor", home=twente)
    sign_in(client, sam)
    assert "Ook bij ons tonen" in text(client.get(thing.get_absolute_url()))
    answer = client.post(f"/tonen/{kind}/{thing.slug}/", {"werkplaats": elsewhere.pk, "reason": "Past bij ons"})
    assert answer.url == "/tonen/"
    deliver()
    asked = region_queries.show_requests(carla).get()
    assert OutgoingMail.objects.filter(to=carla.email, text__contains=f"/tonen/{asked.pk}/").count() == 1
    sign_in(client, carla)
    assert "Past bij ons" in text(client.get(f"/tonen/{asked.pk}/"))
    assert "waarom" in text(client.post(f"/tonen/{asked.pk}/", {"choice": "nee"}))
    assert client.post(f"/tonen/{asked.pk}/", {"choice": "ja"}).status_code == 302
    deliver()
    search.catch_up()
    assert OutgoingMail.objects.filter(to=sam.email).exists()
    page = text(client.get(thing.get_absolute_url()))
    assert "Ook te zien bij" in page
    assert "Luisterend oor" in text(client.get(shelf, {"werkplaats": "zuyd"}))
    assert [entry.verb for entry in ledger.trail(thing)][-2:] == ["show.asked", "show.accepted"]
    hits = search.find(SearchRequest("luisterend oor", werkplaats="zuyd")).hits
    assert thing.ref in {hit.ref for hit in hits}
    client.post(f"/tonen/{asked.pk}/stop/")
    deliver()
    assert "Luisterend oor" not in text(client.get("/vragen/", {"werkplaats": "zuyd"}))
    assert "Ook te zien bij" not in text(client.get(thing.get_absolute_url()))


def test_an_old_address_leads_on_and_costs_others_nothing(client, own_index, twente, remembering):
    product = make_product("Luisterend oor", home=twente)
    rows = [("/publicatie/oor", f"product:{product.ref}"), ("/werkplaats/twente", f"werkplaats:{twente.ref}")]
    show_actions.remember_addresses(rows, **BY)
    answer = client.get("/publicatie/oor/")
    assert (answer.status_code, answer.url) == (301, product.get_absolute_url())
    assert client.get("/publicatie/oor").url == product.get_absolute_url()
    assert client.get("/Werkplaats/Twente/").url == "/twente/"
    assert client.get("/en/publicatie/oor/").url.removeprefix("/en") in ("/kennis/" + product.slug + "/",)
    assert client.get("/publicatie/onbekend/").status_code == 404
    with CaptureQueriesContext(connection) as asked:
        client.get(product.get_absolute_url())
    assert not [query for query in asked.captured_queries if "oldaddress" in query["sql"]]


@pytest.mark.parametrize("path", ["/vind/", "/kennis/", "/vragen/", "/leertrajecten/", "/nieuws/", "/organisaties/"])
def test_switching_regions_keeps_the_question_and_the_filter(client, own_index, twente, elsewhere, path):
    page = text(client.get(path, {"q": "geld & schulden", "thema": "wonen", "werkplaats": "twente", "page": "2"}))
    assert f'href="{path}?q=geld+%26+schulden&amp;thema=wonen&amp;werkplaats=zuyd"' in page
    assert f'href="{path}?q=geld+%26+schulden&amp;thema=wonen"' in page
    assert 'href="/zuyd/"' in text(client.get("/over/"))
