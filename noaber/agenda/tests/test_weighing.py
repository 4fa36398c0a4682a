# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import json
import random

import pytest

from noaber.agenda.kinds import KINDS
from noaber.agenda.outcome import Outcome
from noaber.agenda.tests.rounds import at_random, content
from noaber.agenda.weighing import Candidate, Cast, Setup, lots, tau, weigh

DOTS = ("dots", {"dots": 3, "most": 3})
CANDIDATES = [Candidate(number, f"Onderwerp {number}", number) for number in (1, 2, 3, 4)]


def dots(perspective, **points):
    return Cast(perspective, {"dots": {name.removeprefix("c"): given for name, given in points.items()}})


def outcome(*casts, places=2, **more):
    return weigh(CANDIDATES, casts, Setup((DOTS,), places=places, seed="zaad", **more))


RESIDENTS = [dots("resident", c1=3)] * 4
POLICY = [dots("policy", c2=2, c3=1)] * 6


def test_perspectives_stand_side_by_side_and_all_together():
    weighed = outcome(*RESIDENTS, *POLICY).methods[0]
    assert list(weighed.standings) == ["all", "resident", "policy"]
    assert weighed.standings["all"].order[:2] == (2, 1)
    assert weighed.standings["all"].raw == {1: 12, 2: 12, 3: 6, 4: 0}
    assert weighed.standings["resident"].order[0] == 1
    assert weighed.standings["policy"].top == (2, 3)
    assert weighed.standings["policy"].supporters == {1: 0, 2: 6, 3: 6, 4: 0}
    assert weighed.standings["policy"].scores[2] == round(2 / 3, 6)


def test_a_large_group_does_not_take_every_place():
    found = outcome(*RESIDENTS, *POLICY)
    assert found.overall.proposal.chosen == (1, 2)
    assert found.overall.left_out == ()
    judged = found.overall.proposal.judgements
    assert judged[1].paid == {"resident": 1.0}
    assert judged[2].paid == {"policy": 1.0}
    assert judged[3].reason == "short"
    assert judged[4].reason == "unsupported"


def test_what_residents_find_most_important_and_is_not_proposed_is_named():
    found = outcome(*[dots("resident", c1=3)] * 3, *[dots("policy", c2=3)] * 9, places=1)
    assert found.residents == "resident"
    assert found.overall.proposal.chosen == (2,)
    assert found.overall.left_out == (1,)
    assert found.methods[0].left_out == (1,)


def test_costs_count_only_where_there_is_a_budget():
    casts = [*[dots("resident", c3=3)] * 4, *[dots("resident", c1=2, c2=1)] * 3]
    assert outcome(*casts, places=1).overall.proposal.chosen == (3,)
    found = outcome(*casts, places=None, budget=3, unit="hours").overall
    assert found.proposal.limit == 3
    assert found.proposal.spent <= 3
    assert found.standings["all"].top == (3,)
    assert outcome(*casts, places=None, budget=2, unit="hours").overall.proposal.judgements[3].reason == "too_costly"


def test_agreement_and_what_groups_differ_most_on():
    found = outcome(*RESIDENTS, *POLICY)
    (agreement,) = found.agreements
    assert (agreement.first, agreement.second) == ("resident", "policy")
    assert agreement.tau is not None
    assert agreement.tau < 0
    assert agreement.apart[0].number in (1, 2)
    assert found.shared == ()
    assert outcome(*[dots("resident", c1=3)] * 3, *[dots("policy", c1=2, c2=1)] * 3).shared == (1,)


def test_tau_is_kendalls():
    stats = pytest.importorskip("scipy.stats")
    chance = random.Random(3)
    for _round in range(50):
        one, other = ({number: chance.randint(0, 5) for number in range(8)} for _which in range(2))
        known = stats.kendalltau(list(one.values()), list(other.values())).statistic
        assert tau(one, other) == pytest.approx(known, abs=1e-6)
    assert tau({1: 2, 2: 2}, {1: 1, 2: 3}) is None
    assert tau({1: 1, 2: 2}, {1: 1, 2: 3}) == 1.0


@pytest.mark.parametrize(
    ("people", "groups", "residents"),
    [
        ("", {}, None),
        ("r", {}, "all"),
        ("p", {}, None),
        ("rp", {}, None),
        ("rrr", {"resident": 3}, "resident"),
        ("rrrppp", {"resident": 3, "policy": 3}, "resident"),
        # Two of policy and one researcher are together enough.
        ("rrrpps", {"resident": 3, "together": 3}, "resident"),
        # One researcher is not: policy, the smallest other, joins. Residents stay apart.
        ("rrrpppps", {"resident": 3, "together": 5}, "resident"),
        # With nobody else to join, taking residents off the whole would give the one away.
        ("rrrrp", {}, "all"),
        ("rrpppp", {}, None),
        ("rrpppppsss", {"policy": 5, "together": 5}, None),
    ],
)
def test_no_group_is_so_small_that_a_ballot_can_be_worked_out(people, groups, residents):
    names = {"r": "resident", "p": "policy", "s": "research"}
    found = outcome(*[dots(names[one], c1=1) for one in people])
    assert {group.slug: group.voters for group in found.groups} == groups
    assert found.residents == residents
    assert set(found.overall.standings) == {"all", *groups}
    assert all(set(one.supporters) <= {*groups, "all"} for one in found.overall.proposal.judgements.values())
    assert {row.perspective: row.voted for row in found.turnout} == {names[one]: people.count(one) for one in people}


