# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding what is on the agenda, who is told, and that residents are not outvoted silently."""

import datetime as dt

import pytest

from noaber import ledger
from noaber.agenda import agenda_queries, candidate_actions, decision_actions
from noaber.agenda.decision_actions import Line
from noaber.agenda.decision_models import AgendaItem, Decision, ItemState
from noaber.agenda.models import State
from noaber.agenda.round_actions import Overtaken
from noaber.agenda.testing import (
    CLOSED,
    COLLECTING,
    WEIGHING,
    make_decision,
    make_gap,
    make_item,
    make_period,
    make_round,
    make_votes,
)  # fmt: skip
from noaber.base.verdicts import Refused
from noaber.questions import triage_actions
from noaber.questions.models import State as QuestionState
from noaber.questions.testing import mails_to, make_voice, some_link

pytestmark = pytest.mark.django_db
LATER = CLOSED + dt.timedelta(days=10)


def lines(chosen, **reasons):
    return [Line(number, "in" if number in chosen else "out", reasons.get(f"r{number}", "")) for number in (1, 2, 3, 4)]


def weighed(twente, carla):
    """Residents want 1 and 4, the others want 2."""
    round = make_round(twente, carla)
    make_votes(round, resident=[(1, 4)] * 3, professional=[(2,)] * 5)
    return round


def test_departing_from_the_residents_top_needs_its_own_reason(twente, carla):
    round = weighed(twente, carla)
    with pytest.raises(Refused, match="afwijken"):
        make_decision(round, carla, lines=lines([1, 2]))
    assert not Decision.objects.exists()
    decision = make_decision(round, carla, lines=lines([1, 2], r4="Dat doet Hengelo al."))
    departing = decision.lines.get(departs_from_residents=True)
    assert (departing.candidate.number, departing.reason) == (4, "Dat doet Hengelo al.")


def test_later_departs_from_it_too(twente, carla):
    round = weighed(twente, carla)
    given = [Line(1, "in"), Line(2, "in"), Line(3, "out"), Line(4, "later", " ")]
    with pytest.raises(Refused, match="afwijken"):
        make_decision(round, carla, lines=given)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": [Line(1, "in")]},
        {"lines": [*lines([1, 2]), Line(4, "out")]},
        {"lines": [Line(1, "in"), Line(2, "in"), Line(3, "misschien"), Line(4, "out", "Nu niet.")]},
        {"reason": " "},
        {"body": ""},
        {"decided_on": CLOSED.date() + dt.timedelta(days=9)},
    ],
)
def test_half_a_decision_is_refused_in_words(wrong, twente, carla):
    round = weighed(twente, carla)
    with pytest.raises(Refused):
        make_decision(round, carla, **wrong)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"), [("carla", True), ("bas", True), ("nadia", False), ("sam", False), ("nobody", False)]
)
def test_who_decides(who, may, request, twente, carla):
    round, person = weighed(twente, carla), request.getfixturevalue(who)
    if may:
        assert make_decision(round, person, lines=lines([1, 4])).by == person
        return
    with pytest.raises(Refused):
        make_decision(round, person, lines=lines([1, 4]))
    with pytest.raises(Refused):
        make_item(twente, person)


def test_deciding_is_for_after_the_weighing_and_once(twente, carla):
    round = weighed(twente, carla)
    with pytest.raises(Refused, match="nu niet"):
        decision_actions.adopt(
            round, body="programmateam", decided_on=WEIGHING.date(), reason="Nu al.", lines=lines([1]),
            by=carla, at=WEIGHING,
        )  # fmt: skip
    first = make_decision(round, carla, lines=lines([1, 4]), submission="eens")
    assert make_decision(round, carla, lines=lines([1, 4]), submission="eens") == first
    with pytest.raises(Overtaken):
        make_decision(round, carla, lines=lines([2, 3]), submission="nog eens")
    round.refresh_from_db()
    assert (round.state, round.decision) == (State.DECIDED, first)


def test_what_is_in_stands_on_the_agenda(twente, carla):
    make_decision(weighed(twente, carla), carla, lines=lines([1, 4]))
    found = agenda_queries.agenda(make_period(twente))
    assert [item.title for item in found.on] == ["Eenzaamheid onder jongeren", "Samen eten in de wijk"]
    assert [decision.number for decision in found.decisions] == [1]
    assert agenda_queries.is_adopted(make_period(twente))
    item = found.on[0]
    assert (item.since, item.candidate.number, item.home) == (CLOSED.date(), 1, twente)
    assert [entry.verb for entry in ledger.trail(item)] == ["agenda_item.added"]


def asked(round, twente, carla):
    """Two gaps as candidates 5 and 6: one asked by inge (shared by pieter), one by somebody else."""
    one = make_gap(twente, carla, email="inge@example.org")
    make_voice(one, email="pieter@example.org")
    other = make_gap(twente, carla, title="Wie leert ouderen bellen?", email="ander@example.org")
    for question in (one, other):
        candidate_actions.add_question(round, question, by=carla, at=COLLECTING)
    return one, other


