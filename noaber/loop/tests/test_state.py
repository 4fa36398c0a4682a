# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every figure of the dashboard against a plain walk over the exported ledger, on made-up histories."""

from __future__ import annotations

import datetime as dt
import io
import json
import statistics
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from noaber import loop
from noaber.ledger.commands import write_ledger
from noaber.loop import page_queries, state_queries
from noaber.loop.state_queries import Scope
from noaber.loop.stations import Station
from noaber.loop.testing import SORTS, START, kinds, tell

pytestmark = pytest.mark.django_db
PERSPECTIVES = ("resident", "professional", "policy")
PLACES = ("twente", "zwolle", "")
THEMES = ("wonen", "geld", "jeugd")


@pytest.fixture(autouse=True)
def own_kinds() -> Iterator[None]:
    with kinds():
        yield


# ── The other way to the same figures: line by line, with nothing of the room's own code ─────────────────────────────
class Walk:
    """What a reader with the exported file, a pencil and patience would find."""

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        self.standing: dict[str, str] = {}
        self.place: dict[str, str] = {}
        self.began: dict[str, dt.datetime] = {}
        self.last: dict[str, dt.datetime] = {}
        self.asked: dict[str, dt.datetime] = {}
        self.reached: dict[tuple[str, str], dt.datetime] = {}
        self.came_of: dict[str, set[str]] = defaultdict(set)
        self.about: dict[str, list[str]] = {}
        self.said: dict[tuple[str, str], int] = defaultdict(int)
        for line in lines:
            self.read(line)

    def read(self, line: dict[str, Any]) -> None:
        key, word, data = f"{line['kind']}:{line['ref']}", line["verb"].split(".")[1], line["data"]
        at = dt.datetime.fromisoformat(line["at"])
        told = any(name in data for name in ("standing", "origins", "origins_gone", "themes", "heard"))
        if not told and word not in (*loop.STEPS, "said", "asked"):
            return
        self.last[key] = max(at, self.last.get(key, at))
        if word == "asked":
            self.asked[key] = min(at, self.asked.get(key, at))
        if word in loop.STEPS:
            self.reached[key, word] = min(at, self.reached.get((key, word), at))
        if "standing" in data:
            self.standing[key], self.place[key] = data["standing"], line["werkplaats"]
            if data["standing"] != "hidden" and key not in self.began:
                self.began[key] = at
        self.came_of[key] |= set(data.get("origins", []))
        self.came_of[key] -= set(data.get("origins_gone", []))
        if "themes" in data:
            self.about[key] = data["themes"]
        for perspective, number in data.get("heard", {}).items():
            self.said[key, perspective] += number
        if word == "said" and "perspective" in data:
            self.said[key, data["perspective"]] += 1

    def within(self, scope: Scope, *standings: str) -> list[str]:
        return [
            key
            for key, standing in self.standing.items()
            if standing in standings
            and (not scope.werkplaats or self.place[key] == scope.werkplaats)
            and (not scope.year or (key in self.began and self.began[key].year == scope.year))
        ]

    def used(self, key: str) -> bool:
        return any(
            one.startswith("try:") and self.standing.get(one, "hidden") != "hidden" and key in origins
            for one, origins in self.came_of.items()
        )


def station(key: str) -> str:
    return SORTS[key.split(":")[0]].value


entries = st.lists(
    st.tuples(
        st.sampled_from(sorted(SORTS)),
        st.integers(0, 3),
        st.sampled_from(("told", "told", "told", "said", "asked", *loop.STEPS)),
        st.integers(0, 500),
        st.sampled_from(PLACES),
        st.fixed_dictionaries(
            {},
            optional={
                "standing": st.sampled_from(("open", "open", "done", "aside", "hidden")),
                "origins": st.lists(st.tuples(st.sampled_from(sorted(SORTS)), st.integers(0, 3)), max_size=2),
                "origins_gone": st.lists(st.tuples(st.sampled_from(sorted(SORTS)), st.integers(0, 3)), max_size=1),
                "themes": st.lists(st.sampled_from(THEMES), max_size=2, unique=True),
                "perspective": st.sampled_from(PERSPECTIVES),
                "heard": st.dictionaries(st.sampled_from(PERSPECTIVES), st.integers(1, 9), max_size=2),
            },
        ),
    ),
    max_size=40,
)
scopes = st.builds(Scope, werkplaats=st.sampled_from(PLACES), year=st.sampled_from((None, 2025, 2026)))


@given(history=entries, scope=scopes, day=st.integers(0, 700))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_what_the_exported_ledger_says(history: list[Any], scope: Scope, day: int) -> None:
    at = START + dt.timedelta(days=day)
    with transaction.atomic():
        _write(history)
        out = io.StringIO()
        write_ledger(out)
        walk = Walk([json.loads(line) for line in out.getvalue().splitlines()])
        found = state_queries.state(scope, at)
        _same(found, walk, scope, at)
        transaction.set_rollback(True)


