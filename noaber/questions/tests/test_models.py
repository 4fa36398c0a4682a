# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from noaber.base.lifecycle import IllegalMove
from noaber.questions.models import EDITABLE, HIDDEN, LIFECYCLE, OPEN, Question, State, Voice
from noaber.questions.testing import make_question, make_voice

pytestmark = pytest.mark.django_db


@given(st.lists(st.sampled_from(State.values), max_size=30))
def test_a_question_only_ever_walks_along_the_table(wishes):
    question = Question(state=State.UNCONFIRMED)
    for wish in wishes:
        before = question.state
        try:
            LIFECYCLE.move(question, wish)
        except IllegalMove:
            assert question.state == before
            assert wish not in LIFECYCLE.moves[before]
        else:
            assert question.state in LIFECYCLE.moves[before]


def test_every_state_can_be_reached_and_only_withdrawing_is_final():
    reached, waiting = {State.UNCONFIRMED.value}, [State.UNCONFIRMED.value]
    while waiting:
        fresh = {str(state) for state in LIFECYCLE.moves[waiting.pop()]} - reached
        reached |= fresh
        waiting += fresh
    assert reached == set(State.values)
    assert [state for state, after in LIFECYCLE.moves.items() if not after] == [State.WITHDRAWN]


def test_nothing_hidden_waits_in_public():
    assert not OPEN & HIDDEN
    assert State.ANSWERED not in EDITABLE


def refused(change):
    def change_and_check():
        with transaction.atomic():
            change()
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        change_and_check()


def test_the_database_keeps_the_tree_whole():
    root, merged, other = make_question(), make_question(), make_question()
    rows = Question.objects
    half = {"state": "merged", "root_key": None}
    refused(lambda: rows.filter(pk=merged.pk).update(**half))
    refused(lambda: rows.filter(pk=merged.pk).update(merged_into=root))
    refused(lambda: rows.filter(pk=merged.pk).update(**half, root=merged.ref, merged_into=merged))
    rows.filter(pk=merged.pk).update(**half, root=root.ref, merged_into=root)
    # Nothing may point at a merged question as if it were a root, so two can never point at each other.
    refused(lambda: rows.filter(pk=other.pk).update(**half, root=merged.ref, merged_into=merged))
    refused(lambda: rows.filter(pk=root.pk).update(**half, root=merged.ref, merged_into=merged))


def test_one_person_counts_once():
    question = make_question()
    voice = make_voice(question)
    refused(
        lambda: Voice.objects.create(
            question=question, person=voice.person, part="follows", perspective="policy", started_at=voice.started_at
        )
    )
    other = make_question()
    refused(
        lambda: Voice.objects.create(
            question=other,
            person=voice.person,
            part="shares",
            perspective="policy",
            started_at=voice.started_at,
            confirmed_at=voice.started_at,
            counts_for=question,
        )
    )


def test_nothing_unconfirmed_counts():
    voice = make_voice(make_question(), confirmed=False)
    refused(lambda: Voice.objects.filter(pk=voice.pk).update(counts_for=voice.question))


def test_everybody_sees_what_is_theirs_to_see(twente, carla, sam, pieter):
    shown = make_question(home=twente)
    held = make_question(home=twente, text="Bel 06-12345678")
    unconfirmed = make_question(home=twente, confirmed=False)
    assert held.state == State.HELD
    for person in (None, pieter, sam):
        assert set(Question.objects.visible_to(person)) == {shown}
    assert set(Question.objects.visible_to(carla)) == {shown, held}
    assert unconfirmed not in Question.objects.visible_to(carla)
