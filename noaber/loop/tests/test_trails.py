# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The trail of a thing, both ways, and the finest loops."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from noaber.loop import actions, round_queries
from noaber.loop.models import Link, Thing
from noaber.loop.testing import kinds, tell
from noaber.loop.trail_queries import MOST, edges_of, told, trail_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_kinds() -> Iterator[None]:
    with kinds():
        yield


def whole_loop() -> None:
    tell("ask:1", standing="open", day=0)
    tell("point:1", standing="open", origins=["ask:1"], day=10)
    tell("group:1", standing="open", origins=["ask:1", "point:1"], day=20)
    tell("book:1", standing="done", origins=["group:1"], day=30)
    tell("try:1", standing="done", origins=["book:1"], day=40, werkplaats="zwolle")
    tell("ask:2", standing="open", origins=["try:1"], day=50, werkplaats="zwolle")


def titles(things: object) -> list[str]:
    return [thing.title for thing in things]  # type: ignore[attr-defined]


def test_a_trail_shows_what_came_before_and_what_came_of_it_in_the_order_of_time() -> None:
    whole_loop()
    trail = trail_of("group", "1")
    assert trail is not None
    assert titles(trail.before) == ["ask 1", "point 1"]
    assert titles(trail.after) == ["book 1", "try 1", "ask 2"]
    assert [step.face for step in trail.steps] == ["vraag", "agenda", "doen", "kennis", "effect", "vraag"]
    assert [step.here for step in trail.steps].index(True) == 2
    assert trail.is_round
    assert told(trail) == "2 dingen gingen eraan vooraf, 3 dingen kwamen ervan."
    assert [(edge.source.key, edge.target.key) for edge in edges_of(trail)][0] == ("ask:1", "point:1")


def test_a_thing_stands_after_what_it_came_of_however_old_it_is() -> None:
    tell("book:1", standing="done", day=0)
    tell("ask:1", standing="open", day=50)
    tell("book:1", standing="done", origins=["ask:1"], day=60)
    tell("try:1", standing="done", origins=["book:1"], on="2024-12", day=70)
    tell("ask:2", standing="open", origins=["try:1"], day=80)
    trail = trail_of("ask", "2")
    assert trail is not None
    assert titles(trail.before) == ["ask 1", "book 1", "try 1"]


def test_a_trail_takes_one_query_whatever_its_length(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    whole_loop()
    with django_assert_num_queries(1):
        trail_of("group", "1")
    for number in range(30):
        tell(f"try:many-{number}", standing="done", origins=["book:1"], day=60)
    with django_assert_num_queries(1):
        trail_of("group", "1")


def test_what_is_not_public_is_in_no_trail_but_what_lies_behind_it_is() -> None:
    whole_loop()
    tell("book:1", standing="hidden", day=60)
    trail = trail_of("group", "1")
    assert trail is not None
    assert titles(trail.after) == ["try 1", "ask 2"]
    assert trail_of("book", "1") is None


def test_a_round_that_closes_shows_everything_once() -> None:
    whole_loop()
    tell("book:1", standing="done", origins=["ask:2"], day=70)
    trail = trail_of("ask", "2")
    assert trail is not None
    shown = titles(trail.before) + titles(trail.after)
    assert sorted(shown) == sorted(set(shown))
    assert "ask 2" not in shown


def test_an_origin_that_is_taken_back_leaves_the_trail() -> None:
    whole_loop()
    tell("group:1", origins_gone=["ask:1"], day=60)
    trail = trail_of("ask", "1")
    assert trail is not None
    assert "point 1" in titles(trail.after)
    assert not Link.objects.filter(source__kind="ask", source__ref="1", target__kind="group").exists()


def test_an_origin_of_which_no_entry_told_yet_is_filled_in_later() -> None:
    tell("book:1", standing="done", origins=["group:9"], day=1)
    trail = trail_of("book", "1")
    assert trail is not None
    assert not trail.before
    tell("group:9", standing="open", day=2)
    trail = trail_of("book", "1")
    assert trail is not None
    assert titles(trail.before) == ["group 9"]


def test_something_of_a_kind_that_nobody_knows_is_no_origin() -> None:
    tell("book:1", standing="done", origins=["stone:9", "nonsense", "book:1"], day=1)
    assert not Link.objects.exists()


def test_folding_everything_anew_gives_the_same() -> None:
    whole_loop()

    def picture() -> tuple[list[Any], list[Any]]:
        things = Thing.objects.order_by("kind", "ref").values("kind", "ref", "standing", "began_at", "used_at", "title")
        links = Link.objects.values_list("source__kind", "source__ref", "target__kind", "target__ref", "at")
        return list(things), sorted(links)

    before = picture()
    assert actions.rebuild() == 6
    assert picture() == before
    actions.refresh("book", ["1"])
    assert picture() == before


def test_knowledge_is_used_from_the_first_public_use_on() -> None:
    whole_loop()
    assert Thing.objects.get(kind="book").used_at == Thing.objects.get(kind="try").began_at
    tell("try:1", standing="hidden", day=60)
    assert Thing.objects.get(kind="book").used_at is None


def test_a_long_trail_says_that_it_is_cut() -> None:
    tell("book:1", standing="done", day=0)
    for number in range(MOST + 5):
        tell(f"try:{number}", standing="done", origins=["book:1"], day=1)
    trail = trail_of("book", "1")
    assert trail is not None
    assert trail.cut
    assert len(trail.after) <= MOST
    step = trail.steps[-1]
    assert len(step.named) == 3
    assert step.more


def test_the_finest_loop_comes_first_and_only_once() -> None:
    whole_loop()
    tell("ask:3", standing="open", day=5, werkplaats="ede")
    tell("book:3", standing="done", origins=["ask:3"], day=6, werkplaats="ede")
    tell("try:3", standing="done", origins=["book:3"], day=7, werkplaats="ede")
    found = round_queries.finest()
    assert [(one.first.ref, one.last.ref, one.closed) for one in found] == [("1", "2", True), ("3", "3", False)]
    assert [one.stations for one in found] == [5, 3]
    assert found[0].werkplaatsen == ["twente", "zwolle"]
    assert [one.first.ref for one in round_queries.finest("ede")] == ["3"]


def test_the_page_of_a_trail_draws_it_and_lists_it(client: Client) -> None:
    whole_loop()
    page = client.get("/spoor/group/1/").content.decode()
    assert "Het spoor van" in page
    assert 'aria-current="step"' in page
    assert "Wat waaruit voortkwam" in page
    assert "/try/1/" in page
    assert client.get("/spoor/group/nothing/").status_code == 404
    assert client.get("/spoor/stone/1/").status_code == 404


def test_the_page_of_loops_shows_them(client: Client) -> None:
    assert "Nog geen heel spoor" in client.get("/sporen/").content.decode()
    whole_loop()
    assert "De lus is rond" in client.get("/sporen/").content.decode()
