# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the loop say: every figure with its words, the list behind it, and how it was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.loop import STEPS, state_queries
from noaber.loop.models import Thing
from noaber.loop.round_queries import Round
from noaber.loop.state_queries import Scope, State
from noaber.loop.stations import Station
from noaber.loop.trail_queries import label_of
from noaber.people.perspectives import Perspective
from noaber.people.queries import theme_labels, werkplaats_names
from noaber.ui.formats import ago, date_nl

STEP_WORDS: Mapping[str, Any] = {
    "answered": gettext_lazy("een antwoord"),
    "adopted": gettext_lazy("een plek op de agenda"),
    "working": gettext_lazy("een groep die eraan werkt"),
    "insight": gettext_lazy("het eerste inzicht"),
    "used": gettext_lazy("het eerste gebruik"),
}
PLURALS: Mapping[str, Any] = {
    "question": gettext_lazy("Vragen"),
    "agenda": gettext_lazy("Op de agenda"),
    "project": gettext_lazy("Leertrajecten"),
    "knowledge": gettext_lazy("Kennis"),
    "effect": gettext_lazy("Toegepast en verteld"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with the list behind it."""

    number: int
    href: str
    share: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station on the dashboard."""

    station: Station
    label: str
    total: Cell
    open: Cell
    stuck: Cell
    patience: int | None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A step on the dashboard: for how many, in how many days."""

    label: str
    reached: Cell
    of: int
    median: str
    # As a part of the slowest step, in percent.
    share: int


@dataclass(frozen=True, slots=True)
class Board:
    """The dashboard of a scope."""

    scope: Scope
    place: str
    ring: Mapping[str, Any]
    stations: Sequence[StationRow]
    times: Sequence[TimeRow]
    voices: Sequence[tuple[str, Sequence[Cell]]]
    perspectives: Sequence[str]
    unused: Cell
    known: int
    together: Sequence[tuple[str, str, str]]
    choices: Mapping[str, Sequence[tuple[str, str]]]
    empty: bool


def read_scope(asked: Mapping[str, str]) -> Scope:
    """The scope that an address asks for; what cannot be is left out."""
    werkplaats, year = asked.get("werkplaats", ""), asked.get("jaar", "")
    return Scope(
        werkplaats if werkplaats in werkplaats_names() else "",
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
    )


def address(figure: str, scope: Scope, **more: str) -> str:
    """Where the list behind a figure is."""
    parts = {"werkplaats": scope.werkplaats, "jaar": str(scope.year or ""), **more}
    query = urlencode({name: value for name, value in parts.items() if value})
    return reverse("loop_list", args=[figure]) + (f"?{query}" if query else "")


def board(scope: Scope, at: dt.datetime) -> Board:
    """Everything on the dashboard, with the list behind each figure."""
    state = state_queries.state(scope, at)
    counts = {row.station.value: row.total for row in state.stations}
    return Board(
        scope=scope,
        place=werkplaats_names().get(scope.werkplaats, ""),
        ring={**counts, "answered_pct": None},
        stations=_station_rows(state, scope),
        times=_time_rows(state, scope),
        voices=_voice_rows(state, scope),
        perspectives=[str(one.label) for one in Perspective],
        unused=Cell(state.unused, address("ongebruikt", scope)),
        known=counts["knowledge"],
        together=_together_rows(state, scope),
        choices=_choices(scope),
        empty=not any(counts.values()),
    )


def _station_rows(state: State, scope: Scope) -> list[StationRow]:
    most = max((row.total for row in state.stations), default=0) or 1
    return [
        StationRow(
            station=row.station,
            label=str(PLURALS[row.station.value]),
            total=Cell(row.total, address("bij", scope, station=row.station.value), round(100 * row.total / most)),
            open=Cell(row.open, address("loopt", scope, station=row.station.value)),
            stuck=Cell(row.stuck, address("stil", scope, station=row.station.value)),
            patience=row.patience,
        )
        for row in state.stations
    ]


def _time_rows(state: State, scope: Scope) -> list[TimeRow]:
    slowest = max((row.median or 0 for row in state.times), default=0) or 1
    return [
        TimeRow(
            label=str(STEP_WORDS[row.step]),
            reached=Cell(row.reached, address("duur", scope, stap=row.step)),
            of=row.of,
            median="" if row.median is None else days(row.median),
            share=round(100 * (row.median or 0) / slowest),
        )
        for row in state.times
    ]


def days(number: float) -> str:
    """A number of days in words; halves as such."""
    whole = int(number)
    told = str(whole) if number == whole else _("%(whole)s½") % {"whole": whole}
    return ngettext("%(num)s dag", "%(num)s dagen", 1 if number == 1 else 2) % {"num": told}


def _voice_rows(state: State, scope: Scope) -> list[tuple[str, list[Cell]]]:
    rows = []
    for station in Station:
        heard = state.voices[station.value]
        total = sum(heard.values()) or 1
        cells = [
            Cell(
                heard.get(one.value, 0),
                address("stem", scope, station=station.value, perspectief=one.value),
                round(100 * heard.get(one.value, 0) / total),
            )
            for one in Perspective
        ]
        rows.append((str(PLURALS[station.value]), cells))
    return rows


def _together_rows(state: State, scope: Scope) -> list[tuple[str, str, str]]:
    labels = theme_labels(gone=True)
    return [
        (
            labels.get(row.theme, row.theme),
            ngettext("%(num)s werkplaats", "%(num)s werkplaatsen", row.werkplaatsen) % {"num": row.werkplaatsen}
            + " · "
            + ngettext("%(num)s ding", "%(num)s dingen", row.things) % {"num": row.things},
            address("samen", Scope(year=scope.year), thema=row.theme),
        )
        for row in state.together
    ]


def _choices(scope: Scope) -> dict[str, list[tuple[str, str]]]:
    names = sorted(werkplaats_names().items(), key=lambda one: one[1].casefold())
    return {"werkplaats": names, "jaar": [(str(year), str(year)) for year in state_queries.years(scope)]}


# ── The list behind a figure ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Behind:
    """The list behind a figure: its title, how it was made, and the things."""

    title: str
    how: str
    things: QuerySet[Thing]
    query: Mapping[str, str]
    scope: Scope
    step: str = ""

    @property
    def place(self) -> str:
        return werkplaats_names().get(self.scope.werkplaats, "")

    @property
    def back(self) -> str:
        """The dashboard of the same scope."""
        parts = {"werkplaats": self.scope.werkplaats, "jaar": str(self.scope.year or "")}
        query = urlencode({name: value for name, value in parts.items() if value})
        return reverse("loop_state") + (f"?{query}" if query else "")


def behind(figure: str, asked: Mapping[str, str], at: dt.datetime) -> Behind | None:
    """The list behind a figure; None where there is no such figure."""
    scope, station, step = read_scope(asked), asked.get("station", ""), asked.get("stap", "")
    word = str(PLURALS.get(station, ""))
    query = {name: value for name, value in asked.items() if name != "page" and value}
    if figure in ("bij", "loopt", "stil") and station in Station.values:
        title, how, things = _of_station(figure, scope, station, word, at)
        return Behind(title, how, things, query, scope)
    if figure == "duur" and step in STEPS:
        title = _("Hoe lang het duurde tot %(step)s") % {"step": STEP_WORDS[step]}
        how = _(
            "Vragen die op deze site zijn gesteld en zo ver kwamen. De dagen tellen vanaf het stellen. "
            "Vragen uit een oude publicatie tellen niet mee."
        )
        return Behind(title, how, state_queries.reached(scope, step), query, scope, step)
    if figure == "stem" and station in Station.values and asked.get("perspectief") in Perspective.values:
        perspective = Perspective(asked["perspectief"])
        title = _("%(station)s: gehoord als %(who)s") % {"station": word, "who": perspective.label}
        how = _("Hier sprak iemand vanuit dit perspectief. Het getal zegt hoe vaak.")
        return Behind(title, how, state_queries.heard_at(scope, station, perspective.value), query, scope, "heard")
    if figure == "ongebruikt":
        how = _(
            "Openbare kennis waarvan niemand hier vertelde dat die is toegepast. "
            "Dat wil niet zeggen dat niemand het deed."
        )
        return Behind(_("Kennis zonder bekend gebruik"), how, state_queries.unused(scope), query, scope)
    if figure == "samen" and (label := theme_labels(gone=True).get(asked.get("thema", ""))):
        how = _("Alles over dit thema dat nu open staat, in alle werkplaatsen.")
        title = _("Samen optrekken: %(theme)s") % {"theme": label}
        return Behind(title, how, state_queries.open_about(scope, asked["thema"]), query, scope)
    return None


def _of_station(
    figure: str, scope: Scope, station: str, word: str, at: dt.datetime
) -> tuple[str, str, QuerySet[Thing]]:
    if figure == "bij":
        return word, _("Alles wat nu openbaar is op deze plek in de lus."), state_queries.at_station(scope, station)
    if figure == "loopt":
        title = _("%(station)s: loopt nog") % {"station": word}
        return title, _("Openbaar en nog niet afgerond."), state_queries.going(scope, station)
    days = state_queries.patience().get(station)
    how = _("Loopt nog, en al meer dan %(days)s dagen gebeurde er niets.") % {"days": days}
    return _("%(station)s: staat stil") % {"station": word}, how, state_queries.stuck(scope, station, at)


def rows(things: Sequence[Thing], found: Behind) -> list[dict[str, Any]]:
    """Things as rows of a list: with what, where and since when."""
    return [row_of(one, found.step) for one in things]


def row_of(thing: Thing, step: str = "") -> dict[str, Any]:
    """One thing as a row."""
    foot = ""
    if step in STEPS:
        days = getattr(thing, f"days_{step}")
        foot = ngettext("%(num)s dag", "%(num)s dagen", days) % {"num": days}
    elif step == "heard":
        number = vars(thing)["number"]
        foot = ngettext("%(num)s keer gehoord", "%(num)s keer gehoord", number) % {"num": number}
    elif thing.moved_at:
        foot = _("%(when)s geleden gebeurde er iets") % {"when": ago(thing.moved_at)}
    return {
        "face": thing.face, "label": label_of(thing), "title": thing.title, "href": thing.url,
        "lang": thing.lang, "example": thing.example, "foot": foot, "meta": meta_of(thing),
        "trail": reverse("loop_trail", args=[thing.kind, thing.ref]),
    }  # fmt: skip


def meta_of(thing: Thing) -> str:
    """Where a thing is from, and since when."""
    place = werkplaats_names().get(thing.werkplaats, "")
    return " · ".join(filter(None, (place, date_nl(thing.began_at) if thing.began_at else "")))


def drawn(round: Round) -> dict[str, Any]:
    """A complete loop as steps to draw."""
    places = [werkplaats_names().get(one, one) for one in round.werkplaatsen]
    return {
        "title": round.first.title, "lang": round.first.lang, "href": round.first.url, "closed": round.closed,
        "places": ", ".join(places), "example": any(one.example for one in round.things),
        "steps": [
            {
                "kind": one.face, "label": label_of(one), "title": one.title, "href": one.url,
                "lang": one.lang, "meta": meta_of(one),
            }
            for one in round.things
        ],
    }  # fmt: skip
