# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The path of a project, on its own page and on those of what it comes from."""

import pytest

from noaber.agenda.testing import make_item as make_agenda_item
from noaber.base import clock
from noaber.projects import actions, start_queries
from noaber.projects.testing import finish, make_project, make_round
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db


def page(client, path, person=None):
    client.logout()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(path).content.decode()


def test_the_page_shows_from_where_it_comes_and_how_it_went_on(client, nadia, carla, twente, deliver):
    item, question = make_agenda_item(twente, carla), make_question(home=twente)
    project = make_project(nadia, twente, questions=[question], agenda_items=[item])
    deliver()
    text = page(client, project.get_absolute_url())
    assert item.get_absolute_url() in text
    assert question.get_absolute_url() in text
    assert "Zo kwamen we hier" not in text
    actions.move_phase(project, to="design", seen="explore", text="Genoeg gehoord.", by=nadia, at=clock.now())
    text = page(client, project.get_absolute_url())
    assert "Zo kwamen we hier" in text
    assert "Genoeg gehoord." in text
    deliver()
    assert "Een groep zoekt dit uit." in page(client, question.get_absolute_url())


def test_who_may_start_a_project_finds_the_button_on_the_item(client, nadia, carla, twente, bas, sam):
    item = make_agenda_item(twente, carla)
    path = item.get_absolute_url()
    begin = f"/leertrajecten/beginnen/?agenda={item.slug}"
    for person in (nadia, carla):
        assert begin in page(client, path, person)
        assert start_queries.begin_at(item, person) == begin
    for person in (None, bas, sam):
        assert begin not in page(client, path, person)


def test_nobody_is_to_come_any_more_once_it_is_over(client, nadia, twente):
    project = make_project(nadia, twente)
    make_round(project, public=True)
    assert "nog niemand" in page(client, project.get_absolute_url())
    finish(project)
    text = page(client, project.get_absolute_url())
    assert "nog niemand" not in text
    assert "<b>niemand</b>" in text
