# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Matching: who else works on the same, and the network that shows who works on what with whom.

Words: a *work* is a thing that people work on: a question, an item of an agenda, a project, a product, a meeting. A
*tie* says what a work belongs to: a question, an item, a theme, an organisation. *Others* are people, groups,
werkplaatsen and organisations near a work, each with *reasons* from real work. A *hint* tells who leads one work of
another one elsewhere; an *introduction* follows when both sides say yes. The *graph* is all of it at once, laid out
in the background as a *drawing*.

Rooms further up the chain say with `register` what their works are; what people did is known to members. Invariants:
nobody is shown without consent to that kind of work, nothing that the reader may not read; no score without reasons; an
address is told to nobody before both said yes.

Known by: questions, agenda, projects, knowledge, meetings, site; knows: search, following, members, people, ledger, ui,
base.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from noaber.people.models import AnyPerson, Person


@dataclass(frozen=True, slots=True)
class Subject:
    """The work that a page is about."""

    kind: str
    ref: str
    slug: str
    title: str
    href: str
    text: str = ""
    lang: str = "nl"
    home: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"


class Source(Protocol):
    """Works of one kind. Its querysets give plain values (see sources) and are joined to those of the other kinds."""

    def subject(self, slug: str, person: AnyPerson) -> Subject | None:
        """The work at this address, when this person may read it."""

    def things(self, person: AnyPerson) -> QuerySet[Any, Any]:
        """What this person may read, in the columns of `sources.FACTS`."""

    def ties(self) -> Sequence[QuerySet[Any, Any]]:
        """The organisations and origins that works belong to, in the columns of `sources.TIES`."""

    def themes(self) -> Sequence[QuerySet[Any, Any]]:
        """What works are about, in the same columns."""

    def leads(self, refs: Collection[str]) -> Sequence[tuple[str, int]]:
        """Who leads those of these works that still go on: (ref, person); empty for a kind that nobody leads."""

    def led_by(self, person: Person) -> Sequence[str]:
        """The slugs of the works that still go on and that this person leads."""


SOURCES: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Make works of a kind known; called from an app's `ready`."""
    SOURCES[kind] = source
