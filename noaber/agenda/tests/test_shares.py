# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import random
import sys
import types
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agenda import shares
from noaber.agenda.ballot_files import from_pabulib
from noaber.agenda.market import Market
from noaber.agenda.tests import plain

DATA = Path(__file__).parent / "data"


def market(ballots, costs, limit):
    """Voters given as {candidate: points}; ties by the lowest number."""
    return Market([("all", gives) for gives in ballots], costs, limit, {number: number for number in costs})


def propose(ballots, costs, limit):
    return shares.propose([("all", gives) for gives in ballots], costs, limit, {number: number for number in costs})


def published(name, worth):
    """A market from a file; approving something is worth one, or what it costs."""
    text = (DATA / f"{name}.pb").read_text()
    _given, costs, limit = plain.votes(text)
    ballots = [
        {number: costs[number] if worth == "cost" else 1 for number in gives}
        for _voter, gives, _group in from_pabulib(text, name)
    ]
    return market(ballots, costs, limit)


# The first three count what is approved, the last two what it costs: both are what the source does.
@pytest.mark.parametrize(
    ("name", "worth", "bought"),
    [
        ("lackner-skowron-running", "one", [1]),
        ("lackner-skowron-2-12", "one", [3, 1]),
        ("pabutools-approval-2", "one", [2, 4, 1]),
        ("equalshares-1", "cost", [1, 4, 5]),
        ("equalshares-2", "cost", [2, 3, 4]),
    ],
)
def test_published_examples_give_the_published_outcome(name, worth, bought):
    found = published(name, worth)
    assert found.buy(Fraction(found.limit)) == bought


def test_a_published_example_leaves_everybody_what_the_book_says():
    *turns, end = published("lackner-skowron-2-12", "one").turns(Fraction(3))
    assert [turn.number for turn in turns] == [3, 1]
    assert set(turns[0].before) == {Fraction(3, 8)}
    assert list(map(str, turns[1].before)) == "7/40 7/40 7/40 3/8 3/8 7/40 7/40 3/8".split()
    assert list(map(str, end.before)) == "7/40 7/40 7/40 1/20 1/20 0 0 3/8".split()


@pytest.fixture
def abcvoting(monkeypatch):
    # It imports a proprietary solver by name when it is loaded, and uses it for none of what we ask. The solver is not
    # installed, so an empty module stands in for it.
    monkeypatch.setitem(sys.modules, "gurobipy", types.ModuleType("gurobipy"))
    from abcvoting import abcrules, preferences

    return abcrules, preferences


def test_approvals_for_places_are_what_another_library_computes(abcvoting):
    abcrules, preferences = abcvoting
    chance = random.Random(12)
    for _round in range(200):
        size, places = chance.randint(1, 7), chance.randint(1, 5)
        ballots = [chance.sample(range(size), chance.randint(1, size)) for _voter in range(chance.randint(1, 12))]
        places = min(places, size)
        profile = preferences.Profile(size)
        profile.add_voters(ballots)
        committees = abcrules.compute_equal_shares(
            profile, places, algorithm="gmpy2-fractions", resolute=False, completion=None
        )
        ours = market([dict.fromkeys(ballot, 1) for ballot in ballots], dict.fromkeys(range(size), 1), places)
        assert set(ours.buy(Fraction(places))) in [set(committee) for committee in committees]


def test_who_pays_for_what_adds_up_to_what_it_costs():
    voters = [("resident", {1: 2, 2: 1}), ("policy", {1: 1}), ("policy", {2: 3})]
    found = shares.propose(voters, {1: 30, 2: 40, 3: 5}, 90, {1: 0, 2: 1, 3: 2})
    assert found.share == 30
    assert set(found.chosen) == {1, 2}
    for number, cost in ((1, 30), (2, 40)):
        judged = found.judgements[number]
        assert sum(judged.paid.values()) == pytest.approx(cost, abs=1e-5)
        assert judged.had >= cost
        assert judged.short == 0
    assert found.judgements[1].supporters == {"policy": 1, "resident": 1}
    assert found.judgements[1].paid == {"policy": 10.0, "resident": 20.0}
    assert found.spent == 70


