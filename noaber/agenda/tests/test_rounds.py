# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning a round, its phases, and what may change when."""

import datetime as dt

import pytest

from noaber import ledger
from noaber.agenda import policies, queries, round_actions
from noaber.agenda.models import Phase, Round, State
from noaber.agenda.round_actions import Overtaken
from noaber.agenda.testing import (
    CLARIFYING,
    CLOSED,
    COLLECTING,
    DOTS,
    PLANNED,
    RULES,
    WEIGHING,
    make_period,
    make_round,
)  # fmt: skip
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry

pytestmark = pytest.mark.django_db
REPORTED = CLOSED + dt.timedelta(days=30)


def test_the_phase_follows_from_the_dates(twente, carla):
    round = make_round(twente, carla)
    moments = [PLANNED, COLLECTING, CLARIFYING, WEIGHING, CLOSED, REPORTED]
    assert [round.phase(moment) for moment in moments] == [
        Phase.SOON, Phase.COLLECT, Phase.CLARIFY, Phase.WEIGH, Phase.DECIDE, Phase.DECIDE,
    ]  # fmt: skip
    assert round.phase(round.weigh_from) == Phase.WEIGH
    assert round.phase(round.decide_from) == Phase.DECIDE


def test_steps_tell_where_a_round_is(twente, carla):
    round = make_round(twente, carla)
    found = queries.steps(round, CLARIFYING)
    assert [(one.phase, one.past, one.now) for one in found][:3] == [
        (Phase.COLLECT, True, False), (Phase.CLARIFY, False, True), (Phase.WEIGH, False, False),
    ]  # fmt: skip
    assert not any(one.now or one.past for one in queries.steps(round, PLANNED))


def test_a_draft_is_for_who_runs_or_decides(twente, carla, bas, nadia, sam, inge):
    round = make_round(twente, carla, announced=False)
    for person, sees in ((carla, True), (bas, True), (nadia, False), (sam, False), (inge, False), (None, False)):
        assert (queries.find(round.slug, person) is not None) is sees
    round_actions.announce(round, by=carla, at=PLANNED)
    assert queries.find(round.slug, None) == round


@pytest.mark.parametrize("who", ["bas", "nadia", "sam", "inge", "pieter", "nobody"])
def test_only_its_coordinator_runs_a_round(who, request, twente, carla):
    round = make_round(twente, carla)
    other = request.getfixturevalue(who)
    before = Entry.objects.count()
    steps = [
        lambda: round_actions.plan(make_period(twente), title="Ook", methods=[DOTS], **RULES, by=other, at=PLANNED),
        lambda: round_actions.change(round, title="Anders", by=other, at=COLLECTING),
        lambda: round_actions.cancel(round, text="Zomaar.", by=other, at=COLLECTING),
        lambda: round_actions.close_early(round, text="Zomaar.", by=other, at=WEIGHING),
        lambda: round_actions.open_room(round, seats=10, by=other, at=WEIGHING),
    ]
    for step in steps:
        with pytest.raises(Refused):
            step()
    assert Entry.objects.count() == before


def test_the_same_submission_is_one_round(twente, carla):
    first = make_round(twente, carla, submission="eens", announced=False, titles=())
    again = make_round(twente, carla, submission="eens", announced=False, titles=())
    assert first == again
    assert Round.objects.count() == 1


def test_dates_out_of_order_and_no_limit_are_refused_in_words(twente, carla):
    with pytest.raises(Refused, match="na elkaar"):
        make_round(twente, carla, weigh_from=RULES["decide_from"])
    with pytest.raises(Refused, match="te verdelen"):
        make_round(twente, carla, places=None)
    with pytest.raises(Refused, match="één keer"):
        make_round(twente, carla, methods=[DOTS, DOTS])
    with pytest.raises(Refused, match="één keer"):
        make_round(twente, carla, methods=[("loten", {})])
    assert not Round.objects.exists()


def test_a_budget_of_hours(twente, carla):
    round = make_round(twente, carla, unit="hours", places=None, budget=400)
    assert (round.limit, round.places, round.get_unit_display()) == (400, None, "uren")


