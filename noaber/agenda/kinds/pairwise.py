# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two at a time: which of these two matters more? Strengths follow from who wins from whom (Bradley and Terry)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.agenda.kinds.method import Content, Scores, Settings, field, whole
from noaber.base.verdicts import Refused

SAME = 0
# Every two candidates are taken to have met before, a little, and to have drawn. It keeps strengths finite when
# somebody won everything, and comparable when two groups of candidates were never set against each other.
PRIOR = 0.1
# Strengths are computed in floating point; what differs less than this is the same on every computer.
DECIMALS = 4


class Pairwise:
    """Content: {"3-7": 7} is 7 before 3, {"3-7": 0} neither. A comparison won never lowers a strength."""

    slug = "pairwise"
    label = gettext_lazy("Twee aan twee kiezen")
    what = gettext_lazy("Je ziet steeds twee onderwerpen en kiest welk van de twee voorgaat.")

    def settled(self, given: Mapping[str, Any], candidates: int) -> dict[str, Any]:
        possible = max(1, candidates * (candidates - 1) // 2)
        return {"pairs": whole(given.get("pairs"), 1, 100, blank=min(possible, 15))}

    def rules(self, settings: Settings) -> list[str]:
        pairs = settings["pairs"]
        return [
            ngettext("Je krijgt %(pairs)s tweetal te zien.", "Je krijgt hoogstens %(pairs)s tweetallen te zien.", pairs)
            % {"pairs": pairs},
            _("Welke twee dat zijn, is geloot. Ieder onderwerp komt ongeveer even vaak voor."),
            _("Kun je niet kiezen? Zeg dan dat ze even belangrijk zijn, of sla ze over."),
            _("Winnen van een sterk onderwerp telt zwaarder dan winnen van een zwak onderwerp."),
        ]

    def pairs(self, settings: Settings, candidates: Sequence[int], key: str) -> list[tuple[int, int]]:
        """The pairs that one voter is asked, as drawn from their key: everybody other ones, each candidate as often.

        Candidates stand in a circle; first neighbours meet, then who are two apart, and so on.
        """
        circle = sorted(candidates, key=lambda number: hashlib.sha256(f"{key}:{number}".encode()).digest())
        size = len(circle)
        asked: dict[frozenset[int], tuple[int, int]] = {}
        for distance in range(1, size // 2 + 1):
            for start in (*range(0, size, 2), *range(1, size, 2)):
                if len(asked) == settings["pairs"]:
                    break
                pair = circle[start], circle[(start + distance) % size]
                asked.setdefault(frozenset(pair), pair)
        return list(asked.values())

    def field(self, first: int, second: int) -> str:
        """The name of the form field that asks which of the two; its value is a number, or 0 for neither."""
        return field(self.slug, min(first, second), max(first, second))

    def read(
        self, given: Mapping[str, str], settings: Settings, candidates: Sequence[int], *, key: str = ""
    ) -> dict[str, Any]:
        """With a key, what was asked of its voter and nothing else; without, any pair."""
        asked = self.pairs(settings, candidates, key) if key else list(combinations(sorted(candidates), 2))
        content: dict[str, Any] = {}
        for first, second in asked:
            said = whole(given.get(self.field(first, second)), 0, 10**9)
            if said is None:
                continue
            if said not in (first, second, SAME):
                raise Refused(_("Kies één van de twee, of zeg dat ze even belangrijk zijn."))
            content[f"{min(first, second)}-{max(first, second)}"] = said
        if len(content) > settings["pairs"]:
            raise Refused(_("Je koos bij meer tweetallen dan er gevraagd zijn."))
        return content

    def given(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[str, str]:
        return {field(self.slug, pair): str(said) for pair, said in content.items()}

    def scores(self, ballots: Sequence[Content], settings: Settings, candidates: Sequence[int]) -> Scores:
        """Raw: the strength, 0 for an average candidate. Share: how often it would win from an average one."""
        import choix  # Takes more than a second to load, so only who weighs pays for it.
        import numpy

        ordered = sorted(candidates)
        if len(ordered) < 2:
            return Scores(dict.fromkeys(ordered, 0.5), dict.fromkeys(ordered, 0.0))
        row = {number: index for index, number in enumerate(ordered)}
        wins = numpy.zeros((len(row), len(row)))
        for ballot in ballots:
            for first, second, said in _met(ballot, ordered):
                wins[row[first], row[second]] += 1 if said == first else 0.5 if said == SAME else 0
                wins[row[second], row[first]] += 1 if said == second else 0.5 if said == SAME else 0
        # The prior comes last: whole and half numbers add up exactly, in whatever order the voters come.
        strengths = choix.ilsr_pairwise_dense(wins + PRIOR * (1 - numpy.eye(len(row))), max_iter=10_000)
        raw = {number: round(float(strengths[index]), DECIMALS) + 0.0 for number, index in row.items()}
        return Scores({number: (1 + math.tanh(strength / 2)) / 2 for number, strength in raw.items()}, raw)

    def utilities(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[int, int]:
        """Two for a comparison won, one for a draw."""
        points = dict.fromkeys(candidates, 0)
        for first, second, said in _met(content, candidates):
            points[first] += 2 if said == first else 1 if said == SAME else 0
            points[second] += 2 if said == second else 1 if said == SAME else 0
        return {number: got for number, got in points.items() if got}


def _met(content: Content, candidates: Sequence[int]) -> list[tuple[int, int, int]]:
    """Who met whom and who won, of candidates that are still there."""
    there = set(candidates)
    pairs = [(*map(int, pair.split("-")), said) for pair, said in content.items()]
    return [(first, second, said) for first, second, said in pairs if first in there and second in there]
