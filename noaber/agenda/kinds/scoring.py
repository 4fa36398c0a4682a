# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scoring against criteria that a region chooses and weighs itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.agenda.kinds.method import Content, Scores, Settings, field, shared_out, summed, whole
from noaber.base.verdicts import Refused

MOST_CRITERIA = 12
USUAL = (
    gettext_lazy("Is dringend voor inwoners"),
    gettext_lazy("Komt bij meer partners terug"),
    gettext_lazy("Niemand weet het antwoord nog"),
    gettext_lazy("We kunnen er iets aan doen"),
    gettext_lazy("Iemand wil dit mee trekken"),
    gettext_lazy("Past in het onderwijs"),
    gettext_lazy("Is ook voor andere regio’s van belang"),
)


class Scoring:
    """Content: {"3": {"dringend": 4}}. Sums, not averages: a higher score never makes a candidate's place worse."""

    slug = "scoring"
    label = gettext_lazy("Scoren op criteria")
    what = gettext_lazy("Je zegt hoe goed een onderwerp aan elk criterium voldoet.")

    def settled(self, given: Mapping[str, Any], candidates: int) -> dict[str, Any]:
        """`criteria` is a list of {"label", "weight"} or text with one on each line, "label; weight"."""
        scale = whole(given.get("scale"), 1, 10, blank=5)
        rows = _rows(given.get("criteria")) or [(str(label), None) for label in USUAL]
        if len(rows) > MOST_CRITERIA:
            raise Refused(_("Kies hoogstens %(most)s criteria.") % {"most": MOST_CRITERIA})
        criteria: dict[str, dict[str, Any]] = {}
        for label, weight in rows:
            slug = slugify(label)[:40].strip("-") or f"criterium-{len(criteria) + 1}"
            if slug in criteria:
                raise Refused(_("Het criterium “%(label)s” staat er twee keer.") % {"label": label[:80]})
            if len(label) > 200:
                raise Refused(_("Een criterium mag hoogstens 200 tekens lang zijn."))
            criteria[slug] = {"slug": slug, "label": label, "weight": whole(weight, 1, 10, blank=1)}
        return {"scale": scale, "criteria": list(criteria.values())}

    def rules(self, settings: Settings) -> list[str]:
        told = [
            _("Je geeft elk onderwerp per criterium 0 tot en met %(scale)s punten.") % {"scale": settings["scale"]},
            _("Wat je leeg laat, telt als 0. De punten worden opgeteld."),
        ]
        return told + [
            _("“%(label)s” telt %(weight)s keer.") % criterion
            for criterion in settings["criteria"]
            if criterion["weight"] > 1
        ]

    def read(
        self, given: Mapping[str, str], settings: Settings, candidates: Sequence[int], *, key: str = ""
    ) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for number in candidates:
            for criterion in settings["criteria"]:
                score = whole(given.get(field(self.slug, number, criterion["slug"])), 0, settings["scale"])
                if score is not None:
                    content.setdefault(str(number), {})[criterion["slug"]] = score
        return content

    def given(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[str, str]:
        return {
            field(self.slug, number, slug): str(score)
            for number, scores in content.items()
            for slug, score in scores.items()
        }

    def scores(self, ballots: Sequence[Content], settings: Settings, candidates: Sequence[int]) -> Scores:
        points = summed([self.utilities(ballot, settings, candidates) for ballot in ballots], candidates)
        return shared_out(points, len(ballots) * self.possible(settings))

    def utilities(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[int, int]:
        weights = {criterion["slug"]: criterion["weight"] for criterion in settings["criteria"]}
        points = {
            number: sum(weights.get(slug, 0) * score for slug, score in content[str(number)].items())
            for number in candidates
            if str(number) in content
        }
        return {number: got for number, got in points.items() if got}

    def possible(self, settings: Settings) -> int:
        """The most points that one voter can give one candidate."""
        weights: int = sum(criterion["weight"] for criterion in settings["criteria"])
        return weights * int(settings["scale"])


def _rows(criteria: Any) -> list[tuple[str, Any]]:
    """Labels with what was said of their weight; empty lines are nobody's."""
    if isinstance(criteria, str):
        parts = [line.rpartition(";") if ";" in line else (line, "", None) for line in criteria.splitlines()]
        rows = [(label, weight) for label, _mark, weight in parts]
    else:
        rows = [(str(row.get("label", "")), row.get("weight")) for row in criteria or ()]
    return [(" ".join(label.split()), weight) for label, weight in rows if label.strip()]
