# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of the loop: figures over things, the whole network or one werkplaats, and the list behind each figure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from noaber.loop import STEPS
from noaber.loop.models import About, Heard, Thing
from noaber.loop.stations import COUNTED, Standing, Station

# A theme is something to do together when this many werkplaatsen work on it, or wait for it.
TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose loop, and of which year; empty for everybody's, and for all years."""

    werkplaats: str = ""
    year: int | None = None

    def of(self, things: QuerySet[Thing]) -> QuerySet[Thing]:
        """Only the things of this scope."""
        if self.werkplaats:
            things = things.filter(werkplaats=self.werkplaats)
        return things.filter(year=self.year) if self.year else things


@dataclass(frozen=True, slots=True)
class AtStation:
    """How many things are at a station, how many of them are still going, and how many have not moved for long."""

    station: Station
    total: int
    open: int
    stuck: int
    patience: int | None


@dataclass(frozen=True, slots=True)
class Time:
    """How long it took to reach a step: for how many, of how many, and in how many days half of them."""

    step: str
    reached: int
    of: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme on which more than one werkplaats is busy: what is open there, per werkplaats."""

    theme: str
    werkplaatsen: int
    things: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything the dashboard shows."""

    stations: Sequence[AtStation]
    times: Sequence[Time]
    # Station → perspective → how many times somebody was heard there.
    voices: Mapping[str, Mapping[str, int]]
    unused: int
    together: Sequence[Theme]


@cache
def patience() -> Mapping[str, int]:
    """After how many days without movement a thing at a station counts as stuck; data, with its source."""
    path = Path(__file__).parent / "data" / "patience.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["days"])


def state(scope: Scope, at: dt.datetime) -> State:
    """The figures of a scope as they are at this moment; six queries."""
    return State(
        stations=stations(scope, at),
        times=times(scope),
        voices=voices(scope),
        unused=unused(scope).count(),
        together=together(scope),
    )


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def stations(scope: Scope, at: dt.datetime) -> list[AtStation]:
    """Every station with its counts, in the order of the loop."""
    going = Q(standing=Standing.OPEN)
    rows = scope.of(Thing.objects.counted()).values("station").order_by("station")
    found = rows.annotate(total=Count("pk"), open=Count("pk", filter=going), stuck=Count("pk", filter=_stuck(at)))
    counts: dict[str, dict[str, Any]] = {row["station"]: dict(row) for row in found}
    return [
        AtStation(
            station=station,
            total=counts.get(station.value, {}).get("total", 0),
            open=counts.get(station.value, {}).get("open", 0),
            stuck=counts.get(station.value, {}).get("stuck", 0),
            patience=patience().get(station),
        )
        for station in Station
    ]


def _stuck(at: dt.datetime) -> Q:
    """Still going, and nothing happened for longer than is usual at its station."""
    stuck = Q(pk__in=[])
    for station, days in patience().items():
        stuck |= Q(station=station, moved_at__lt=at - dt.timedelta(days=days))
    return Q(standing=Standing.OPEN) & stuck


def at_station(scope: Scope, station: str) -> QuerySet[Thing]:
    """What is at a station, newest first."""
    return scope.of(Thing.objects.counted()).filter(station=station).order_by("-began_at", "-pk")


def going(scope: Scope, station: str) -> QuerySet[Thing]:
    """What is still going at a station, newest first."""
    return at_station(scope, station).filter(standing=Standing.OPEN)


def stuck(scope: Scope, station: str, at: dt.datetime) -> QuerySet[Thing]:
    """What did not move for long at a station, the longest first."""
    return at_station(scope, station).filter(_stuck(at)).order_by("moved_at", "pk")


# ── Times ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _timed(scope: Scope) -> QuerySet[Thing]:
    return scope.of(Thing.objects.counted()).filter(timed=True)


