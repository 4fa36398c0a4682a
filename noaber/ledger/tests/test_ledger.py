# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The book: what is recorded is followed up exactly once, also after a failure."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from noaber import ledger
from noaber.base.testing import at
from noaber.ledger import actions
from noaber.ledger.models import Delivery, Entry
from noaber.ledger.testing import deliver_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "VERBS", {"thing.made": "something was made"})
    monkeypatch.setattr(ledger, "HANDLERS", {})


def _record(**changes: Any) -> Entry:
    return ledger.record("thing.made", "thing:t-1", by=None, at=at(), **changes)


def test_an_undeclared_verb_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        ledger.record("thing.broken", "thing:t-1", by=None, at=at())


def test_the_trail_is_in_the_order_of_what_happened() -> None:
    later = ledger.record("thing.made", "thing:t-1", by=None, at=at("2026-05-01 09:00"))
    earlier = _record(reason="omdat")
    _other = ledger.record("thing.made", "thing:t-2", by=None, at=at())
    assert ledger.trail("thing:t-1") == [earlier, later]


def test_the_generation_grows_with_every_entry_also_with_one_that_comes_late() -> None:
    before = ledger.generation()
    newest = _record()
    after = ledger.generation()
    assert after > before
    # Written by another at the same time, and seen later.
    Entry.objects.filter(pk=newest.pk).update(seq=newest.seq + 10)
    later = ledger.generation()
    Entry.objects.create(seq=newest.seq + 3, verb="thing.made", kind="thing", ref="t-1", at=at())
    assert ledger.generation() > later > after


def test_a_handler_runs_once() -> None:
    seen: list[int] = []
    ledger.on("thing.made", seen.append)  # type: ignore[arg-type]
    ledger.on("thing.made", seen.append)  # type: ignore[arg-type]
    entry = _record()
    assert deliver_all() == 1
    assert deliver_all() == 0
    assert seen == [entry]


def test_a_failing_handler_leaves_nothing_behind_and_runs_again() -> None:
    failing = True

    def handler(entry: Entry) -> None:
        ledger.record("thing.made", "thing:follow-up", by=None, at=at())
        if failing:
            raise RuntimeError("mail server on fire")

    entry = _record()
    ledger.on("thing.made", handler)
    Delivery.objects.create(entry=entry, handler=f"{handler.__module__}.{handler.__name__}")
    assert actions.deliver_waiting() == 0
    assert ledger.trail("thing:follow-up") == []
    delivery = Delivery.objects.get(entry=entry)
    assert (delivery.attempts, delivery.done_at) == (1, None)
    assert "fire" in delivery.last_error
    failing = False
    assert actions.deliver_waiting() >= 1
    assert len(ledger.trail("thing:follow-up")) == 1


@pytest.mark.django_db(transaction=True)
def test_handlers_follow_the_commit_and_not_a_rollback() -> None:
    seen: list[Entry] = []
    ledger.on("thing.made", seen.append)
    with transaction.atomic():
        _record()
        transaction.set_rollback(True)
    assert seen == []
    assert Entry.objects.count() == 0
    with transaction.atomic():
        _record()
        assert seen == []
    assert len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_a_handler_with_much_to_do_has_one_part_done_at_once_and_the_rest_by_the_worker() -> None:
    parts = iter([ledger.MORE, ledger.MORE, ""])
    left = [3]

    def handler(entry: Entry) -> str:
        left[0] -= 1
        return next(parts)

    ledger.on("thing.made", handler)
    entry = _record()
    assert left == [2]
    assert Delivery.objects.get(entry=entry).done_at is None
    assert actions.deliver_waiting() == 1
    assert left == [0]
    assert Delivery.objects.get(entry=entry).done_at is not None


@pytest.mark.django_db(transaction=True)
def test_what_is_left_to_the_worker_waits_a_moment() -> None:
    seen: list[Entry] = []
    ledger.on("thing.made", seen.append)
    with actions.left_to_worker():
        entry = _record()
    assert actions.deliver_waiting(until=entry.at - dt.timedelta(seconds=1)) == 0
    assert seen == []
    assert actions.deliver_waiting(until=entry.at) == 1
    assert seen == [entry]
