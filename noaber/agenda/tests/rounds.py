# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds made up for tests: from a generator of chance, and for Hypothesis."""

import random

from hypothesis import strategies as st

from noaber.agenda.kinds import KINDS, PAIRWISE
from noaber.agenda.weighing import Candidate, Cast, Setup

PERSPECTIVES = ["resident", "professional", "policy", "research", "education"]
SETTINGS = {
    "dots": {"dots": 5, "most": 3},
    "ranking": {"length": 3},
    "scoring": {
        "scale": 5,
        "criteria": [{"slug": "a", "label": "A", "weight": 1}, {"slug": "b", "label": "B", "weight": 3}],
    },
    "pairwise": {"pairs": 6},
}


def content(slug, settings, numbers, chance, key=""):
    """What somebody could give: as a form would have it, read by the method itself."""
    form = {}
    if slug == "dots":
        left = chance.randint(0, settings["dots"])
        for number in chance.sample(numbers, len(numbers)):
            given = chance.randint(0, min(left, settings["most"]))
            form[f"dots-{number}"] = str(given)
            left -= given
    elif slug == "ranking":
        some = chance.sample(numbers, chance.randint(0, min(len(numbers), settings["length"])))
        form = {f"ranking-{number}": str(place) for place, number in enumerate(some, 1)}
    elif slug == "scoring":
        for number in numbers:
            for criterion in settings["criteria"]:
                form[f"scoring-{number}-{criterion['slug']}"] = chance.choice(
                    ["", *map(str, range(settings["scale"] + 1))]
                )
    else:
        for pair in PAIRWISE.pairs(settings, numbers, key):
            form[PAIRWISE.field(*pair)] = chance.choice(["", "0", *map(str, pair)])
    return KINDS[slug].read(form, settings, numbers, key=key)


def at_random(seed, voters=40, candidates=10):
    """A whole round: other methods, rules and people each time."""
    chance = random.Random(seed)
    numbers = chance.sample(range(1, 60), chance.randint(1, candidates))
    dots = chance.randint(1, 6)
    settings = {**SETTINGS, "dots": {"dots": dots, "most": chance.choice([1, dots])}}
    slugs = chance.sample(list(settings), chance.randint(1, 4))
    methods = tuple((slug, settings[slug]) for slug in slugs)
    room = (
        {"places": chance.randint(0, 6)}
        if chance.random() < 0.6
        else {"budget": chance.randint(0, 400), "unit": "hours"}
    )
    setup = Setup(methods=methods, seed=str(seed), invited={"resident": 20, "policy": 3}, **room)
    casts = [
        Cast(
            chance.choices(PERSPECTIVES, [8, 6, 2, 1, 1])[0],
            {
                slug: content(slug, settings[slug], numbers, chance, key=f"{voter}")
                for slug in slugs
                if chance.random() < 0.9
            },
        )
        for voter in range(chance.randint(0, voters))
    ]
    return [Candidate(number, f"Onderwerp {number}", chance.randint(1, 120)) for number in numbers], casts, setup


@st.composite
def small(draw, slugs=tuple(KINDS), most=6):
    """A small round in which chance, and so Hypothesis, decides everything."""
    numbers = list(range(1, draw(st.integers(1, most)) + 1))
    methods = tuple((slug, SETTINGS[slug]) for slug in slugs)
    chance = draw(st.randoms(use_true_random=False))
    casts = [
        Cast(perspective, {slug: content(slug, settings, numbers, chance) for slug, settings in methods})
        for perspective in draw(st.lists(st.sampled_from(PERSPECTIVES[:3]), max_size=8))
    ]
    costs = draw(st.lists(st.integers(1, 4), min_size=len(numbers), max_size=len(numbers)))
    candidates = [Candidate(number, str(number), cost) for number, cost in zip(numbers, costs, strict=True)]
    return candidates, casts, Setup(methods=methods, budget=draw(st.integers(0, 8)), unit="hours", seed="s")
