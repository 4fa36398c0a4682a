# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which state may follow which: one table per model, and one way to move."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Refused, Verdict, no


class IllegalMove(Refused):
    """The thing is no longer in a state from which this may happen."""


class Lifecycle:
    """The states of one model: `moves` maps each state to those that may follow it."""

    def __init__(self, moves: Mapping[str, set[str]], field: str = "state") -> None:
        unknown = {after for afters in moves.values() for after in afters} - set(moves)
        if unknown:
            raise ValueError(f"states without a row in the table: {sorted(unknown)}")
        self.moves = {state: frozenset(afters) for state, afters in moves.items()}
        self.field = field

    def may(self, thing: Any, to: str) -> Verdict:
        """May `thing` go from where it is to state `to`?"""
        at = getattr(thing, self.field)
        if to in self.moves.get(at, frozenset()):
            return YES
        label = getattr(thing, f"get_{self.field}_display", lambda: at)()
        return no(_("Dit kan niet meer: de status is nu “%(state)s”.") % {"state": label})

    def move(self, thing: Any, to: str) -> None:
        """Set the state of `thing` to `to`, unsaved; raises `IllegalMove` when the table has no such move."""
        verdict = self.may(thing, to)
        if not verdict:
            raise IllegalMove(verdict.reason)
        setattr(thing, self.field, to)
