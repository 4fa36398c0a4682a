# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following the ledger: what an entry tells about the loop is seen right after it; a new copy is folded whole once."""

from noaber import loop
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.loop import actions, queries


def follow(entry: Entry) -> None:
    """An entry told something: fold its subject anew."""
    if entry.kind in loop.KINDS:
        actions.refresh(entry.kind, [entry.ref])


@every(seconds=300, name="loop")
def begin() -> None:
    """A copy that was there before the loop was, or lost it: fold everything once."""
    if queries.is_empty():
        actions.rebuild()