def times(scope: Scope) -> list[Time]:
    """For every step: the middle number of days that it took, of the things that have a clock and reached it."""
    rows = _timed(scope).order_by().values_list(*(f"days_{step}" for step in STEPS)).annotate(number=Count("pk"))
    spread: dict[str, dict[int, int]] = {step: {} for step in STEPS}
    total = 0
    for *days, number in rows:
        total += number
        for step, day in zip(STEPS, days, strict=True):
            if day is not None:
                spread[step][day] = spread[step].get(day, 0) + number
    return [Time(step, sum(spread[step].values()), total, _median(spread[step])) for step in STEPS]


def _median(spread: Mapping[int, int]) -> float | None:
    """The middle of numbers that are given with how often each occurs; between the two middle ones when even."""
    size = sum(spread.values())
    if not size:
        return None
    middle: list[int] = []
    wanted, passed = {(size - 1) // 2, size // 2}, 0
    for value in sorted(spread):
        middle += [value for place in sorted(wanted) if passed <= place < passed + spread[value]]
        passed += spread[value]
    return sum(middle) / len(middle)


def reached(scope: Scope, step: str) -> QuerySet[Thing]:
    """What reached a step, the slowest first."""
    return _timed(scope).filter(**{f"days_{step}__isnull": False}).order_by(f"-days_{step}", "pk")


# ── Voices, use, together ────────────────────────────────────────────────────────────────────────────────────────────
def voices(scope: Scope) -> dict[str, dict[str, int]]:
    """Per station how many times somebody of each perspective was heard about what everybody may read."""
    rows = _heard(scope).values("thing__station", "perspective").annotate(number=Sum("number")).order_by("perspective")
    found: dict[str, dict[str, int]] = {station.value: {} for station in Station}
    for row in rows:
        found[row["thing__station"]][row["perspective"]] = row["number"]
    return found


def _heard(scope: Scope) -> QuerySet[Heard]:
    heard = Heard.objects.exclude(thing__standing=Standing.HIDDEN)
    if scope.werkplaats:
        heard = heard.filter(thing__werkplaats=scope.werkplaats)
    return heard.filter(thing__year=scope.year) if scope.year else heard


def heard_at(scope: Scope, station: str, perspective: str) -> QuerySet[Thing]:
    """About what somebody of a perspective was heard, most first."""
    things = scope.of(Thing.objects.shown()).filter(station=station, heard__perspective=perspective)
    return things.annotate(number=F("heard__number")).order_by("-number", "-began_at", "pk")


def unused(scope: Scope) -> QuerySet[Thing]:
    """Knowledge of which no use is known, oldest first."""
    things = scope.of(Thing.objects.counted()).filter(station=Station.KNOWLEDGE, used_at__isnull=True)
    return things.order_by("began_at", "pk")


def together(scope: Scope, limit: int = 8) -> list[Theme]:
    """Themes on which several werkplaatsen have something open, and this one too; what most share comes first."""
    about = About.objects.filter(year=scope.year) if scope.year else About.objects.all()
    if scope.werkplaats:
        about = about.filter(theme__in=about.filter(werkplaats=scope.werkplaats).values("theme"))
    rows = about.values("theme").annotate(werkplaatsen=Count("werkplaats", distinct=True), things=Count("pk"))
    found = rows.filter(werkplaatsen__gte=TOGETHER).order_by("-werkplaatsen", "-things", "theme")
    return [Theme(row["theme"], row["werkplaatsen"], row["things"]) for row in found[:limit]]


def open_about(scope: Scope, theme: str) -> QuerySet[Thing]:
    """What is open about a theme, in all werkplaatsen, per werkplaats."""
    about = About.objects.filter(thing=OuterRef("pk"), theme=theme)
    things = Scope(year=scope.year).of(Thing.objects.filter(Exists(about)))
    return things.order_by("werkplaats", "-began_at", "pk")


def years(scope: Scope) -> list[int]:
    """The years in which something came to a station, newest first."""
    rows = Scope(scope.werkplaats).of(Thing.objects.filter(standing__in=COUNTED, year__isnull=False)).order_by("-year")
    return [year for year in rows.values_list("year", flat=True).distinct() if year]
