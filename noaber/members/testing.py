# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: somebody with a profile, what they show, and work they had a part in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from noaber.base.testing import at as moment
from noaber.members import actions, invite_actions, join_actions, work_actions
from noaber.members.models import Field, Invitation, Involvement, JoinRequest, Profile
from noaber.people.models import Described, Person, Werkplaats

NOW = moment()
ALL = frozenset(Field.values)
_number = count(1)


def make_profile(person: Person, *, shown: Iterable[str] = ALL, **facts: Any) -> Profile:
    """The profile of a person who shows these fields; everything unless told otherwise."""
    profile = actions.start_profile(person, by=person, at=NOW)
    told = {"name": person.name, "place": person.place, "perspective": person.perspective, **facts}
    return actions.keep_profile(profile, **told, shown=shown, by=person, at=NOW)


def make_invitation(werkplaats: Werkplaats, by: Person | None = None, **facts: Any) -> Invitation:
    """An invitation that stands open."""
    told = {"mail": f"gast{next(_number)}@example.org", "role": "member", "at": NOW, **facts}
    return invite_actions.invite(werkplaats=werkplaats, **told, by=by)


def make_request(werkplaats: Werkplaats, *, confirmed: bool = True, **facts: Any) -> JoinRequest:
    """Somebody who wants to join."""
    told = {"name": "Olga", "mail": f"olga{next(_number)}@example.org", "perspective": "professional", "why": "Graag."}
    asked = join_actions.ask(werkplaats, **{**told, **facts}, by=None, at=NOW)
    return join_actions.confirm(asked, by=None, at=NOW) if confirmed else asked


def make_involvement(person: Person, thing: Described, *, part: str = "participant", sure: bool = True) -> Involvement:
    """A part that a person had in a piece of work."""
    claimed = work_actions.claim(person, kind=thing.KIND, slug=thing.slug, part=part, by=person, at=NOW)
    return work_actions.judge(claimed, right=True, by=None, at=NOW) if sure else claimed
