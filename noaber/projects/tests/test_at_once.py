# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people at the same moment, with real threads on the real database."""

import pytest

from noaber.base.testing import at_once, refusals
from noaber.projects import actions, embedding_actions, log_actions, round_actions, team_actions
from noaber.projects.models import EmbeddingCheck, LearningRound, LogEntry, Member, Phase
from noaber.projects.testing import BEGUN_AT, finish, make_member, make_plan, make_project, make_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_joining_twice_is_one_part(twente, nadia, at):
    project = make_project(nadia, twente)
    invited = team_actions.invite(project, mail="inge@example.org", perspective="resident", by=nadia, at=at)
    outcomes = at_once(
        *(lambda: team_actions.accept_invitation(invited, shown=False, by=None, at=at) for _ in range(4))
    )
    assert refusals(outcomes) == []
    assert Member.objects.filter(project=project, state="in", perspective="resident").count() == 1


def test_asking_twice_and_being_invited_meanwhile_is_one_part(twente, nadia, pieter, at):
    project = make_project(nadia, twente)
    told = {"perspective": "professional", "words": "Graag"}
    at_once(
        lambda: team_actions.ask(project, **told, by=pieter, at=at),
        lambda: team_actions.ask(project, **told, by=pieter, at=at),
        lambda: team_actions.invite(project, mail=pieter.email, perspective="professional", by=nadia, at=at),
    )
    assert project.members.exclude(person=nadia).count() == 1


def test_two_leads_who_end_a_phase_at_once_move_it_once(twente, nadia, carla, at):
    project = make_project(nadia, twente)
    outcomes = at_once(
        lambda: actions.move_phase(project, to=Phase.DESIGN, seen=Phase.EXPLORE, by=nadia, at=at),
        lambda: actions.move_phase(project, to=Phase.DESIGN, seen=Phase.EXPLORE, by=carla, at=at),
    )
    assert refusals(outcomes) == []
    project.refresh_from_db()
    assert project.phase == Phase.DESIGN


def test_of_two_who_want_another_phase_one_is_told(twente, nadia, carla, at):
    project = actions.move_phase(
        make_project(nadia, twente), to=Phase.DESIGN, seen=Phase.EXPLORE, by=nadia, at=BEGUN_AT
    )
    outcomes = at_once(
        lambda: actions.move_phase(project, to=Phase.DO, seen=Phase.DESIGN, by=nadia, at=at),
        lambda: actions.move_phase(project, to=Phase.EXPLORE, seen=Phase.DESIGN, by=carla, at=at),
    )
    assert len(refusals(outcomes)) == 1


def test_two_hand_overs_leave_one_lead(twente, nadia, carla, at):
    project = make_project(nadia, twente)
    others = [make_member(project) for _ in range(2)]
    outcomes = at_once(
        lambda: team_actions.hand_over(others[0], by=nadia, at=at),
        lambda: team_actions.hand_over(others[1], by=carla, at=at),
    )
    assert refusals(outcomes) == []
    assert project.members.filter(state="in", role="lead").count() == 1


def test_a_note_and_a_round_sent_twice_are_there_once(twente, nadia, at):
    project = make_project(nadia, twente)
    at_once(*(lambda: log_actions.write(project, text="x", submission="n", by=nadia, at=at) for _ in range(3)))
    at_once(
        *(lambda: round_actions.begin(project, facts={"question": "x"}, submission="r", by=nadia, at=at) for _ in "abc")
    )
    assert (LogEntry.objects.count(), LearningRound.objects.count()) == (1, 1)


def test_two_new_rounds_get_a_number_each(twente, nadia, at):
    project = make_project(nadia, twente)
    begun = at_once(
        *(lambda text=text: round_actions.begin(project, facts={"question": text}, by=nadia, at=at) for text in "ab")
    )
    assert {round.number for round in begun} == {1, 2}


def test_two_who_write_in_one_round_are_told_of_each_other(twente, nadia, carla, at):
    round = make_round(make_project(nadia, twente), finished=False)
    outcomes = at_once(
        lambda: round_actions.keep(round, facts={"question": "A?", "insight": "a"}, seen=0, by=nadia, at=at),
        lambda: round_actions.keep(round, facts={"question": "B?", "insight": "b"}, seen=0, by=carla, at=at),
    )
    assert len(refusals(outcomes)) == 1


def test_the_owner_is_asked_once(twente, nadia, at):
    project = make_project(nadia, twente)
    plan = make_plan(project)
    finish(project)
    later = at.replace(year=2028)
    at_once(*(lambda: embedding_actions.ask_owner(plan, by=None, at=later) for _ in range(3)))
    assert EmbeddingCheck.objects.count() == 1
