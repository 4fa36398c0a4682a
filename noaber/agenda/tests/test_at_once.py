# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many people at the same moment, with real threads on the real database."""

import datetime as dt

import pytest

from noaber.agenda import ballot_actions, candidate_actions, decision_actions, participant_actions, round_actions
from noaber.agenda.decision_models import AgendaItem, Decision
from noaber.agenda.models import Round, State
from noaber.agenda.testing import (
    CLOSED,
    COLLECTING,
    PLANNED,
    WEIGHING,
    make_decision,
    make_item,
    make_participant,
    make_period,
    make_round,
    make_votes,
    vote,
)  # fmt: skip
from noaber.agenda.weighing_models import Ballot, Participant, Result
from noaber.base.testing import at_once, refusals
from noaber.people.models import Role
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coen(twente):
    """A second coordinator of Twente."""
    return make_person(name="Coen", email="coen@example.org", role=Role.Kind.COORDINATOR, werkplaats=twente)


def test_twelve_people_vote_at_once_and_each_counts_once(twente, carla):
    round = make_round(twente, carla)
    people = [make_participant(round) for _number in range(12)]
    outcomes = at_once(*[lambda one=one: vote(one, 1) for one in people])
    assert refusals(outcomes) == []
    assert Ballot.objects.count() == 12
    assert ballot_actions.count(round, by=None, at=CLOSED).voters == 12


def test_one_person_on_two_phones_has_one_ballot(twente, carla):
    participant = make_participant(make_round(twente, carla))
    at_once(*[lambda number=number: vote(participant, number) for number in (1, 2, 3, 4)])
    assert Ballot.objects.count() == 1
    assert Ballot.objects.get().times == 4


def test_whoever_votes_while_it_closes_is_counted_or_told(twente, carla):
    for _time in range(3):
        round = make_round(twente, carla)
        people = [make_participant(round) for _number in range(6)]
        moment = round.decide_from - dt.timedelta(seconds=1)
        steps = [lambda one=one, moment=moment: vote(one, 1, at=moment) for one in people]
        outcomes = at_once(*steps, lambda round=round: ballot_actions.count(round, by=None, at=CLOSED))
        cast = Ballot.objects.filter(method__round=round)
        assert len(refusals(outcomes)) + cast.count() == 6
        assert Result.objects.get(round=round).voters == cast.count()
        assert not cast.filter(caster__isnull=True).exists()


def test_counting_at_once_is_one_count(twente, carla):
    round = make_round(twente, carla)
    make_votes(round, resident=[(1,)] * 3)
    outcomes = at_once(*[lambda: ballot_actions.count(round, by=None, at=CLOSED)] * 4)
    assert len({result.pk for result in outcomes}) == 1


def test_the_same_mail_twice_at_once_is_one_participant(twente, carla):
    round = make_round(twente, carla)

    def join():
        return participant_actions.sign_up(
            round, email="inge@example.org", perspective="resident", by=None, at=COLLECTING
        )

    def invite():
        return participant_actions.invite(round, [("inge@example.org", "policy")], by=carla, at=COLLECTING)

    outcomes = at_once(join, join, invite, join)
    assert refusals(outcomes) == []
    assert Participant.objects.count() == 1


def test_a_room_never_has_more_people_than_seats(twente, carla):
    round = round_actions.open_room(make_round(twente, carla), seats=3, by=carla, at=WEIGHING)

    def enter():
        return participant_actions.enter_room(round.room_code, perspective="resident", by=None, at=WEIGHING)

    outcomes = at_once(*[enter] * 6)
    assert len(refusals(outcomes)) == 3
    assert Participant.objects.count() == 3


def test_a_double_tap_in_the_room_is_one_seat(twente, carla):
    round = round_actions.open_room(make_round(twente, carla), seats=3, by=carla, at=WEIGHING)

    def enter():
        return participant_actions.enter_room(
            round.room_code, perspective="resident", submission="eens", by=None, at=WEIGHING
        )

    assert len(set(at_once(enter, enter, enter))) == 1


def test_of_two_who_decide_at_once_one_wins_and_the_other_hears_who(twente, carla, coen):
    round = make_round(twente, carla)
    seen = Round.objects.get(pk=round.pk).version
    outcomes = at_once(
        lambda: make_decision(round, carla, [1, 2], seen=seen), lambda: make_decision(round, coen, [3, 4], seen=seen)
    )
    told = refusals(outcomes)
    assert len(told) == 1
    decision = Decision.objects.get()
    winner = {carla.pk: "Carla", coen.pk: "Coen"}[decision.by_id]
    assert winner in told[0].reason
    assert AgendaItem.objects.count() == 2


def test_a_double_submit_of_a_decision_is_one(twente, carla):
    round = make_round(twente, carla)
    seen = Round.objects.get(pk=round.pk).version
    outcomes = at_once(*[lambda: make_decision(round, carla, seen=seen, submission="eens")] * 3)
    assert (refusals(outcomes), len(set(outcomes))) == ([], 1)


def test_two_who_add_at_once_have_decisions_one_after_the_other(twente, carla, coen):
    make_period(twente)
    outcomes = at_once(lambda: make_item(twente, carla), lambda: make_item(twente, coen, title="Iets anders"))
    assert refusals(outcomes) == []
    assert list(Decision.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_of_two_who_take_it_off_at_once_one_is_told(twente, carla, coen):
    item = make_item(twente, carla)

    def off(by):
        return decision_actions.withdraw(
            item, body="raad", decided_on=WEIGHING.date(), reason="Klaar.", by=by, at=CLOSED
        )

    assert len(refusals(at_once(lambda: off(carla), lambda: off(coen)))) == 1


def test_announcing_while_another_cancels(twente, carla, coen):
    round = make_round(twente, carla, announced=False)
    seen = round.version
    outcomes = at_once(
        lambda: round_actions.announce(round, seen=seen, by=carla, at=PLANNED),
        lambda: round_actions.cancel(round, text="Toch niet.", seen=seen, by=coen, at=PLANNED),
    )
    assert len(refusals(outcomes)) == 1
    assert Round.objects.get().state in (State.ANNOUNCED, State.CANCELLED)


def test_proposals_at_once_have_numbers_of_their_own(twente, carla):
    round = make_round(twente, carla, titles=())

    def propose(number):
        return candidate_actions.propose(
            round, title=f"Voorstel {number}", perspective="resident", email=f"p{number}@example.org",
            by=None, at=COLLECTING,
        )  # fmt: skip

    at_once(*[lambda number=number: propose(number) for number in range(5)])
    assert [one.number for one in round.candidates.all()] == [1, 2, 3, 4, 5]
