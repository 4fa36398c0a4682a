# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest

from noaber import matching, search
from noaber.agenda.testing import make_gap, make_item
from noaber.base.testing import at as moment
from noaber.matching.near_queries import Tie
from noaber.matching.others_queries import others
from noaber.members.testing import make_involvement, make_profile
from noaber.people.models import Visibility
from noaber.people.testing import make_concept, make_organisation, make_person
from noaber.projects.testing import make_member, make_project
from noaber.questions import merge_actions
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db


def near(thing, person=None, **options):
    subject = matching.SOURCES[thing.KIND].subject(thing.slug, person)
    return others(subject, person, **options)


def merge(question, into, by):
    """As a coordinator of both does, or one of all."""
    by.is_superuser = True
    merge_actions.merge(question, into, text="Dezelfde vraag.", by=by, at=moment())


def told(found):
    """Name and reasons of each."""
    return {one.name: [reason.text for reason in one.reasons] for one in found}


def test_who_has_the_same_question_comes_first_with_when_it_began(twente, elsewhere, carla, nadia):
    question = make_question(home=twente)
    theirs = make_question(home=elsewhere, at=moment("2026-01-12 09:00"))
    merge(theirs, question, carla)
    project = make_project(nadia, twente, questions=[question], starts_on=dt.date(2025, 9, 1))
    found = near(question)
    assert told(found.werkplaatsen) == {"Zuyd": ["heeft dezelfde vraag sinds januari"]}
    assert told(found.groups) == {project.title: ["zoekt sinds september 2025 dezelfde vraag uit"]}
    assert found.groups[0].reasons[0].tie == Tie.QUESTION


def test_what_stands_on_an_agenda_elsewhere_is_a_reason_with_its_period(twente, elsewhere, carla, sam):
    question = make_gap(elsewhere, sam)
    item = make_item(elsewhere, sam, title="Jongeren en geld", questions=[question])
    mine = make_question(home=twente)
    merge(mine, question, carla)
    reasons = told(near(mine).werkplaatsen)["Zuyd"]
    assert "dezelfde vraag staat er op de agenda 2025–2028" in reasons
    # From the item it is the other way round.
    assert told(near(item).werkplaatsen)["Twente"] == ["heeft dezelfde vraag sinds maart"]


def test_a_project_on_the_same_item_is_in_the_same_trail(twente, carla, nadia):
    item = make_item(twente, carla)
    one = make_project(nadia, twente, agenda_items=[item], title="Samen eten")
    other = make_project(nadia, twente, agenda_items=[item], title="Samen fietsen")
    assert told(near(one).groups) == {other.title: ["hoort bij hetzelfde agendapunt"]}


def test_people_are_named_only_with_consent_to_that_work_and_never_the_own_group(twente, nadia, pieter, sam):
    question = make_question(home=twente, themes=[make_concept("eenzaamheid")])
    project = make_project(nadia, twente, questions=[question], themes=[make_concept("eenzaamheid-2")])
    make_profile(nadia)
    assert told(near(question).people) == {"Nadia": ["leidt een leertraject over eenzaamheid 2 (2026)"]}
    assert near(project).people == []
    make_profile(sam, shown={"name", "work.product"})
    make_member(project, person=sam)
    assert [one.name for one in near(question).people] == ["Nadia"]


def test_who_said_no_again_is_gone_at_once(twente, nadia):
    from noaber.members import actions
    from noaber.members.models import Profile

    question = make_question(home=twente)
    make_project(nadia, twente, questions=[question])
    make_profile(nadia)
    assert near(question).people
    facts = {"name": nadia.name, "place": "", "perspective": nadia.perspective, "shown": {"name"}}
    actions.keep_profile(Profile.objects.get(), **facts, by=nadia, at=moment())
    assert near(question).people == []


def test_organisations_are_told_by_the_work_they_take_part_in(twente, nadia):
    question = make_question(home=twente)
    project = make_project(nadia, twente, questions=[question])
    house, hidden = make_organisation(), make_organisation("Verborgen", visibility="hidden")
    project.organisations.set([house, hidden])
    assert told(near(question).organisations) == {house.title: ["doet mee in een leertraject"]}


def test_shared_themes_and_words_come_after_and_say_which(twente, elsewhere, nadia, sam):
    themes = [make_concept("schulden"), make_concept("jongeren")]
    question = make_question(home=twente, themes=themes)
    make_project(nadia, twente, title="Jongeren met schulden", themes=themes)
    make_project(sam, elsewhere, lead=False, title="Iets heel anders", themes=[make_concept("wonen")])
    search.catch_up()
    found = told(near(question).groups)
    assert found["Jongeren met schulden"][0] == "deelt twee thema’s: jongeren en schulden"
    assert found["Jongeren met schulden"][1].startswith("lijkt erop: zelfde woorden")
    assert "Iets heel anders" not in found


def test_a_heavier_reason_always_goes_before_any_number_of_lighter_ones():
    assert Tie.QUESTION > 3 * Tie.TRAIL
    assert Tie.TRAIL > 3 * Tie.THEMES
    assert Tie.THEMES > 3 * Tie.ALIKE


def test_nobody_hears_of_what_they_may_not_read(client, twente, nadia, pieter):
    question = make_question(home=twente)
    project = make_project(nadia, twente, questions=[question])
    type(project).objects.update(visibility=Visibility.MEMBERS)
    assert near(question).groups == []
    assert [one.name for one in near(question, nadia).groups] == [project.title]
    assert client.get(f"/anderen/project/{project.slug}/").status_code == 404
    assert client.get("/anderen/dossier/iets/").status_code == 404


def test_the_part_of_a_page_and_the_page_say_the_same_in_few_queries(
    client, twente, elsewhere, carla, nadia, remembering, django_assert_max_num_queries
):
    question = make_gap(twente, carla)
    item = make_item(elsewhere, make_person(werkplaats=elsewhere, role="coordinator"), questions=[question])
    project = make_project(nadia, twente, questions=[question], agenda_items=[item])
    make_profile(nadia)
    make_involvement(nadia, project)
    search.catch_up()
    address = f"/anderen/question/{question.slug}/"
    client.get(address)
    with django_assert_max_num_queries(12):
        part = client.get(f"{address}?deel", headers={"HX-Request": "true"}).content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(f"{address}?heel").content.decode()
    assert "<html" not in part
    assert "Zuyd" in part
    assert "Hoe we dit weten" in page
    for path in (question, item, project):
        assert f"/anderen/{path.KIND}/{path.slug}/" in client.get(path.get_absolute_url()).content.decode()


def test_an_empty_answer_says_what_comes_here(client, twente):
    question = make_question(home=twente)
    page = client.get(f"/anderen/question/{question.slug}/").content.decode()
    assert "We weten nog niemand anders" in page