def test_nothing_shown_apart_leaves_one_or_two_when_taken_off_the_whole():
    chance = random.Random(1)
    for _round in range(300):
        people = [
            chance.choice(["resident", "policy", "research", "education"]) for _one in range(chance.randint(0, 12))
        ]
        found = outcome(*[dots(one, c1=1) for one in people])
        sizes = [group.voters for group in found.groups]
        assert all(size >= 3 for size in sizes)
        assert sum(sizes) in (0, len(people))


def test_turnout_is_counted_against_who_was_invited():
    found = outcome(*RESIDENTS, dots("policy"), invited={"resident": 10, "policy": 2, "research": 5})
    told = {row.perspective: (row.voted, row.invited) for row in found.turnout}
    assert told == {"resident": (4, 10), "policy": (1, 2), "research": (0, 5)}


def test_blank_ballots_count_in_the_turnout_and_nowhere_else():
    found = outcome(*RESIDENTS, *[dots("resident")] * 3)
    assert found.voters == 7
    assert found.overall.standings["all"].voters == 4
    assert found.overall.proposal.share == 0.5
    assert found.overall.standings["all"].scores[1] == 1


@pytest.mark.parametrize("places", [0, 1, 50])
@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("casts", [[], [Cast("resident", {})], [Cast("resident", {"dots": {}, "pairwise": {}})] * 5])
def test_nobody_nothing_or_one_candidate_is_no_reason_to_stop(places, count, casts):
    methods = tuple((slug, kind.settled({}, count)) for slug, kind in KINDS.items())
    found = weigh(CANDIDATES[:count], casts, Setup(methods, places=places))
    assert found.overall.proposal.chosen == ()
    assert {one.reason for one in found.overall.proposal.judgements.values()} == {"unsupported"}
    assert all(standing.top == () for one in found.methods for standing in one.standings.values())
    assert [one.method for one in found.methods] == list(KINDS)


def test_without_candidates_or_room_there_is_an_outcome_too():
    assert weigh([], RESIDENTS, Setup((DOTS,), places=2)).overall.proposal.chosen == ()
    assert weigh(CANDIDATES, RESIDENTS, Setup((DOTS,))).overall.proposal.judgements[1].reason == "too_costly"


def test_equals_are_told_apart_by_cost_then_supporters_then_lot():
    casts = [dots("resident", c3=1, c4=1), dots("resident", c3=1), dots("resident", c4=1)]
    by_cost = outcome(*casts, places=None, budget=4, unit="hours").methods[0].standings["all"].order
    assert by_cost[:2] == (3, 4)
    by_support = outcome(dots("resident", c1=2), dots("resident", c2=1), dots("resident", c2=1)).methods[0]
    assert by_support.standings["all"].order[:2] == (2, 1)
    found = outcome(*casts)
    assert found.lots == lots([1, 2, 3, 4], "zaad")
    equal = [number for number in found.lots if number in (3, 4)]
    assert list(found.methods[0].standings["all"].order[:2]) == equal


def test_the_lot_is_another_one_with_another_seed():
    assert len({lots(range(1, 9), str(seed)) for seed in range(50)}) == 50


def test_methods_count_as_much_as_each_other_and_voters_too():
    methods = (DOTS, ("ranking", {"length": 2}))
    casts = [
        Cast("resident", {"dots": {"1": 3}, "ranking": {"order": [2, 1]}}),
        Cast("resident", {"dots": {"2": 1}}),
        Cast("resident", {"ranking": {}}),
    ]
    overall = weigh(CANDIDATES, casts, Setup(methods, places=1)).overall
    assert overall.standings["all"].raw == {1: 666_666, 2: 333_333 + 1_000_000, 3: 0, 4: 0}
    assert overall.standings["all"].voters == 2


def test_an_outcome_goes_to_json_and_comes_back():
    for seed in range(20):
        found = weigh(*at_random(seed))
        assert Outcome.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_something_else_is_not_taken_for_an_outcome():
    data = outcome(*RESIDENTS).as_json()
    for wrong in ({}, {**data, "voters": "many"}, {**data, "groups": 3}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            Outcome.from_json(wrong)


def test_few_voters_are_told_that_all_can_tell_who_chose_what():
    assert outcome(*RESIDENTS[:2]).traceable
    assert not outcome().traceable
    assert not outcome(*RESIDENTS).traceable


@pytest.mark.slow(reason="a full hall")
@pytest.mark.parametrize("places", [5, 15])
def test_a_full_hall_of_two_hundred_voters_with_forty_candidates_and_four_methods(places):
    chance = random.Random(4)
    numbers = list(range(1, 41))
    methods = tuple((slug, kind.settled({}, 40)) for slug, kind in KINDS.items())
    people = ["resident"] * 80 + ["professional"] * 60 + ["policy"] * 40 + ["research"] * 20
    casts = [
        Cast(perspective, {slug: content(slug, settings, numbers, chance, str(voter)) for slug, settings in methods})
        for voter, perspective in enumerate(people)
    ]
    candidates = [Candidate(number, str(number)) for number in numbers]
    setup = Setup(methods, places=places, seed="s")
    assert len(weigh(candidates, casts, setup).overall.proposal.chosen) == places
