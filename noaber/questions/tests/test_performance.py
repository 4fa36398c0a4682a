# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ten more of everything, and the same number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.people.testing import make_concept
from noaber.questions import merge_actions, triage_actions
from noaber.questions.testing import ASKED_AT, answer, make_contribution, make_question, make_voice

pytestmark = pytest.mark.django_db


def queries_for(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/vragen/", "/vragen/?wacht=1&thema=schulden", "/vragen/feed/"])
def test_a_longer_list_asks_no_more(path, client, twente, remembering):
    theme = make_concept("schulden")
    make_voice(make_question(home=twente, themes=[theme]))
    client.get(path)
    first = queries_for(client, path)
    for _number in range(10):
        make_voice(make_question(home=twente, themes=[theme]))
    assert queries_for(client, path) == first <= 12


def test_the_desk_asks_no_more(client, twente, carla):
    client.force_login(carla)
    make_contribution(make_question(home=twente))
    first = queries_for(client, reverse("question_desk"))
    for _number in range(10):
        make_contribution(make_question(home=twente))
    assert queries_for(client, reverse("question_desk")) == first


def test_the_fullest_question_takes_eight_queries(client, twente, elsewhere, carla, remembering):
    at = ASKED_AT + timedelta(days=3)
    question = make_question(home=twente, themes=[make_concept("schulden")])
    make_voice(question)
    client.get(question.get_absolute_url())
    plain = queries_for(client, question.get_absolute_url())
    triage_actions.connect(question, werkplaats=elsewhere, text="Zelfde.", by=carla, at=at)
    triage_actions.judge(make_contribution(question), accept=True, by=carla, at=at)
    merge_actions.merge(make_question(home=twente), question, by=carla, at=at)
    answer(question, carla, at)
    assert plain <= 5
    assert queries_for(client, question.get_absolute_url()) <= 8
