# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Uses, stories and changes in the loop: the station at which it closes, and how a trail shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from noaber import loop
from noaber.effects.models import Told
from noaber.loop import Face, Kind, Station
from noaber.loop.stations import Standing
from noaber.ui.kinds import station_of


def loop_facts(thing: Told, verb: str) -> dict[str, Any]:
    """What an entry about something told tells of where it stands, what it came of and is about, and since when."""
    if verb in ("declined", "withdrawn"):
        return {"standing": Standing.HIDDEN.value}
    if verb == "told":
        return {"origins": thing.origins}
    if verb == "registered":
        return {"standing": Standing.DONE.value, "origins": thing.origins, **thing.since_and_about}
    return {}


def _faces(model: type[Told]) -> Callable[[Collection[str]], Mapping[str, Face]]:
    def faces(refs: Collection[str]) -> Mapping[str, Face]:
        """How a trail shows these; what is not public has no face."""
        rows: Any = model._default_manager
        found = rows.public().filter(ref__in=list(refs)).only("ref", "slug", "title", "example")
        return {one.ref: Face(one.title, one.get_absolute_url(), sort=one.KIND, example=one.example) for one in found}

    return faces


def register(kinds: Iterable[type[Told]]) -> None:
    """Make what people tell part of the loop; who tells is heard once it is public."""
    for model in kinds:
        voices = {f"{model.KIND}.registered"}
        loop.register(
            Kind(model.KIND, Station.EFFECT, _faces(model), voices=voices, sort_label=lambda sort: station_of(sort)[1])
        )