@pytest.mark.parametrize(
    ("ballots", "costs", "limit", "number", "reason"),
    [
        ([{1: 1}], {1: 1, 2: 1}, 1, 1, "shares"),
        ([{1: 1}], {1: 1, 2: 1}, 1, 2, "unsupported"),
        ([{1: 1, 2: 1}], {1: 1, 2: 5}, 4, 2, "too_costly"),
        # Five places, nobody supports the same: a share is only half a place, until shares grow.
        ([{number: 1} for number in range(8)], dict.fromkeys(range(8), 1), 8, 3, "shares"),
        ([{1: 1}, {2: 1}, {3: 1}], {1: 1, 2: 1, 3: 1}, 2, 1, "rest"),
        ([{1: 1}, {1: 1}, {2: 1}, {2: 1}, {3: 1}], {1: 1, 2: 1, 3: 1}, 2, 1, "raised"),
        ([{1: 1}, {1: 1}, {2: 1}, {2: 1}, {3: 1}], {1: 1, 2: 1, 3: 1}, 2, 3, "few"),
        ([{1: 3, 2: 1}] * 4, {1: 1, 2: 1}, 1, 2, "short"),
        ([{1: 1}, {2: 1}, {3: 1}], {1: 1, 2: 1, 3: 1}, 2, 3, "passed"),
    ],
)
def test_everything_is_in_or_out_for_a_reason(ballots, costs, limit, number, reason):
    judged = propose(ballots, costs, limit).judgements[number]
    assert judged.reason == reason
    assert judged.chosen == (reason in ("shares", "raised", "rest"))
    assert str(shares.REASONS[reason]).endswith(".")


def test_shares_that_were_raised_are_told_in_per_cents():
    found = propose([{1: 1}, {1: 1}, {2: 1}, {2: 1}, {3: 1}], {1: 1, 2: 1, 3: 1}, 2)
    assert found.chosen == (1, 2)
    assert found.share == 0.4
    assert found.raised == 33


ballots = st.lists(
    st.dictionaries(st.integers(1, 5), st.integers(1, 5), min_size=1, max_size=4), min_size=1, max_size=7
)
prices = st.fixed_dictionaries({number: st.integers(1, 4) for number in range(1, 6)})


@given(ballots, prices, st.integers(0, 9))
def test_no_more_is_spent_than_there_is_and_nothing_supported_that_fits_is_left(ballots, costs, limit):
    found = propose(ballots, costs, limit)
    supported = {number for gives in ballots for number in gives}
    assert found.spent == sum(costs[number] for number in found.chosen) <= limit
    assert len(set(found.chosen)) == len(found.chosen)
    assert supported.issuperset(found.chosen)
    assert all(costs[number] > limit - found.spent for number in supported.difference(found.chosen))


@given(ballots, prices, st.integers(0, 9))
def test_nobody_pays_more_than_a_share_or_for_what_they_do_not_support(ballots, costs, limit):
    found = market(ballots, costs, limit)
    *turns, _end = found.turns(Fraction(limit))
    for turn in turns:
        paid = [before - after for before, after in zip(turn.before, turn.after, strict=True)]
        assert sum(paid) == costs[turn.number]
        assert all(amount >= 0 for amount in paid)
        assert all(turn.number in gives for gives, amount in zip(ballots, paid, strict=True) if amount)
        assert min(turn.after) >= 0


@given(ballots, st.integers(1, 5))
def test_a_group_that_agrees_gets_its_part(ballots, places):
    """Extended justified representation (Aziz and others, 2017): the promise for places and approvals."""
    approved = [set(gives) for gives in ballots]
    found = propose([dict.fromkeys(gives, 1) for gives in ballots], dict.fromkeys(range(1, 6), 1), places)
    for size in range(1, places + 1):
        for agreed in combinations(range(1, 6), size):
            group = [gives for gives in approved if gives.issuperset(agreed)]
            if group and len(group) * places >= size * len(ballots):
                assert max(len(gives.intersection(found.chosen)) for gives in group) >= size


@given(ballots, prices, st.integers(1, 9), st.randoms(use_true_random=False))
def test_what_is_bought_from_shares_is_bought_too_with_more_points(ballots, costs, limit, chance):
    """Until it is bought nothing changes but its own price, which falls. This holds for shares as they are given."""
    bought = market(ballots, costs, limit).buy(Fraction(limit))
    if bought:
        number, voter = chance.choice(bought), chance.randrange(len(ballots))
        more = [dict(gives) for gives in ballots]
        more[voter][number] = more[voter].get(number, 0) + chance.randint(1, 3)
        assert number in market(more, costs, limit).buy(Fraction(limit))


def test_raised_shares_do_not_promise_that_more_points_always_help():
    """The smallest example we know: who gives 2 a point as well pays for it too, and shares are raised less far."""
    costs = dict.fromkeys((1, 2, 3, 4), 1)
    before = [{2: 1}, {4: 2, 1: 2}, {2: 1, 3: 3}, {1: 1, 3: 1}]
    after = [{2: 1}, {4: 2, 1: 2, 2: 1}, {2: 1, 3: 3}, {1: 1, 3: 1}]
    assert set(propose(before, costs, 2).chosen) == {1, 2}
    assert set(propose(after, costs, 2).chosen) == {1, 3}
