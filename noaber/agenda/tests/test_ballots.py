# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Voting, counting, and what stays secret."""

import datetime as dt

import pytest

from noaber import ledger
from noaber.agenda import ballot_actions, participant_actions, policies, queries, round_actions
from noaber.agenda.models import State
from noaber.agenda.testing import (
    CLARIFYING,
    CLOSED,
    COLLECTING,
    RULES,
    WEIGHING,
    make_decision,
    make_participant,
    make_round,
    make_votes,
    vote,
)  # fmt: skip
from noaber.agenda.weighing import weigh
from noaber.agenda.weighing_models import Ballot, Result
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry

pytestmark = pytest.mark.django_db
# Three residents want 1, three professionals want 2, one person of policy wants 3.
VOTES = {"resident": [(1,)] * 3, "professional": [(2,)] * 3, "policy": [(3,)]}


def test_a_vote_can_be_changed_and_the_same_again_changes_nothing(twente, carla):
    participant = make_participant(make_round(twente, carla))
    vote(participant, 1)
    vote(participant, 1)
    first = Ballot.objects.get()
    assert (first.content, first.times, first.perspective) == ({"1": 2}, 1, "resident")
    later = WEIGHING + dt.timedelta(hours=1)
    vote(participant, 2, 3, at=later)
    changed = Ballot.objects.get()
    assert (changed.content, changed.times, changed.cast_at, changed.changed_at) == (
        {"2": 2, "3": 2}, 2, WEIGHING, later,
    )  # fmt: skip
    assert queries.ballots_of(participant) == {"dots": changed}


def test_a_vote_leaves_nothing_in_the_ledger(twente, carla):
    participant = make_participant(make_round(twente, carla))
    before = ledger.generation()
    vote(participant, 1)
    assert ledger.generation() == before
    assert not Entry.objects.filter(verb__contains="vote").exists()


def test_a_blank_vote_is_a_vote(twente, carla):
    round = make_round(twente, carla)
    vote(make_participant(round))
    assert queries.turnout(round)[0].voted == 1


def test_voting_by_the_mailed_link_confirms_it(twente, carla):
    round = make_round(twente, carla)
    participant = participant_actions.sign_up(
        round, email="inge@example.org", perspective="resident", by=None, at=COLLECTING
    )
    vote(participant, 1)
    participant.refresh_from_db()
    assert (participant.confirmed_at, participant.voted_at) == (WEIGHING, WEIGHING)


@pytest.mark.parametrize(
    ("moment", "told"),
    [(CLARIFYING, "nog niet begonnen"), (RULES["decide_from"], "gesloten"), (CLOSED, "gesloten")],
)
def test_voting_is_for_while_weighing_is_open(moment, told, twente, carla):
    participant = make_participant(make_round(twente, carla))
    with pytest.raises(Refused, match=told):
        vote(participant, 1, at=moment)
    assert not Ballot.objects.exists()


def test_too_many_points_are_refused_and_the_earlier_vote_stays(twente, carla):
    participant = make_participant(make_round(twente, carla))
    vote(participant, 1)
    with pytest.raises(Refused, match="punten"):
        vote(participant, 1, 2, 3)
    assert Ballot.objects.get().content == {"1": 2}


def test_nobody_votes_in_another_round(twente, carla):
    participant = make_participant(make_round(twente, carla))
    other = make_round(twente, carla, title="Nog een")
    with pytest.raises(participant.DoesNotExist):
        ballot_actions.cast(participant, other.methods.get(), {"dots-1": "1"}, by=None, at=WEIGHING)


def test_the_outcome_is_hidden_until_weighing_closes_and_counted_once(twente, carla):
    round = make_round(twente, carla)
    make_votes(round, **VOTES)
    assert not policies.may_read_outcome(round, WEIGHING)
    with pytest.raises(Refused, match="gesloten"):
        ballot_actions.count(round, by=None, at=WEIGHING)
    assert queries.to_count(WEIGHING) == []
    assert queries.to_count(CLOSED) == [round]
    result = ballot_actions.count(round, by=None, at=CLOSED)
    assert ballot_actions.count(round, by=None, at=CLOSED) == result
    assert (result.voters, Result.objects.count()) == (7, 1)
    assert [entry.verb for entry in ledger.trail(round)].count("round.counted") == 1
    assert ledger.trail(round)[-1].data["voters"] == 7
    assert queries.to_count(CLOSED) == []
    assert queries.residents_top(round) == (1,)