def test_rules_change_until_weighing_and_every_change_is_in_the_ledger(twente, carla):
    round = make_round(twente, carla)
    round_actions.change(round, places=3, methods=[("ranking", {})], by=carla, at=CLARIFYING)
    entry = ledger.trail(round)[-1]
    assert entry.verb == "round.changed"
    assert entry.data["changed"]["places"] == [2, 3]
    assert [method.kind for method in round.methods.all()] == ["ranking"]
    before = Entry.objects.count()
    round_actions.change(round, places=3, by=carla, at=CLARIFYING)
    assert Entry.objects.count() == before
    with pytest.raises(Refused, match="liggen nu vast"):
        round_actions.change(round, places=4, by=carla, at=WEIGHING)


def test_weighing_never_begins_in_the_past(twente, carla):
    round = make_round(twente, carla)
    with pytest.raises(Refused, match="verleden"):
        round_actions.change(round, weigh_from=CLARIFYING - dt.timedelta(hours=1), by=carla, at=CLARIFYING)
    draft = make_round(twente, carla, announced=False)
    with pytest.raises(Refused):
        round_actions.announce(draft, by=carla, at=WEIGHING)


def test_a_round_without_a_method_is_not_announced(twente, carla):
    draft = make_round(twente, carla, announced=False, methods=[])
    with pytest.raises(Refused, match="op welke manier"):
        round_actions.announce(draft, by=carla, at=PLANNED)


def test_closing_early_says_why_and_happens_once(twente, carla):
    round = make_round(twente, carla)
    with pytest.raises(Refused, match="waarom"):
        round_actions.close_early(round, text=" ", by=carla, at=WEIGHING)
    round = round_actions.close_early(round, text="Iedereen was er.", by=carla, at=WEIGHING)
    assert (round.closes_at, round.phase(WEIGHING)) == (WEIGHING, Phase.DECIDE)
    with pytest.raises(Refused, match="niet gewogen"):
        round_actions.close_early(round, text="Nog eens.", by=carla, at=WEIGHING)


def test_calling_off_says_why(twente, carla):
    round = make_round(twente, carla)
    round = round_actions.cancel(round, text="Er is geen budget.", by=carla, at=COLLECTING)
    assert (round.state, round.phase(WEIGHING)) == (State.CANCELLED, Phase.CANCELLED)
    assert not policies.may_sign_up(round, WEIGHING)
    assert not policies.may_read_outcome(round, CLOSED)


def test_who_was_not_the_first_hears_who_was(twente, carla):
    round = make_round(twente, carla, announced=False)
    seen = round.version
    round_actions.announce(round, seen=seen, by=carla, at=PLANNED)
    with pytest.raises(Overtaken, match="zelf net veranderd"):
        round_actions.announce(round, seen=seen, by=carla, at=PLANNED)


def test_a_phase_that_began_is_told_once(twente, carla):
    round = make_round(twente, carla)
    assert queries.phases_to_tell(PLANNED) == []
    for moment, phase in ((COLLECTING, "collect"), (WEIGHING, "weigh")):
        assert queries.phases_to_tell(moment) == [round]
        round_actions.tell_phase(round, by=None, at=moment)
        round_actions.tell_phase(round, by=None, at=moment)
        assert queries.phases_to_tell(moment) == []
        told = [entry.data["phase"] for entry in ledger.trail(round) if entry.verb == "round.phase_began"]
        assert told[-1] == phase
    assert told == ["collect", "weigh"]


def test_the_room_opens_with_a_code_that_stays(twente, carla):
    round = round_actions.open_room(make_round(twente, carla), seats=30, by=carla, at=WEIGHING)
    code = round.room_code
    assert len(code) == 6
    assert queries.by_room_code(f" {code.upper()} ") == round
    round = round_actions.close_room(round, by=carla, at=WEIGHING)
    assert queries.by_room_code(code) is None
    assert round_actions.open_room(round, seats=40, by=carla, at=WEIGHING).room_code == code
    with pytest.raises(Refused):
        round_actions.open_room(round, seats=0, by=carla, at=WEIGHING)
    with pytest.raises(Refused):
        round_actions.open_room(round, seats=10, by=carla, at=CLOSED)
