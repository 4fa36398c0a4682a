# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things of the loop for tests: entries as any room would write them, about things that exist only in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

from noaber import ledger, loop
from noaber.ledger.models import Entry
from noaber.loop import Face, Kind, Station

STEPS = {f"ask.{step}": step for step in loop.STEPS}
START = dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)
# A kind for each station, so that a test needs no other room.
SORTS = {
    "ask": Station.QUESTION, "point": Station.AGENDA, "group": Station.PROJECT, "book": Station.KNOWLEDGE,
    "try": Station.EFFECT,
}  # fmt: skip


def _faces(kind: str) -> Any:
    def faces(refs: Collection[str]) -> Mapping[str, Face]:
        return {ref: Face(f"{kind} {ref}", f"/{kind}/{ref}/") for ref in refs}

    return faces


@contextmanager
def kinds() -> Iterator[None]:
    """The loop with five kinds of its own, for as long as the block lasts."""
    made = {
        kind: Kind(
            kind, station, _faces(kind), steps=STEPS if kind == "ask" else {}, voices={f"{kind}.said"},
            starts="ask.asked" if kind == "ask" else "",
        )
        for kind, station in SORTS.items()
    }  # fmt: skip
    verbs = {f"{kind}.{word}": "" for kind in SORTS for word in ("told", "said", "asked")} | dict.fromkeys(STEPS, "")
    ledger.declare(verbs)
    try:
        with mock.patch.dict(loop.KINDS, made, clear=True):
            yield
    finally:
        # One by one: what a page loads meanwhile declares verbs too, and those stay.
        for verb in verbs:
            del ledger.VERBS[verb]


def tell(key: str, verb: str = "told", *, day: int = 0, werkplaats: str = "twente", **data: Any) -> Entry:
    """Write an entry about `kind:ref`, so many days after the start, and have the loop follow it."""
    kind = key.partition(":")[0]
    at = START + dt.timedelta(days=day)
    entry = ledger.record(f"{kind}.{verb}", key, by=None, at=at, werkplaats=werkplaats, data=data)
    from noaber.loop.actions import refresh

    refresh(kind, [entry.ref])
    return entry
