# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is weighed, and who may propose it."""

import pytest

from noaber.agenda import candidate_actions
from noaber.agenda.models import Candidate, CandidateState
from noaber.agenda.subjects import ProposalDesk
from noaber.agenda.testing import CLARIFYING, CLOSED, COLLECTING, PLANNED, WEIGHING, candidate, make_gap, make_round
from noaber.base.verdicts import Refused
from noaber.questions import actions as questions
from noaber.questions.testing import ASKED_AT, link_in, mails_to, make_question

pytestmark = pytest.mark.django_db
PROPOSAL = {"title": "Hoe helpen we mantelzorgers?", "perspective": "resident"}


def propose(round, **given):
    return candidate_actions.propose(
        round, **{**PROPOSAL, "email": "inge@example.org", **given}, by=None, at=COLLECTING
    )


def test_anybody_proposes_confirms_by_mail_and_hears_what_became_of_it(twente, carla, deliver):
    round = make_round(twente, carla)
    made = propose(round)
    assert (made.state, made.number) == (CandidateState.UNCONFIRMED, 5)
    assert not round.candidates.public().filter(pk=made.pk)
    deliver()
    assert link_in(mails_to("inge@example.org")[-1], "voorstel/")
    candidate_actions.confirm(made, by=None, at=COLLECTING)
    candidate_actions.confirm(made, by=None, at=COLLECTING)
    deliver()
    assert made.title in mails_to("carla@example.org")[-1].text
    candidate_actions.judge(made, accept=True, cost=2, by=carla, at=COLLECTING)
    deliver()
    assert "doet mee" in mails_to("inge@example.org")[-1].subject
    assert [one.number for one in round.candidates.weighed()] == [1, 2, 3, 4, 5]


def test_a_proposal_that_does_not_fit_says_why(twente, carla, deliver):
    made = candidate_actions.confirm(propose(make_round(twente, carla)), by=None, at=COLLECTING)
    with pytest.raises(Refused, match="waarom"):
        candidate_actions.judge(made, accept=False, by=carla, at=COLLECTING)
    candidate_actions.judge(made, accept=False, text="Dit is al bekend.", by=carla, at=COLLECTING)
    deliver()
    assert "Dit is al bekend." in mails_to("inge@example.org")[-1].text


def test_proposing_is_for_the_days_of_collecting(twente, carla):
    round = make_round(twente, carla)
    for moment in (PLANNED, CLARIFYING, WEIGHING, CLOSED):
        with pytest.raises(Refused, match="verzameld"):
            candidate_actions.propose(round, **PROPOSAL, email="inge@example.org", by=None, at=moment)


@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "x" * 201}, {"perspective": "baas"}])
def test_bad_input_is_refused_in_words(wrong, twente, carla):
    with pytest.raises(Refused):
        propose(make_round(twente, carla), **wrong)
    assert Candidate.objects.count() == 4


def test_a_double_submit_is_one_proposal(twente, carla):
    round = make_round(twente, carla)
    assert propose(round, submission="eens") == propose(round, submission="eens")
    assert round.candidates.count() == 5


def test_who_proposed_it_does_not_judge_it(twente, carla, sam):
    round = make_round(twente, carla)
    made = candidate_actions.propose(round, **PROPOSAL, by=carla, at=COLLECTING)
    assert made.state == CandidateState.PROPOSED
    for person in (carla, sam, None):
        with pytest.raises(Refused):
            candidate_actions.judge(made, accept=True, by=person, at=COLLECTING)


def test_the_desk_shows_proposals_to_who_may_judge_them(twente, carla, sam, deliver):
    round = make_round(twente, carla)
    propose(round)
    assert ProposalDesk().waiting(carla) == []
    waits = candidate_actions.confirm(propose(round, email="piet@example.org"), by=None, at=COLLECTING)
    assert [one.title for one in ProposalDesk().waiting(carla)] == [waits.title]
    assert ProposalDesk().waiting(sam) == []


def test_a_gap_is_a_candidate_and_who_asked_it_is_told(twente, carla, deliver):
    round = make_round(twente, carla)
    question = make_gap(twente, carla, email="inge@example.org")
    made = candidate_actions.add_question(round, question, cost=3, by=carla, at=COLLECTING)
    assert made == candidate_actions.add_question(round, question, by=carla, at=COLLECTING)
    assert (made.title, made.state, made.cost) == (question.title, CandidateState.ADMITTED, 3)
    deliver()
    told = mails_to("inge@example.org")[-1]
    assert "doet mee voor de agenda" in told.subject
    assert link_in(told, round.slug)