def _write(history: list[Any]) -> None:
    for kind, number, word, day, place, data in history:
        if word in (*loop.STEPS, "asked") and kind != "ask":
            continue
        told = dict(data)
        for name in ("origins", "origins_gone"):
            if name in told:
                told[name] = [f"{one}:{ref}" for one, ref in told[name]]
        tell(f"{kind}:{number}", word, day=day, werkplaats=place, **told)


def _same(found: state_queries.State, walk: Walk, scope: Scope, at: dt.datetime) -> None:
    counted = walk.within(scope, "open", "done")
    going = set(walk.within(scope, "open"))
    for row in found.stations:
        here = [key for key in counted if station(key) == row.station]
        assert row.total == len(here)
        assert row.open == len(going.intersection(here))
        days = state_queries.patience().get(row.station.value)
        still = [key for key in here if key in going and days and walk.last[key] < at - dt.timedelta(days=days)]
        assert row.stuck == len(still)
    timed = [key for key in counted if key in walk.asked]
    for time in found.times:
        came = [key for key in timed if (key, time.step) in walk.reached]
        took = [max(0, (walk.reached[key, time.step] - walk.asked[key]).days) for key in came]
        assert (time.of, time.reached) == (len(timed), len(took))
        assert time.median == (statistics.median(took) if took else None)
    public = set(walk.within(scope, "open", "done", "aside"))
    voices: dict[str, dict[str, int]] = {one.value: {} for one in Station}
    for (key, perspective), number in walk.said.items():
        if key in public:
            heard = voices[station(key)]
            heard[perspective] = heard.get(perspective, 0) + number
    assert found.voices == voices
    assert found.unused == len([key for key in counted if key.startswith("book:") and not walk.used(key)])
    assert {(one.theme, one.werkplaatsen, one.things) for one in found.together} == _together(walk, scope)


def _together(walk: Walk, scope: Scope) -> set[tuple[str, int, int]]:
    going = [key for key in walk.within(Scope(year=scope.year), "open") if walk.place[key]]
    found = set()
    for theme in THEMES:
        about = [key for key in going if theme in walk.about.get(key, [])]
        places = {walk.place[key] for key in about}
        if len(places) > 1 and (not scope.werkplaats or scope.werkplaats in places):
            found.add((theme, len(places), len(about)))
    return found


# ── Lists, pages, queries ────────────────────────────────────────────────────────────────────────────────────────────
def some() -> None:
    tell("ask:1", "asked", day=0)
    tell("ask:1", standing="open", perspective="resident", themes=["wonen"], day=1)
    tell("ask:1", "said", perspective="resident", day=2)
    tell("ask:1", "answered", day=9)
    tell("ask:2", standing="open", themes=["wonen"], werkplaats="zwolle", day=3)
    tell("book:1", standing="done", day=3)


def test_behind_every_figure_is_a_list_of_as_many() -> None:
    some()
    at = START + dt.timedelta(days=100)
    found = state_queries.state(Scope(), at)
    for row in found.stations:
        for figure, number in (("bij", row.total), ("loopt", row.open), ("stil", row.stuck)):
            behind = page_queries.behind(figure, {"station": row.station.value}, at)
            assert behind is not None
            assert behind.things.count() == number
    for time in found.times:
        behind = page_queries.behind("duur", {"stap": time.step}, at)
        assert behind is not None
        assert behind.things.count() == time.reached
    for place, heard in found.voices.items():
        for perspective, number in heard.items():
            behind = page_queries.behind("stem", {"station": place, "perspectief": perspective}, at)
            assert behind is not None
            assert sum(vars(one)["number"] for one in behind.things) == number
    behind = page_queries.behind("ongebruikt", {}, at)
    assert behind is not None
    assert behind.things.count() == found.unused == 1


@pytest.mark.parametrize(
    "asked",
    ["niets/", "bij/", "bij/?station=moon", "duur/?stap=later", "stem/?station=question", "samen/?thema=geen"],
)
def test_a_figure_that_is_not_there_has_no_list(client: Client, asked: str) -> None:
    assert client.get(f"/lus/{asked}").status_code == 404


def test_the_dashboard_takes_few_queries_and_bad_choices_are_left_out(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    some()
    with django_assert_max_num_queries(12):
        page = client.get("/lus/?werkplaats=nergens&jaar=twintig").content.decode()
    assert "De stand van de lus" in page
    assert "9 dagen" in page
    with django_assert_max_num_queries(12):
        assert client.get("/lus/bij/?station=question&page=0").status_code == 200


def test_an_empty_network_says_what_will_come(client: Client) -> None:
    assert "Hier is nog niets te tellen" in client.get("/lus/").content.decode()
