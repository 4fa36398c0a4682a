# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the entries about one thing to where it stands: the same whoever asks, in whatever order they came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from noaber.base import clock
from noaber.loop import STEPS, TOLD, Kind
from noaber.loop.stations import Standing


class Told(Protocol):
    """An entry of the ledger, as far as it is read here."""

    seq: int
    verb: str
    at: dt.datetime
    werkplaats: str
    data: Mapping[str, Any]


@dataclass(slots=True)
class Folded:
    """What the entries about one thing come to."""

    standing: str = Standing.HIDDEN.value
    werkplaats: str = ""
    began_at: dt.datetime | None = None
    moved_at: dt.datetime | None = None
    timed: bool = False
    days: dict[str, int] = field(default_factory=dict)
    origins: dict[str, dt.datetime] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    heard: dict[str, int] = field(default_factory=dict)


def fold(kind: Kind, entries: Iterable[Told]) -> Folded:
    """Where a thing stands after these entries."""
    found = Folded()
    reached: dict[str, dt.datetime] = {}
    started: dt.datetime | None = None
    for entry in sorted(entries, key=lambda one: one.seq):
        data, step = entry.data, kind.steps.get(entry.verb)
        if TOLD.isdisjoint(data) and not kind.reads(entry.verb):
            continue
        found.moved_at = max(found.moved_at or entry.at, entry.at)
        if entry.verb == kind.starts:
            started = min(started or entry.at, entry.at)
        if step:
            reached[step] = min(reached.get(step) or entry.at, entry.at)
        if standing := data.get("standing"):
            found.standing, found.werkplaats = standing, entry.werkplaats
            if standing != Standing.HIDDEN and found.began_at is None:
                found.began_at = clock.moment_of(data.get("on")) or entry.at
        for key in data.get("origins", ()):
            found.origins.setdefault(key, entry.at)
        for key in data.get("origins_gone", ()):
            found.origins.pop(key, None)
        if "themes" in data:
            found.themes = tuple(sorted(set(data["themes"])))
        for perspective, number in _voices(kind, entry).items():
            found.heard[perspective] = found.heard.get(perspective, 0) + number
    if started is not None:
        found.timed = True
        found.days = {step: max(0, (reached[step] - started).days) for step in STEPS if step in reached}
    return found


def _voices(kind: Kind, entry: Told) -> Mapping[str, int]:
    heard = dict(entry.data.get("heard") or {})
    if entry.verb in kind.voices and (one := entry.data.get("perspective")):
        heard[one] = heard.get(one, 0) + 1
    return heard
