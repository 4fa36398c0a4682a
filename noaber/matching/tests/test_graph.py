# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.agenda.testing import make_gap, make_item
from noaber.base.testing import at as moment
from noaber.knowledge.testing import make_product
from noaber.matching import drawing_tasks, layout
from noaber.matching.drawing_tasks import redraw
from noaber.matching.graph_queries import Choice, graph
from noaber.matching.graph_words import sentence
from noaber.matching.models import Drawing
from noaber.matching.picture_queries import NAMED, picture, places_now
from noaber.members import actions
from noaber.members.models import Profile
from noaber.members.testing import make_involvement, make_profile
from noaber.people.models import Visibility
from noaber.people.testing import make_concept, make_organisation, make_person
from noaber.projects.models import Project
from noaber.projects.testing import make_member, make_project
from noaber.questions import merge_actions
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db


def ties(found):
    """Who is tied to whom by name, and at what."""
    return {
        frozenset((found.nodes[one].name, found.nodes[other].name)): sorted(edge.kinds)
        for (one, other), edge in found.edges.items()
    }


@pytest.fixture
def group(twente, nadia):
    """A project of Nadia, who shows herself, with an organisation."""
    make_profile(nadia)
    project = make_project(nadia, twente, title="Samen eten", themes=[make_concept("eenzaamheid")])
    project.organisations.add(make_organisation("Saxion"))
    Project.objects.update(year=2025)
    return project


def test_who_takes_part_is_tied_to_the_group_and_the_group_to_its_werkplaats(group):
    assert ties(graph()) == {
        frozenset(("Nadia", "Samen eten")): ["project"],
        frozenset(("Saxion", "Samen eten")): ["project"],
        frozenset(("Samen eten", "Twente")): ["project"],
    }


def test_who_made_something_together_is_tied_to_each_other(twente, nadia):
    make_profile(nadia)
    product = make_product(home=twente)
    product.organisations.add(make_organisation("Saxion"))
    make_involvement(nadia, product, part="author")
    told = ties(graph())
    assert told[frozenset(("Nadia", "Saxion"))] == ["product"]
    assert told[frozenset(("Nadia", "Twente"))] == ["product"]


def test_the_same_question_ties_werkplaatsen_and_the_agenda_elsewhere_ties_a_group(twente, elsewhere, nadia, sam):
    question = make_gap(elsewhere, sam)
    item = make_item(elsewhere, sam, questions=[question])
    theirs = make_question(home=twente)
    sam.is_superuser = True
    merge_actions.merge(theirs, question, text="Dezelfde.", by=sam, at=moment())
    assert ties(graph())[frozenset(("Twente", "Zuyd"))] == ["question"]
    make_profile(nadia)
    make_project(nadia, twente, title="Samen eten", agenda_items=[item])
    assert "agenda_item" in ties(graph())[frozenset(("Samen eten", "Zuyd"))]


def test_nobody_is_in_it_without_consent_to_that_kind_of_work(group, nadia, pieter, twente, sam):
    make_member(group, person=sam)
    make_profile(pieter, shown={"name", "work.product"})
    assert "Nadia" in {node.name for node in graph().nodes.values()}
    facts = {"name": nadia.name, "place": "", "perspective": nadia.perspective, "shown": {"name", "work.product"}}
    actions.keep_profile(Profile.objects.get(person=nadia), **facts, by=nadia, at=moment())
    names = {node.name for node in graph().nodes.values()}
    assert names == {"Saxion", "Samen eten", "Twente"}


def test_what_is_hidden_ties_nobody(group):
    Project.objects.update(visibility=Visibility.MEMBERS)
    assert graph().edges == {}


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        (Choice(werkplaats="twente"), True),
        (Choice(werkplaats="zuyd"), False),
        (Choice(theme="eenzaamheid"), True),
        (Choice(theme="schulden"), False),
        (Choice(since=2025, until=2025), True),
        (Choice(since=2026), False),
        (Choice(until=2024), False),
    ],
)
def test_a_choice_keeps_the_work_that_fits(group, elsewhere, choice, holds):
    assert bool(graph(choice).edges) is holds


def test_without_groups_people_in_one_are_tied_to_each_other(group, sam):
    make_profile(sam)
    make_member(group, person=sam)
    told = ties(graph(Choice(kind="person")))
    assert told[frozenset(("Nadia", "Sam"))] == ["project"]
    assert all("Saxion" not in pair for pair in told)


def test_around_one_are_so_many_steps(group, nadia):
    whole = graph()
    key = next(key for key in whole.nodes if key.startswith("person:"))
    assert {node.name for node in whole.around(key, 1).nodes.values()} == {"Nadia", "Samen eten"}
    assert {node.name for node in whole.around(key, 2).nodes.values()} == {"Nadia", "Samen eten", "Saxion", "Twente"}
    assert sentence(whole.nodes[key], whole.beside[key], whole.nodes) == (
        "Nadia, mens. Werkt samen met: Samen eten (1 leertraject)"
    )


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_process_of_its_own_draws_the_same_each_time(group, at):
    first = redraw(at=at)
    assert set(first.places) == set(graph().nodes)
    assert redraw(at=at).places == first.places
    # The newest takes the place of the ones before.
    assert Drawing.objects.count() == 1


def test_it_is_drawn_anew_when_something_changed_and_not_too_often(group, at):
    assert drawing_tasks.due(at) is not None
    redraw(at=at)
    assert drawing_tasks.due(at) is None
    make_product("Iets nieuws")
    assert drawing_tasks.due(at) is None
    assert drawing_tasks.due(at + drawing_tasks.SELDOM) is not None


