# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Aids for tests: followers through actions, and a kind of things of which a test says itself who may see them."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from noaber import following, ledger
from noaber.base import clock
from noaber.following import Thing, digest_tasks, follow_actions, spread_tasks
from noaber.following.models import Follow
from noaber.ledger.models import Entry
from noaber.people.models import AnyPerson, Person


def make_follow(
    key: str, email: str = "lotte@example.org", *, by: Person | None = None, confirmed: bool = True,
    at: datetime | None = None,
) -> Follow:  # fmt: skip
    """Somebody who follows a thing, without an account unless they are given."""
    at = at or clock.now()
    follow = follow_actions.ask_follow(key, consent="Ja", email="" if by else email, by=by, at=at)
    assert follow is not None
    return follow_actions.confirm_follow(follow, consent="Ja", by=by, at=at) if confirmed else follow


def spread_all(at: datetime) -> None:
    """Follow up every entry, and spread what is news."""
    from noaber.ledger.testing import deliver_all

    deliver_all()
    while spread_tasks.spread(at=at):
        pass


def tell_all(at: datetime) -> None:
    """Do all that the worker does for followers at this moment."""
    spread_all(at)
    while digest_tasks.tell_due(at=at):
        pass


class Bricks:
    """Things of which a test says what they are and who may see them: nobody is the public."""

    label, word = "Stenen", ""

    def __init__(self) -> None:
        self.held: dict[str, Thing] = {}
        self.hidden: dict[str, set[Any]] = {}

    def lay(self, ref: str, *, werkplaats: str = "", themes: tuple[str, ...] = (), example: bool = False) -> str:
        """A brick for everybody; what it is called."""
        self.held[ref] = Thing(f"Steen {ref}.", f"/stenen/{ref}/", werkplaats, themes, example=example)
        return f"brick:{ref}"

    def hide(self, ref: str, *but_for: Person) -> None:
        """Take it out of sight, except for these."""
        self.hidden[ref] = {person.pk for person in but_for}

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        return {ref: self.held[ref] for ref in refs if ref in self.held}

    def visible(self, refs: Collection[str], person: AnyPerson) -> Collection[str]:
        who = person.pk if isinstance(person, Person) else None
        return {ref for ref in refs if ref in self.held and (ref not in self.hidden or who in self.hidden[ref])}


@contextmanager
def bricks() -> Iterator[Bricks]:
    """A kind of things for as long as the block, with one verb that is news."""
    made = Bricks()
    verbs, handlers = dict(ledger.VERBS), dict(ledger.HANDLERS)
    things, news = dict(following.THINGS), dict(following.NEWS)
    ledger.declare({"brick.painted": "a brick was painted"})
    following.things("brick", made)
    following.news({"brick.painted": "Deze steen is geverfd."})
    try:
        yield made
    finally:
        for kept, before in (
            (ledger.VERBS, verbs), (ledger.HANDLERS, handlers), (following.THINGS, things), (following.NEWS, news)
        ):  # fmt: skip
            kept.clear()
            kept.update(before)  # type: ignore[arg-type]


def paint(ref: str, *, by: Person | None = None, at: datetime, werkplaats: str = "") -> Entry:
    """Something happens to a brick."""
    return ledger.record("brick.painted", f"brick:{ref}", by=by, at=at, werkplaats=werkplaats)
