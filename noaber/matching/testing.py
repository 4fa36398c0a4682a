# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: two groups elsewhere that look into the same question, and a hint about it."""

from __future__ import annotations

from datetime import datetime

from noaber.base.testing import at as moment
from noaber.matching import hint_actions, hint_queries
from noaber.matching.models import Hint
from noaber.people.models import Person

NOW = moment()


def make_consent(person: Person, *, at: datetime = NOW) -> None:
    """Somebody who wants hints."""
    hint_actions.choose(person, given=True, words="Ja, mail mij.", by=person, at=at)


def make_hint(person: Person, *, at: datetime = NOW) -> Hint:
    """The first hint that somebody gets who wants them."""
    make_consent(person, at=at)
    return hint_actions.tell(person, hint_queries.hints_for(person, at), by=None, at=at)[0]


def make_asked(person: Person, *, at: datetime = NOW) -> Hint:
    """A hint to which its first side said yes."""
    hint = make_hint(person, at=at)
    return hint_actions.answer(hint, first=True, said=hint_actions.YES, words="", by=person, at=at)
