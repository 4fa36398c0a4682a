# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moderation: everything that waits for somebody's judgement, in one place, and reports of abuse.

Words: the *desk* of a werkplaats shows what *waits*, whatever room it is from; rooms further up the chain register
theirs with `desk`. A *report* is what readers say is not right about a *subject*: something with a page of its own, of
a kind that its room registers with `subject`. Nobody judges their own work; every judgement has a reason and is in the
ledger under a verb that its room names with `judgements`.

Known by: search, questions, knowledge, pages, site; knows: members, people, ledger, ui, base.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from noaber.people.models import Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a judgement: what it is, where to judge it, since when, and of which werkplaats."""

    kind: str
    label: str
    title: str
    href: str
    since: datetime
    werkplaats: str = ""


class Desk(Protocol):
    """A room with things that wait."""

    def waiting(self, person: "Person") -> Sequence[Waiting]:
        """What this person may judge, longest waiting first; nobody judges their own."""


DESKS: dict[str, Desk] = {}


def desk(name: str, source: Desk) -> None:
    """Make known what waits in a room; called from an app's `ready`."""
    DESKS[name] = source


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be reported: what it is called, where it is, of which werkplaats, and who can see it."""

    kind: str
    ref: str
    title: str
    href: str
    werkplaats: str = ""
    public: bool = True


class Subjects(Protocol):
    """A room with things that can be reported."""

    def find(self, refs: Sequence[str]) -> Mapping[str, Subject]:
        """What is known of these, also what is hidden, by ref."""

    def own(self, person: "Person") -> "Collection[str] | QuerySet[Any, str]":
        """The refs of this person's own work, which they do not judge; a query, to be asked within another."""

    def hide(self, ref: str, *, reason: str, by: "Person | None", at: datetime) -> None:
        """Take it out of public view; refuses with a reason where that cannot be."""


SUBJECTS: dict[str, Subjects] = {}
VERBS: dict[str, Any] = {}


def subject(kind: str, source: Subjects) -> None:
    """Make known how a kind of thing is reported; called from an app's `ready`."""
    SUBJECTS[kind] = source


def judgements(verbs: Mapping[str, Any]) -> None:
    """Name the ledger's verbs that are judgements, each with the word for the log."""
    VERBS.update(verbs)
