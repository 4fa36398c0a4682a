# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ten more of everything, and the same number of queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.base import clock
from noaber.knowledge import lift_actions
from noaber.projects.models import Contribution, PlanItem
from noaber.projects.plan_actions import keep
from noaber.projects.testing import (
    make_entry,
    make_item,
    make_member,
    make_plan,
    make_project,
    make_round,
    make_session,
)
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db


def queries_for(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def more(project, nadia):
    """One more of everything that is public."""
    number = PlanItem.objects.count()
    make_item(project)
    make_item(project, "research", "Gesprekken")
    make_item(project, "milestone", "Klaar", until_on=dt.date(2026, 5, 1))
    starts = clock.now() + dt.timedelta(days=3)
    make_item(project, "semester", "Semester", from_on=starts.date(), until_on=starts.date())
    make_session(project, starts_at=starts, public=True)
    make_member(project, shown=True)
    make_entry(project, public=True)
    facts = {"organisation_name": f"Saxion {number}", "period": "2026"}
    keep(project, model=Contribution, facts=facts, by=nadia, at=clock.now())
    round = make_round(project, public=True)
    lift_actions.from_insight(round, title=f"Gids {number}", type="guide", by=nadia, at=clock.now())


@pytest.mark.parametrize("tail", ["", "kalender/"])
def test_the_fullest_public_page_takes_twelve_queries(client, nadia, twente, remembering, tail):
    project = make_project(nadia, twente, questions=[make_question(home=twente)])
    make_plan(project)
    more(project, nadia)
    path = project.get_absolute_url() + tail
    client.get(path)
    first = queries_for(client, path)
    for _number in range(10):
        project.questions.add(make_question(home=twente))
        more(project, nadia)
    assert queries_for(client, path) == first <= 12


@pytest.mark.parametrize("tail", ["", "plan/", "mensen/"])
def test_the_group_asks_no_more(client, nadia, twente, remembering, tail):
    project = make_project(nadia, twente)
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    more(project, nadia)
    path = f"{project.get_absolute_url()}groep/{tail}"
    client.get(path)
    first = queries_for(client, path)
    for _number in range(5):
        more(project, nadia)
    assert queries_for(client, path) == first
