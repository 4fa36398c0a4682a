# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Put in order: the first gets most points, as Borda proposed, down to the last place that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.agenda.kinds.method import Content, Scores, Settings, field, shared_out, summed, whole
from noaber.base.verdicts import Refused


class Ranking:
    """Content: {"order": [7, 3]}, best first. Raising a candidate, or adding it, never makes its place worse."""

    slug = "ranking"
    label = gettext_lazy("Op volgorde zetten")
    what = gettext_lazy("Je zet de onderwerpen op volgorde, met het belangrijkste bovenaan.")

    def settled(self, given: Mapping[str, Any], candidates: int) -> dict[str, Any]:
        usual = max(1, min(5, candidates))
        return {"length": whole(given.get("length"), 1, 100, blank=usual)}

    def rules(self, settings: Settings) -> list[str]:
        length = settings["length"]
        if length == 1:
            return [_("Je kiest één onderwerp. Dat krijgt 1 punt.")]
        return [
            _("Je zet hoogstens %(length)s onderwerpen op volgorde.") % {"length": length},
            _("Nummer 1 krijgt %(length)s punten, nummer 2 krijgt er %(next)s, en zo verder.")
            % {"length": length, "next": length - 1},
            _("Wat je niet op volgorde zet, krijgt geen punten."),
        ]

    def read(
        self, given: Mapping[str, str], settings: Settings, candidates: Sequence[int], *, key: str = ""
    ) -> dict[str, Any]:
        places: dict[int, int] = {}
        for number in candidates:
            place = whole(given.get(field(self.slug, number)), 1, settings["length"])
            if place in places:
                raise Refused(
                    _("Nummer %(place)s staat er twee keer. Geef elk onderwerp een eigen nummer.") % {"place": place}
                )
            if place:
                places[place] = number
        return {"order": [places[place] for place in sorted(places)]} if places else {}

    def given(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[str, str]:
        return {field(self.slug, number): str(place) for place, number in enumerate(content.get("order", ()), 1)}

    def scores(self, ballots: Sequence[Content], settings: Settings, candidates: Sequence[int]) -> Scores:
        points = summed([self.utilities(ballot, settings, candidates) for ballot in ballots], candidates)
        return shared_out(points, len(ballots) * settings["length"])

    def utilities(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[int, int]:
        left = set(candidates)
        order = [number for number in content.get("order", ()) if number in left]
        return {number: settings["length"] - place for place, number in enumerate(order[: settings["length"]])}
