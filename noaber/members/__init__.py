# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Members: who takes part, what they chose to show, and what is kept of them.

Words: a *profile* is what a person chose to show, field by field; a *consent* is a row that is only ever added. A
*holder* is a room that keeps something of a person and can hand it over or erase it; rooms further up the chain
register theirs with `holds`. What somebody works on is derived from real work: `works` tells how to find it.

Known by: moderation, search, questions, knowledge, pages, site; knows: people, ledger, ui, base.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from noaber.people.models import Person


class Holder(Protocol):
    """A room that keeps something of persons."""

    def export(self, person: "Person") -> Any:
        """Everything it keeps of this person, as plain values for a JSON file; empty when nothing."""

    def erase(self, person: "Person", *, by: "Person | None", at: datetime) -> None:
        """Take the person out of it. Work that was published stays, without the person. Safe to repeat."""


HOLDERS: dict[str, Holder] = {}


def holds(name: str, holder: Holder) -> None:
    """Make known what a room keeps of persons; called from an app's `ready`."""
    HOLDERS[name] = holder


class WorkSource(Protocol):
    """A room in which persons work. Its querysets give plain values and are joined to those of the other rooms."""

    def done(self) -> "Sequence[QuerySet[Any, Any]]":
        """Who did what as far as the room knows, each made by `work_queries.rows`; empty when only parts tell."""

    def things(self, refs: Collection[str]) -> "QuerySet[Any, Any]":
        """Those of these things that everybody may read: (kind, ref, title, slug, lang, year, theme), a row a theme."""

    def about(self, theme: str) -> "QuerySet[Any, Any]":
        """The refs of what is about a theme."""

    def thing(self, slug: str) -> "tuple[str, str, int | None] | None":
        """Ref, title and home of the public thing at this address, for who says to have worked on it."""


WORKS: dict[str, WorkSource] = {}


def works(name: str, source: WorkSource) -> None:
    """Make known how to find a person's work of one kind; called from an app's `ready`. Nothing shows unconsented."""
    WORKS[name] = source