def test_every_asker_is_told_why_and_nobody_else(twente, carla, deliver):
    round = make_round(twente, carla, titles=())
    one, other = asked(round, twente, carla)
    deliver()
    before = {who: len(mails_to(f"{who}@example.org")) for who in ("inge", "pieter", "ander", "carla", "sam")}
    given = [Line(1, "in", "Dit speelt overal."), Line(2, "later", "Eerst het andere.")]
    make_decision(round, carla, lines=given)
    deliver()
    after = {who: len(mails_to(f"{who}@example.org")) - before[who] for who in before}
    assert after == {"inge": 1, "pieter": 1, "ander": 1, "carla": 0, "sam": 0}
    assert "Dit speelt overal." in mails_to("inge@example.org")[-1].text
    told = mails_to("ander@example.org")[-1]
    assert "nog niet op de agenda" in told.subject
    assert "Eerst het andere." in told.text
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (QuestionState.ON_AGENDA, QuestionState.GAP)


def test_who_weighed_or_proposed_hears_what_was_decided_once(twente, carla, pieter, deliver):
    round = make_round(twente, carla, titles=("Een",))
    made = candidate_actions.propose(round, title="Van Pieter", perspective="professional", by=pieter, at=COLLECTING)
    candidate_actions.judge(made, accept=True, by=carla, at=COLLECTING)
    make_votes(round, resident=[(1,)])
    deliver()
    before = len(mails_to("pieter@example.org"))
    make_decision(round, carla, lines=[Line(1, "in"), Line(2, "out", "Dat kan niet.")])
    deliver()
    told = mails_to("pieter@example.org")[before:]
    assert len(told) == 1
    assert "Dat kan niet." in told[0].text


def test_what_lives_on_in_a_candidate_is_decided_with_it(twente, carla):
    round = make_round(twente, carla, titles=())
    one, other = asked(round, twente, carla)
    first, second = round.candidates.get(question=one), round.candidates.get(question=other)
    candidate_actions.merge(second, first, text="Hetzelfde.", by=carla, at=COLLECTING)
    make_decision(round, carla, lines=[Line(1, "in")])
    item = AgendaItem.objects.get()
    assert {question.ref for question in item.questions.all()} == {one.ref, other.ref}
    other.refresh_from_db()
    assert other.state == QuestionState.ON_AGENDA


def test_a_question_that_was_answered_meanwhile_stays_answered(twente, carla):
    round = make_round(twente, carla, titles=())
    one, _other = asked(round, twente, carla)
    triage_actions.answer(one, links=[some_link()], by=carla, at=WEIGHING)
    make_decision(round, carla, lines=[Line(1, "in"), Line(2, "out", "Nu niet.")])
    one.refresh_from_db()
    assert one.state == QuestionState.ANSWERED


def test_adding_and_taking_off_are_decisions_of_their_own(twente, carla, deliver):
    question = make_gap(twente, carla, email="inge@example.org")
    item = make_item(twente, carla, questions=[question], submission="eens")
    assert make_item(twente, carla, questions=[question], submission="eens") == item
    with pytest.raises(Refused):
        decision_actions.withdraw(item, body="raad", decided_on=LATER.date(), reason="", by=carla, at=LATER)
    decision_actions.withdraw(item, body="raad", decided_on=LATER.date(), reason="Het is klaar.", by=carla, at=LATER)
    with pytest.raises(Overtaken, match="Carla"):
        decision_actions.withdraw(item, body="raad", decided_on=LATER.date(), reason="Nog eens.", by=carla, at=LATER)
    item.refresh_from_db()
    question.refresh_from_db()
    assert (item.state, item.until, question.state) == (ItemState.OFF, LATER.date(), QuestionState.GAP)
    found = agenda_queries.agenda(make_period(twente))
    assert ([*found.on], [one.pk for one in found.off]) == ([], [item.pk])
    assert [(one.number, one.kind) for one in found.decisions] == [(2, "withdraw"), (1, "add")]
    deliver()
    assert "Het is klaar." in mails_to("inge@example.org")[-1].text


def test_a_question_on_two_agendas_stays_on_the_agenda(twente, elsewhere, carla, sam):
    question = make_gap(twente, carla)
    item = make_item(twente, carla, questions=[question])
    make_item(elsewhere, sam, questions=[question])
    decision_actions.withdraw(item, body="raad", decided_on=LATER.date(), reason="Klaar.", by=carla, at=LATER)
    question.refresh_from_db()
    assert question.state == QuestionState.ON_AGENDA


def test_an_item_that_was_reported_goes_and_its_decision_stays(twente, carla, sam):
    item = make_item(twente, carla)
    with pytest.raises(Refused):
        decision_actions.hide(item, reason="Nee.", by=sam, at=LATER)
    decision_actions.hide(item, reason="Dit noemt iemand bij naam.", by=carla, at=LATER)
    assert agenda_queries.find_item(item.slug, None) is None
    found = agenda_queries.agenda(make_period(twente))
    assert (found.on, len(found.decisions)) == ([], 1)