def test_after_an_early_close_the_count_is_final(twente, carla):
    round = make_round(twente, carla)
    participant = make_participant(round)
    vote(participant, 1)
    round = round_actions.close_early(round, text="Iedereen was er.", by=carla, at=WEIGHING)
    with pytest.raises(Refused, match="gesloten"):
        vote(participant, 2, at=WEIGHING)
    assert ballot_actions.count(round, by=None, at=WEIGHING).voters == 1


def test_the_numbers_on_ballots_tell_nothing_of_who_or_when(twente, carla):
    round = make_round(twente, carla, methods=[("dots", {"dots": 4, "most": 2}), ("ranking", {})])
    for _number in range(12):
        participant = make_participant(round)
        vote(participant, 1)
        ranking = round.methods.get(kind="ranking")
        ballot_actions.cast(participant, ranking, {"ranking-1": "1"}, by=None, at=WEIGHING)
    ballot_actions.count(round, by=None, at=CLOSED)
    per_participant: dict[int, set[int]] = {}
    for participant, caster in Ballot.objects.values_list("participant_id", "caster"):
        per_participant.setdefault(participant, set()).add(caster)
    assert all(len(numbers) == 1 for numbers in per_participant.values())
    order = [next(iter(per_participant[key])) for key in sorted(per_participant)]
    assert len(set(order)) == 12
    # That twelve numbers come out in order by chance is one in half a milliard.
    assert order != sorted(order)


def test_reporting_cuts_the_tie_and_the_count_stays_the_same(twente, carla):
    round = make_round(twente, carla)
    make_votes(round, **VOTES)
    outcome = ballot_actions.count(round, by=None, at=CLOSED).outcome
    with pytest.raises(Refused, match="besloten"):
        ballot_actions.report(round, text="Klaar.", by=carla, at=CLOSED)
    make_decision(round, carla)
    round = ballot_actions.report(round, text="We zijn begonnen.", by=carla, at=CLOSED)
    assert round.state == State.REPORTED
    assert not Ballot.objects.filter(participant__isnull=False).exists()
    moments = {
        *Ballot.objects.values_list("cast_at", flat=True),
        *round.participants.values_list("voted_at", flat=True),
    }
    assert moments == {round.closes_at}
    again = weigh(*queries.weighing_of(round))
    assert again.as_json() == outcome


def test_a_round_that_nobody_voted_in_has_an_outcome(twente, carla):
    round = make_round(twente, carla)
    assert ballot_actions.count(round, by=None, at=CLOSED).voters == 0
    assert queries.residents_top(round) == ()


def test_few_residents_have_no_top_of_their_own(twente, carla):
    round = make_round(twente, carla)
    make_votes(round, resident=[(1,), (1,)], professional=[(2,)] * 4)
    ballot_actions.count(round, by=None, at=CLOSED)
    assert queries.residents_top(round) == ()


def test_every_voter_has_an_order_of_their_own(twente, carla):
    round = make_round(twente, carla, titles=[f"Kandidaat {number}" for number in range(8)])
    candidates = queries.candidates_of(round)
    orders = {tuple(queries.shuffled(candidates, make_participant(round))) for _number in range(5)}
    assert len(orders) > 1
    participant = make_participant(round)
    assert queries.shuffled(candidates, participant) == queries.shuffled(candidates, participant)


def test_a_vote_takes_few_queries(twente, carla, django_assert_max_num_queries):
    participant = make_participant(make_round(twente, carla))
    method = participant.round.methods.get()
    with django_assert_max_num_queries(10):
        ballot_actions.cast(participant, method, {"dots-1": "2"}, by=None, at=WEIGHING)
