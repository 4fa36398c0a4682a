# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Verdicts, lifecycles, paging, refs and sealed links."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.base import clock, lifecycle, paging, refs, signing, verdicts

DOOR = lifecycle.Lifecycle({"open": {"shut"}, "shut": {"open", "locked"}, "locked": set()})


class Door:
    def __init__(self, state: str = "open") -> None:
        self.state = state


def test_a_verdict_is_truthy_only_when_it_allows() -> None:
    assert verdicts.YES
    assert not verdicts.no("dicht")
    with pytest.raises(verdicts.Refused) as refusal:
        verdicts.require(verdicts.no("dicht"))
    assert refusal.value.reason == "dicht"
    verdicts.require(verdicts.YES)


@given(st.lists(st.sampled_from(["open", "shut", "locked"]), max_size=12))
def test_a_thing_only_moves_along_its_table(path: list[str]) -> None:
    door = Door()
    for to in path:
        before = door.state
        if to in DOOR.moves[before]:
            DOOR.move(door, to)
            assert door.state == to
        else:
            with pytest.raises(lifecycle.IllegalMove):
                DOOR.move(door, to)
            assert door.state == before


def test_a_table_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="ajar"):
        lifecycle.Lifecycle({"open": {"ajar"}})


@given(st.integers(-5, 600), st.integers(0, 100), st.integers(1, 30))
def test_any_page_number_gives_an_existing_page(number: int, total: int, size: int) -> None:
    page = paging.paginate(list(range(total)), paging.page_number(str(number)), size)
    assert 1 <= page.number <= page.pages
    assert len(page.items) <= size
    assert page.has_next == (page.number < page.pages)
    assert page.has_previous == (page.number > 1)


@pytest.mark.parametrize("text", [None, "", "x", "1e9", "-3", "0", "99999999999999999999"])
def test_an_unusable_page_number_is_no_error(text: str | None) -> None:
    assert 1 <= paging.page_number(text) <= paging.LAST_PAGE


@given(st.text(max_size=300), st.text(min_size=1, max_size=200))
def test_a_slug_is_short_readable_and_always_the_same(title: str, ref: str) -> None:
    slug = refs.slug_for(title, ref)
    assert slug == refs.slug_for(title, ref)
    assert 8 <= len(slug) <= 80
    assert all(letter.isalnum() or letter in "-_" for letter in slug)


def test_refs_differ() -> None:
    assert refs.new_ref("v").startswith("v-")
    assert len({refs.new_ref("v") for _number in range(500)}) == 500


def test_a_sealed_value_serves_one_purpose_for_a_while() -> None:
    token = signing.seal("confirm", "17")
    assert signing.unseal("confirm", token, timedelta(days=1)) == "17"
    with pytest.raises(signing.Forged):
        signing.unseal("withdraw", token, timedelta(days=1))
    with pytest.raises(signing.Forged):
        signing.unseal("confirm", token[:-3], timedelta(days=1))
    with pytest.raises(signing.Expired):
        signing.unseal("confirm", token, timedelta(seconds=-1))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_the_day_of_a_moment_is_the_dutch_one(moment, day):
    assert clock.day(moment) == day


def test_the_day_is_that_of_the_clock(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 1, 22, 0, tzinfo=UTC))
    assert clock.day() == date(2026, 7, 2)