def test_a_question_of_another_region_may_be_weighed_here(twente, elsewhere, carla, sam):
    question = make_gap(elsewhere, sam)
    made = candidate_actions.add_question(make_round(twente, carla), question, by=carla, at=COLLECTING)
    assert made.question == question


def test_who_asked_hears_of_a_draft_only_once_it_is_announced(twente, carla, deliver):
    from noaber.agenda import round_actions

    question = make_gap(twente, carla, email="inge@example.org")
    round = make_round(twente, carla, announced=False)
    candidate_actions.add_question(round, question, by=carla, at=PLANNED)
    deliver()
    before = len(mails_to("inge@example.org"))
    round_actions.announce(round, by=carla, at=PLANNED)
    deliver()
    assert len(mails_to("inge@example.org")) == before + 1


def test_only_what_nobody_can_answer_is_a_candidate(twente, carla):
    with pytest.raises(Refused, match="zonder antwoord"):
        candidate_actions.add_question(make_round(twente, carla), make_question(home=twente), by=carla, at=COLLECTING)


def test_candidates_are_fixed_once_weighing_began(twente, carla):
    round = make_round(twente, carla)
    one, two = candidate(round, 1), candidate(round, 2)
    steps = [
        lambda: candidate_actions.add(round, title="Nog iets", by=carla, at=WEIGHING),
        lambda: candidate_actions.reword(one, title="Anders", text="", cost=1, by=carla, at=WEIGHING),
        lambda: candidate_actions.merge(one, two, text="Hetzelfde.", by=carla, at=WEIGHING),
        lambda: candidate_actions.withdraw(one, by=carla, at=WEIGHING),
        lambda: candidate_actions.judge(one, accept=False, text="Nee.", by=carla, at=WEIGHING),
    ]
    for step in steps:
        with pytest.raises(Refused, match="liggen nu vast"):
            step()


def test_merging_and_taking_apart_again(twente, carla):
    round = make_round(twente, carla)
    one, two = candidate(round, 1), candidate(round, 2)
    candidate_actions.merge(one, two, text="Dit is hetzelfde.", by=carla, at=CLARIFYING)
    assert [each.number for each in round.candidates.weighed()] == [2, 3, 4]
    with pytest.raises(Refused, match="andere kandidaat"):
        candidate_actions.merge(two, candidate(round, 1), text="", by=carla, at=CLARIFYING)
    with pytest.raises(Refused, match="andere kandidaat"):
        candidate_actions.merge(two, two, text="", by=carla, at=CLARIFYING)
    again = candidate_actions.judge(candidate(round, 1), accept=True, by=carla, at=CLARIFYING)
    assert (again.state, again.into) == (CandidateState.ADMITTED, None)


def test_saying_it_more_clearly_is_an_entry(twente, carla):
    round = make_round(twente, carla)
    candidate_actions.reword(candidate(round, 1), title="Beter gezegd", text="Want.", cost=2, by=carla, at=CLARIFYING)
    made = candidate(round, 1)
    assert (made.title, made.cost) == ("Beter gezegd", 2)
    with pytest.raises(Refused, match="getal van 1"):
        candidate_actions.reword(made, title="x", text="", cost=0, by=carla, at=CLARIFYING)


def test_who_proposed_it_takes_it_back(twente, carla, pieter):
    made = candidate_actions.propose(make_round(twente, carla), **PROPOSAL, by=pieter, at=COLLECTING)
    assert candidate_actions.withdraw(made, by=pieter, at=CLARIFYING).state == CandidateState.WITHDRAWN
    with pytest.raises(Refused):
        candidate_actions.withdraw(made, by=pieter, at=CLARIFYING)


def test_the_words_of_a_question_that_is_withdrawn_go_here_too(twente, carla, deliver):
    round = make_round(twente, carla)
    question = make_gap(twente, carla, title="Mijn buurman drinkt, wat nu?", text="Lang verhaal.")
    candidate_actions.add_question(round, question, by=carla, at=COLLECTING)
    questions.withdraw(question.voices.get(), by=None, at=CLARIFYING)
    deliver()
    made = round.candidates.get(question=question)
    assert (made.title, made.text, made.state) == ("[ingetrokken]", "", CandidateState.WITHDRAWN)
    assert ASKED_AT < CLARIFYING
