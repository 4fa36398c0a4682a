# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two coordinators at the same moment, with real threads on the real database."""

from datetime import UTC, datetime

import pytest

from noaber.base.testing import at_once, refusals
from noaber.questions import merge_actions, triage_actions, voice_actions
from noaber.questions.models import Answer, Question, State
from noaber.questions.testing import make_question, make_voice, some_link

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


def test_a_into_b_while_b_into_a(twente, carla):
    a, b = make_question(home=twente), make_question(home=twente)
    outcomes = at_once(
        lambda: merge_actions.merge(a, b, by=carla, at=NOW), lambda: merge_actions.merge(b, a, by=carla, at=NOW)
    )
    assert len(refusals(outcomes)) == 1
    assert "samengevoegd" in refusals(outcomes)[0].reason
    assert sorted(Question.objects.values_list("state", flat=True)) == [State.MERGED, State.RAISED]


def test_two_answers_at_once_are_one_answer_and_a_warning(twente, carla):
    question = make_question(home=twente)
    seen = question.version

    def step():
        return triage_actions.answer(question, links=[some_link()], seen=seen, by=carla, at=NOW)

    outcomes = at_once(step, step)
    assert len(refusals(outcomes)) == 1
    assert Answer.objects.count() == 1


def test_answering_while_merging(twente, carla):
    question, into = make_question(home=twente), make_question(home=twente)
    seen = question.version
    outcomes = at_once(
        lambda: triage_actions.answer(question, links=[some_link()], seen=seen, by=carla, at=NOW),
        lambda: merge_actions.merge(question, into, seen=seen, by=carla, at=NOW),
    )
    assert len(refusals(outcomes)) == 1


def test_the_same_person_confirming_twice_counts_once(twente):
    question = make_question(home=twente)
    voice = make_voice(question, confirmed=False)
    at_once(*[lambda: voice_actions.confirm(voice, by=None, at=NOW)] * 3)
    assert question.counted.count() == 2


def test_a_double_submit_is_one_question():
    def ask():
        return make_question(confirmed=False, email="inge@example.org", submission="eens")

    outcomes = at_once(ask, ask, ask)
    assert len(set(outcomes)) == 1
    assert Question.objects.count() == 1
