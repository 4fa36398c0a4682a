# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every weighing promises, whatever people give; `test_shares` has what equal shares promise."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agenda import shares
from noaber.agenda.kinds import KINDS
from noaber.agenda.tests.rounds import SETTINGS, at_random, small
from noaber.agenda.weighing import ALL, Cast, weigh

NUMBERS = [1, 2, 3, 4, 5]


@given(small(), st.randoms(use_true_random=False))
def test_the_order_of_voters_changes_nothing(round_, chance):
    candidates, casts, setup = round_
    mixed = chance.sample(casts, len(casts))
    assert weigh(candidates, mixed, setup) == weigh(candidates, casts, setup)


@given(small(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(round_, chance):
    candidates, casts, setup = round_
    mixed = chance.sample(candidates, len(candidates))
    assert weigh(mixed, casts, setup) == weigh(candidates, casts, setup)


def renumbered(slug, content, names):
    """The same content for candidates with other numbers."""
    if slug == "ranking":
        return {"order": [names[number] for number in content["order"]]} if content else {}
    if slug != "pairwise":
        return {str(names[int(number)]): given for number, given in content.items()}
    split = [(*map(int, pair.split("-")), said) for pair, said in content.items()]
    pairs = [(names[one], names[two], said) for one, two, said in split]
    return {f"{min(one, two)}-{max(one, two)}": names.get(said, 0) for one, two, said in pairs}


@pytest.mark.parametrize("slug", KINDS)
@given(data=st.data())
def test_other_numbers_for_candidates_only_rename_them(slug, data):
    candidates, casts, setup = data.draw(small(slugs=(slug,)))
    chance = data.draw(st.randoms(use_true_random=False))
    numbers = [candidate.number for candidate in candidates]
    names = dict(zip(numbers, chance.sample(range(1, 50), len(numbers)), strict=True))
    kind, settings = KINDS[slug], SETTINGS[slug]
    ballots = [cast.contents[slug] for cast in casts]
    others = [renumbered(slug, ballot, names) for ballot in ballots]
    here = kind.scores(ballots, settings, numbers).raw
    there = kind.scores(others, settings, list(names.values())).raw
    assert {names[number]: raw for number, raw in here.items()} == pytest.approx(there, abs=0.0002)
    # Lots go along: they are drawn by number, and would else be other ones.
    lots = {number: place for place, number in enumerate(numbers)}
    costs = {candidate.number: candidate.cost for candidate in candidates}
    voters = [("all", kind.utilities(ballot, settings, numbers)) for ballot in ballots]
    renamed = [("all", {names[number]: points for number, points in gives.items()}) for _group, gives in voters]
    found = shares.propose(voters, costs, setup.limit, lots)
    again = shares.propose(
        renamed,
        {names[number]: cost for number, cost in costs.items()},
        setup.limit,
        {names[number]: place for number, place in lots.items()},
    )
    assert tuple(names[number] for number in found.chosen) == again.chosen
    assert found.spent == again.spent


def raised(slug, content, number, chance):
    """The content of somebody who finds this candidate more important, and changes nothing else."""
    if slug == "dots":
        return {**content, str(number): content.get(str(number), 0) + 1}
    if slug == "scoring":
        criterion = chance.choice(["a", "b"])
        scores = content.get(str(number), {})
        return {**content, str(number): {**scores, criterion: scores.get(criterion, 0) + 1}}
    if slug == "ranking":
        order = content.get("order", [])
        place = order.index(number) if number in order else len(order)
        rest = [one for one in order if one != number]
        rest.insert(chance.randint(0, place), number)
        return {"order": rest}
    other = chance.choice([one for one in NUMBERS if one != number])
    return {**content, f"{min(number, other)}-{max(number, other)}": number}


@pytest.mark.parametrize("slug", KINDS)
@given(data=st.data())
def test_more_for_a_candidate_never_harms_its_place(slug, data):
    """Promised by all four methods: by points that are added up, and by strengths that a win can only raise."""
    candidates, casts, setup = data.draw(small(slugs=(slug,), most=5))
    candidates = [replace(candidates[0], number=number) for number in NUMBERS]
    chance = data.draw(st.randoms(use_true_random=False))
    number = chance.choice(NUMBERS)
    casts = [*casts, Cast("resident", {})]
    place = chance.randrange(len(casts))
    more = list(casts)
    content = raised(slug, casts[place].contents.get(slug, {}), number, chance)
    more[place] = Cast(casts[place].perspective, {slug: content})
    before, after = weigh(candidates, casts, setup), weigh(candidates, more, setup)
    for one, other in [(before.methods[0], after.methods[0]), (before.overall, after.overall)]:
        here, there = one.standings[ALL], other.standings[ALL]
        assert there.raw[number] >= here.raw[number] - 0.0002
        above = [rival for rival in NUMBERS if here.raw[rival] > here.raw[number]]
        assert all(rival in above for rival in NUMBERS if there.raw[rival] > there.raw[number] + 0.0002)


@given(small())
def test_an_empty_perspective_makes_no_difference(round_):
    candidates, casts, setup = round_
    invited = replace(setup, invited={"research": 5})
    found, again = weigh(candidates, casts, setup), weigh(candidates, casts, invited)
    assert again.overall == found.overall
    assert again.methods == found.methods
    assert [row.voted for row in again.turnout if row.perspective == "research"] == [0]


def test_weighing_twice_gives_the_same():
    for seed in range(10):
        assert weigh(*at_random(seed)) == weigh(*at_random(seed))