def test_the_worker_never_waits_for_it(group):
    assert drawing_tasks.refresh() == "begun"
    run = drawing_tasks._runs[0]
    run.process.wait(60)
    assert drawing_tasks.refresh() == "kept"
    assert drawing_tasks.refresh() == ""
    assert Drawing.objects.get().nodes == len(graph().nodes)


def test_a_drawing_that_hangs_is_ended(group, monkeypatch):
    drawing_tasks.refresh()
    monkeypatch.setattr(drawing_tasks, "HANGS", 0.0)
    with pytest.raises(RuntimeError):
        drawing_tasks.refresh()
    assert drawing_tasks._runs == []


def test_nobody_stands_on_another_and_all_stay_in_the_square():
    homes = {f"person:{n}": f"werkplaats:{n % 4}" for n in range(120)} | {
        f"werkplaats:{n}": f"werkplaats:{n}" for n in range(4)
    }
    edges = [(f"person:{n}", homes[f"person:{n}"], 1.0) for n in range(120)]
    places = layout.laid_out(homes, edges, 1)
    assert places == layout.laid_out(homes, edges, 1)
    assert len(set(places.values())) == 124
    assert all(0 <= x <= layout.SIZE and 0 <= y <= layout.SIZE for x, y in places.values())
    assert layout.laid_out({}, [], 1) == {}
    assert layout.laid_out({"a": "", "b": ""}, [("a", "b", 1.0)], 1).keys() == {"a", "b"}


def test_who_is_new_since_the_drawing_stands_among_those_they_work_with(group, at, sam):
    redraw(at=at)
    make_profile(sam)
    make_member(group, person=sam)
    drawn = picture(graph(), places_now())
    assert {spot.node.name for spot in drawn.spots} == {"Nadia", "Sam", "Saxion", "Samen eten", "Twente"}
    assert not drawn.far


def test_far_off_everybody_is_a_dot_and_werkplaatsen_have_names(twente, elsewhere, nadia):
    for number in range(NAMED):
        make_project(nadia, twente, title=f"Groep {number}").organisations.add(make_organisation(f"Huis {number}"))
    drawn = picture(graph(), {})
    assert drawn.far
    assert [spot.node.name for spot in drawn.spots] == ["Twente"]
    assert drawn.dots["project"].count("M") == drawn.dots["organisation"].count("M") == NAMED


def test_around_a_busy_one_the_drawing_leaves_out_what_the_table_has(twente, nadia):
    for number in range(NAMED):
        make_project(nadia, twente, title=f"Groep {number}").organisations.add(make_organisation(f"Huis {number}"))
    found = graph().around("werkplaats:twente", 2)
    drawn = picture(found, {}, middle="werkplaats:twente")
    assert drawn.spots[0].middle
    assert len(drawn.spots) + drawn.left_out == len(found.nodes)


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_has_the_drawing_and_the_same_in_a_table_in_few_queries(
    client, group, remembering, django_assert_max_num_queries, at
):
    redraw(at=at)
    client.get("/netwerk/")
    with django_assert_max_num_queries(12):
        page = client.get("/netwerk/?x=1").content.decode()
    spots = re.findall(r'aria-label="([^"]+), (?:mens|organisatie|leertraject|werkplaats)\.', page)
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert set(spots) == {"Nadia", "Saxion", "Samen eten", "Twente"}
    assert all(name in table for name in spots)


def test_each_name_leads_to_who_is_around_it_with_the_choice_kept(client, group):
    page = client.get("/netwerk/?thema=eenzaamheid").content.decode()
    address = re.search(r'href="(/netwerk/\?[^"]*bij=project[^"]*)"', page)[1].replace("&amp;", "&")
    assert "thema=eenzaamheid" in address
    near = client.get(f"{address}&stappen=2").content.decode()
    assert "<h1" in near
    assert "Met wie werkt dit samen" in near
    assert "Niets gevonden" in client.get("/netwerk/?bij=person:niemand").content.decode()


@pytest.mark.parametrize("query", ["jaar=x&vanaf=abc&tot=99999", "bij=", "soort=dier&page=zes", "thema=%00&q=%00"])
def test_an_odd_choice_is_left_out(client, group, query):
    assert client.get(f"/netwerk/?{query}").status_code == 200


def test_the_table_is_searched_and_sorted(client, group):
    page = client.get("/netwerk/?q=saxion").content.decode()
    assert "1 verband<" in page
    assert "Geen naam gevonden" in client.get("/netwerk/?q=qzx").content.decode()
    for order in ("naam", "jaar", "aantal"):
        assert client.get(f"/netwerk/?volgorde={order}").status_code == 200


def test_the_same_for_a_spreadsheet_in_which_nothing_is_worked_out(client, group):
    make = make_organisation("=1+1")
    group.organisations.add(make)
    answer = client.get("/netwerk/relaties.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["wie", "soort", "werkt samen met", "soort", "aantal", "waaraan", "van", "tot"]
    assert ["Nadia", "mens", "Samen eten", "leertraject", "1", "1 leertraject", "2025", "2025"] in rows
    assert "'=1+1" in {row[0] for row in rows}


def test_an_empty_network_says_what_comes_here(client, db):
    assert "Nog geen netwerk" in client.get("/netwerk/").content.decode()
    assert "Niets gevonden" in client.get("/netwerk/?thema=x").content.decode()


def test_more_people_take_no_more_queries(client, group, twente, nadia, remembering, django_assert_num_queries):
    client.get("/netwerk/")
    with CaptureQueriesContext(connection) as before:
        client.get("/netwerk/?x=1")
    many = len(before)
    for number in range(10):
        person = make_person(name=f"Els {number}", role="member", werkplaats=twente)
        make_profile(person)
        make_involvement(person, group)
    client.get("/netwerk/")
    with django_assert_num_queries(many):
        client.get("/netwerk/?x=2")
