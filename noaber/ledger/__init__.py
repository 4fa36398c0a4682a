# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who did what, to what, when: the book of the network, and the only bus between its rooms.

Entries are only ever added. `record` is called by actions inside their transaction; handlers registered with
`on` run once, after commit, each in a transaction of its own, and are tried again by the worker when they failed. One
with much to do does a part, and gives `MORE` to be run again for the rest, so that nobody waits long to write.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from noaber.ledger.models import Entry

MORE = "more"
VERBS: dict[str, str] = {}
HANDLERS: dict[str, list[tuple[str, "Callable[[Entry], object]"]]] = {}
# Whether an entry of a kind, with a verb and data, is wanted.
Wants = Callable[[str, str, Mapping[str, Any]], bool]
FOLLOWERS: "list[tuple[str, Wants, Callable[[Entry], object]]]" = []


def declare(verbs: Mapping[str, str]) -> None:
    """Make verbs known, each with a sentence that says what happened; for readers it is said in `words`."""
    VERBS.update(verbs)


def on(verb: str, handler: "Callable[[Entry], object]") -> None:
    """Let `handler` follow up each entry with this verb; called from an app's `ready`."""
    name = f"{handler.__module__}.{handler.__name__}"
    handlers = HANDLERS.setdefault(verb, [])
    if all(known != name for known, _function in handlers):
        handlers.append((name, handler))


def follow(handler: "Callable[[Entry], object]", wants: Wants) -> None:
    """Let `handler` follow up every entry that it wants, whatever the verb; called from an app's `ready`."""
    name = f"{handler.__module__}.{handler.__name__}"
    if all(known != name for known, _wants, _function in FOLLOWERS):
        FOLLOWERS.append((name, wants, handler))


def handlers_of(kind: str, verb: str, data: Mapping[str, Any]) -> "dict[str, Callable[[Entry], object]]":
    """What follows up an entry, by name."""
    wanting = {name: function for name, wants, function in FOLLOWERS if wants(kind, verb, data)}
    return {**wanting, **dict(HANDLERS.get(verb, ()))}


def record(
    verb: str,
    subject: Any,
    *,
    by: Any,
    at: datetime,
    werkplaats: str = "",
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> "Entry":
    """Add an entry in the current transaction. See `noaber.ledger.actions.record`."""
    from noaber.ledger import actions

    return actions.record(verb, subject, by=by, at=at, werkplaats=werkplaats, reason=reason, data=data)


def trail(subject: Any) -> "list[Entry]":
    """What happened to a thing, oldest first."""
    from noaber.ledger import queries

    return queries.trail(subject)


def generation() -> int:
    """A number that grows whenever public content may have changed."""
    from noaber.ledger import queries

    return queries.generation()
