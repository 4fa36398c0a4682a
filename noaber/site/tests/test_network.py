# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations with their people and work, and who knows something of a question."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber import search
from noaber.base import clock
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_product
from noaber.members import role_actions
from noaber.members.testing import ALL, make_involvement, make_profile
from noaber.people import actions as people
from noaber.people.testing import LONG_AGO, make_organisation, make_person, make_werkplaats
from noaber.projects.models import Project
from noaber.questions.testing import ASKED_AT, answer, make_question
from noaber.search import Findings, Hit
from noaber.site.knower_queries import knowers

pytestmark = pytest.mark.django_db
WORDS = "Wie weet hier iets van?"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def saxion(db):
    return make_organisation("Saxion", sort="university")


@pytest.fixture
def project(twente, saxion):
    made = Project.objects.create(ref="p-1", slug="cirkel", title="Netwerkcirkel schulden", home=twente)
    made.organisations.add(saxion)
    return made


def found(*hits):
    return Findings(hits=[Hit(ref=one.ref, kind=kind, title=one.title, url="/x/") for kind, one in hits], total=1)


# ── Organisations ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_an_organisation_shows_its_people_and_work(client, saxion, project, nadia, carla, twente):
    make_profile(nadia, organisation=saxion)
    make_profile(carla, organisation=saxion, shown=["name"])
    secret = make_product("Nog niet af", home=twente)
    secret.organisations.add(saxion)
    Product.objects.filter(pk=secret.pk).update(visibility="members")
    page = text(client.get(saxion.get_absolute_url()))
    assert "Netwerkcirkel schulden" in page
    assert "Nadia" in page
    assert "Carla" not in page
    assert "Nog niet af" not in page


def test_organisations_by_municipality_in_cards_a_table_and_on_the_map(client, saxion, twente, elsewhere):
    almelo = make_organisation("Gemeente Almelo", sort="municipality", cbs_code="GM0141")
    far = make_organisation("Gemeente Sittard", sort="municipality")
    for one, werkplaats, role in (
        (saxion, twente, "lead"),
        (almelo, twente, "municipality"),
        (far, elsewhere, "partner"),
    ):
        people.join_werkplaats(one, werkplaats, role=role, by=None, at=LONG_AGO)
    for view in ("", "tabel"):
        page = client.get("/organisaties/", {"gemeente": almelo.slug, "weergave": view}).content.decode()
        assert saxion.get_absolute_url() in page
        assert far.get_absolute_url() not in page
    make_werkplaats("hier", lat=52.3, lon=6.7)
    page = client.get("/organisaties/?weergave=kaart").content.decode()
    assert "map__point" in page
    assert "Wie er meedoen" in page
    assert client.get("/organisaties/?gemeente=%00&weergave=x").status_code == 200


def test_more_of_an_organisation_costs_no_more_queries(client, settings, saxion, twente):
    settings.REMEMBER = True

    def visit():
        client.get(saxion.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(saxion.get_absolute_url()).status_code == 200
        return len(asked)

    def more(number):
        for one in range(number):
            person = make_person(name="Iemand", role="member", werkplaats=twente)
            make_profile(person, organisation=saxion)
            make_product(f"Wijzer {number} {one}", home=twente).organisations.add(saxion)

    more(1)
    few = visit()
    more(6)
    assert visit() == few <= 12


# ── Who knows something of this? ─────────────────────────────────────────────────────────────────────────────────────
def test_people_and_organisations_behind_the_hits_are_named_with_why(project, nadia, carla, twente, saxion):
    question = make_question(home=twente)
    answer(question, carla, ASKED_AT)
    make_involvement(nadia, project, part="lead")
    for person in (nadia, carla):
        make_profile(person, function="Docent", shown=ALL)
    who = knowers(found(("project", project), ("question", question)))
    told = {one.name: (one.line, [(why["part"], why["title"]) for why in one.reasons]) for one in who.people}
    assert told == {
        "Nadia": ("Docent", [("trekt dit", project.title)]),
        "Carla": ("Docent", [("beantwoordde deze vraag", question.title)]),
    }
    assert [one.name for one in who.people] == ["Nadia", "Carla"]
    assert [one.name for one in who.organisations] == ["Saxion"]


@pytest.mark.parametrize("shown", [set(), {"name"}, {"work.project"}, ALL - {"work.project"}, ALL - {"name"}])
def test_nobody_is_named_without_consent(shown, project, nadia):
    make_involvement(nadia, project)
    make_profile(nadia, shown=shown)
    assert knowers(found(("project", project))).people == []


def test_who_left_and_a_hidden_organisation_are_not_named(project, nadia, saxion):
    make_involvement(nadia, project)
    make_profile(nadia, shown=ALL)
    assert len(knowers(found(("project", project))).people) == 1
    role_actions.leave(nadia, by=nadia, at=clock.now())
    type(saxion).objects.filter(pk=saxion.pk).update(visibility="hidden")
    assert not knowers(found(("project", project)))


def test_it_takes_two_queries_and_none_without_hits(project, nadia, twente, django_assert_num_queries):
    hits = [("project", project)]
    for number in range(8):
        person = make_person(name=f"Iemand {number}", role="member", werkplaats=twente)
        make_involvement(person, project)
        make_profile(person, shown=ALL)
        hits.append(("product", make_product(f"Wijzer {number}", home=twente)))
    with django_assert_num_queries(2):
        assert len(knowers(found(*hits)).people) == 3
    with django_assert_num_queries(0):
        assert not knowers(Findings(hits=[], total=0))


def test_the_find_page_names_them(client, own_index, project, nadia):
    search.changed("project", project.ref)
    search.catch_up()
    make_involvement(nadia, project)
    make_profile(nadia, shown=ALL)
    page = text(client.get("/vind/?q=netwerkcirkel+schulden"))
    assert WORDS in page
    assert "Nadia" in page
    assert WORDS not in text(client.get("/vind/?q=netwerkcirkel+schulden&soort=leertraject"))
    assert WORDS not in text(client.get("/vind/"))
