# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the agenda keeps of a person: handed over whole, and erased without changing what was counted."""

import json

import pytest

from noaber.agenda import ballot_actions, candidate_actions, queries
from noaber.agenda.models import CandidateState
from noaber.agenda.own_data_actions import AgendaHolder
from noaber.agenda.testing import CLOSED, COLLECTING, make_item, make_participant, make_round, make_votes, vote
from noaber.agenda.weighing import weigh
from noaber.agenda.weighing_models import Ballot, Participant
from noaber.members import own_data_actions
from noaber.people.models import Person

pytestmark = pytest.mark.django_db
INGE = "inge@example.org"


def weighs(round):
    participant = make_participant(round, email=INGE)
    vote(participant, 1)
    return participant.person


def test_everything_is_handed_over(twente, carla):
    round = make_round(twente, carla)
    person = weighs(round)
    candidate_actions.propose(round, title="Van Inge", perspective="resident", email=INGE, by=None, at=COLLECTING)
    given = AgendaHolder().export(person)
    assert given["participations"][0]["ballots"] == [{"method": "dots", "content": {"1": 2}}]
    assert given["candidates"][0]["title"] == "Van Inge"
    make_item(twente, carla)
    assert AgendaHolder().export(carla)["decisions"][0]["body"] == "programmateam"
    json.dumps(given, default=str)


def test_before_the_count_a_ballot_goes_with_its_voter(twente, carla):
    round = make_round(twente, carla)
    person = weighs(round)
    own_data_actions.erase(person, by=None, at=COLLECTING)
    assert not Person.objects.filter(email=INGE).exists()
    assert not Ballot.objects.exists()
    assert not Participant.objects.exists()


def test_after_the_count_it_stays_of_nobody(twente, carla):
    round = make_round(twente, carla)
    person = weighs(round)
    make_votes(round, resident=[(2,)] * 3)
    outcome = ballot_actions.count(round, by=None, at=CLOSED).outcome
    own_data_actions.erase(person, by=None, at=CLOSED)
    assert weigh(*queries.weighing_of(round)).as_json() == outcome
    assert Participant.objects.filter(person__isnull=True).count() == 1
    assert Ballot.objects.filter(participant__isnull=True).count() == 1
    AgendaHolder().erase(person, by=None, at=CLOSED)


def test_a_proposal_that_others_can_read_stays_without_its_maker(twente, carla):
    round = make_round(twente, carla)
    made = candidate_actions.propose(
        round, title="Bel inge@example.org", perspective="resident", email=INGE, by=None, at=COLLECTING
    )
    candidate_actions.confirm(made, by=None, at=COLLECTING)
    candidate_actions.judge(made, accept=True, by=carla, at=COLLECTING)
    unseen = candidate_actions.propose(round, title="Ook", perspective="resident", email=INGE, by=None, at=COLLECTING)
    own_data_actions.erase(made.proposed_by, by=None, at=COLLECTING)
    made.refresh_from_db()
    assert (made.proposed_by, made.state) == (None, CandidateState.ADMITTED)
    assert INGE not in made.title
    assert not round.candidates.filter(pk=unseen.pk).exists()
