# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about stories and changes: lists, the matrix, and one at an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from noaber.effects.models import State, Told
from noaber.effects.story_models import CYCLES, Change, Story, Substantiation, ToldAbout
from noaber.moderation import Subject
from noaber.moderation.queries import subject_of
from noaber.people.models import AnyPerson, Perspective

MOST_IN_MATRIX = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """Which stories or changes a list shows; empty fields do not narrow."""

    over: str = ""
    werkplaats: str = ""
    perspectief: str = ""

    def query(self) -> dict[str, str]:
        """The choice as parts of an address."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in named.items() if value}


def listed(model: type[ToldAbout], wanted: Choice) -> QuerySet[Any]:
    """Public ones, the newest first."""
    rows: Any = model._default_manager
    found: QuerySet[Any] = rows.public()
    if wanted.over:
        found = found.filter(about=wanted.over)
    if wanted.werkplaats:
        found = found.filter(home__slug=wanted.werkplaats)
    if wanted.perspectief in Perspective.values:
        found = found.filter(perspective=wanted.perspectief)
    return found.select_related("home").order_by("-public_at", "-pk")


def find(model: type[ToldAbout], slug: str, person: AnyPerson) -> Any:
    """The one at an address, when this person may see it: everybody what is public, its editors what waits."""
    rows: Any = model._default_manager.select_related("home", "person")
    found = rows.public().filter(slug=slug).first()
    return found or rows.on_desk_of(person).filter(slug=slug).exclude(state=State.UNCONFIRMED).first()


def about(thing: ToldAbout) -> Subject | None:
    """What something was told about, as far as everybody may read that."""
    return subject_of(thing.about) if thing.about else None


def said_of(thing: ToldAbout) -> list[Substantiation]:
    """What independent people said of a change, the first first; of a story nobody is asked."""
    return list(thing.substantiations.filter(answered_at__isnull=False)) if isinstance(thing, Change) else []


def number_asked(thing: Told) -> int:
    """How many independent people were asked about a change."""
    return thing.substantiations.count() if isinstance(thing, Change) else 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Stories beside the cycles: each with which of the five it tells of, and how many tell of each."""

    rows: list[tuple[Story, list[str]]]
    totals: list[int]


def matrix(wanted: Choice) -> Matrix:
    """The newest stories that were chosen, against the five cycles; a cell holds what was said, or nothing."""
    rows = [
        (story, [getattr(story, name) for name, _label, _ask in CYCLES])
        for story in listed(Story, wanted)[:MOST_IN_MATRIX]
    ]
    return Matrix(rows, [sum(bool(cells[place]) for _story, cells in rows) for place in range(len(CYCLES))])
