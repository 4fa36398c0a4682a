# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points to divide: everybody has as many, and puts them where they matter most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.agenda.kinds.method import Content, Scores, Settings, field, shared_out, summed, whole
from noaber.base.verdicts import Refused


class Dots:
    """Content: {"3": 2} is two points for candidate 3. More points never make a candidate's place worse."""

    slug = "dots"
    label = gettext_lazy("Punten verdelen")
    what = gettext_lazy("Je verdeelt punten over de onderwerpen die jij belangrijk vindt.")

    def settled(self, given: Mapping[str, Any], candidates: int) -> dict[str, Any]:
        usual = max(3, min(10, candidates // 3))
        dots = whole(given.get("dots"), 1, 100, blank=usual) or usual
        most = whole(given.get("most"), 1, dots, blank=max(1, dots // 2))
        return {"dots": dots, "most": most}

    def rules(self, settings: Settings) -> list[str]:
        dots, most = settings["dots"], settings["most"]
        return [
            ngettext("Je hebt %(dots)s punt.", "Je hebt %(dots)s punten.", dots) % {"dots": dots},
            ngettext(
                "Je geeft één onderwerp hoogstens %(most)s punt.",
                "Je geeft één onderwerp hoogstens %(most)s punten.",
                most,
            )
            % {"most": most},
            _("Je hoeft niet alles te geven. De punten worden opgeteld."),
        ]

    def read(
        self, given: Mapping[str, str], settings: Settings, candidates: Sequence[int], *, key: str = ""
    ) -> dict[str, Any]:
        dots, most = settings["dots"], settings["most"]
        points = {number: whole(given.get(field(self.slug, number)), 0, 999, blank=0) or 0 for number in candidates}
        if max(points.values(), default=0) > most:
            raise Refused(
                _("Je gaf één onderwerp %(given)s punten. Dat mogen er hoogstens %(most)s zijn.")
                % {"given": max(points.values()), "most": most}
            )
        if (total := sum(points.values())) > dots:
            raise Refused(
                _("Je gaf %(total)s punten, maar je hebt er %(dots)s. Haal er %(over)s weg.")
                % {"total": total, "dots": dots, "over": total - dots}
            )
        return {str(number): count for number, count in points.items() if count}

    def given(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[str, str]:
        return {field(self.slug, number): str(count) for number, count in content.items()}

    def scores(self, ballots: Sequence[Content], settings: Settings, candidates: Sequence[int]) -> Scores:
        points = summed([self.utilities(ballot, settings, candidates) for ballot in ballots], candidates)
        return shared_out(points, len(ballots) * settings["dots"])

    def utilities(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[int, int]:
        return {number: content[str(number)] for number in candidates if content.get(str(number))}
