# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A request to take part lies on the desk of who leads the project and of the coordinators of its home."""

import pytest
from django.urls import reverse

from noaber.base import clock
from noaber.moderation import queries as desk
from noaber.projects import team_actions
from noaber.projects.testing import leader, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(nadia, twente, pieter):
    project = make_project(nadia, twente)
    return team_actions.ask(project, perspective="policy", words="Graag", by=pieter, at=clock.now())


def on_desk(person):
    return [(one.kind, one.title, one.href, one.werkplaats) for one in desk.waiting(person)]


def test_a_request_waits_on_the_desk_of_who_may_say_yes(asking, carla, sam, bas, pieter):
    href = reverse("project_member", args=[asking.project.slug, asking.pk])
    row = ("member", asking.project.title, href, "twente")
    assert on_desk(carla) == on_desk(leader(asking.project)) == [row]
    for person in (sam, bas, pieter):
        assert on_desk(person) == []


def test_a_request_that_was_answered_waits_no_longer(asking, carla):
    team_actions.judge(asking, accept=True, by=carla, at=clock.now())
    assert on_desk(carla) == []


def test_who_did_not_confirm_waits_for_nobody(asking, carla):
    team_actions.ask(
        asking.project, mail="later@example.org", perspective="resident", words="Ik ook", by=None, at=clock.now()
    )
    assert len(on_desk(carla)) == 1


def test_the_desk_leads_to_the_request(asking, carla, client):
    client.force_login(carla)
    page = client.get(reverse("desk")).content.decode()
    assert "Wil meedoen met een leertraject" in page
    assert reverse("project_member", args=[asking.project.slug, asking.pk]) in page
