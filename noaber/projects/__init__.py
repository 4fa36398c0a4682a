# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects: a *leertraject* (leerwerkplaats, leeratelier, netwerkcirkel …): a group that learns around a question.

Words: a *member* takes part from one perspective, as lead, co-lead or participant. The *phase* says how far the group
is. A *plan item* is what the group wants to learn or do: learning questions, activities of the four O's, milestones,
and the rhythms of education and practice. A *learning round* goes from a question by an action to an insight; a *log
entry* is a few words or a photo. The *group side* is for members and for the coordinators of the home; what the group
makes public is for everybody. The *embedding plan* says who owns the result afterwards. A *yield* is what a later room
made of an insight; such a room registers itself with `yields`.

Known by: knowledge, meetings, pages, exchange, site; knows: agenda, questions, search, moderation, members, people,
ledger, ui, base.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from noaber.people.models import AnyPerson
    from noaber.projects.models import LearningRound, Project


@dataclass(frozen=True, slots=True)
class Yield:
    """What came of an insight in another room: what it is called, and where it is."""

    title: str
    href: str
    label: str = ""


class Yields(Protocol):
    """A room that makes something of insights."""

    def of(self, project: "Project", person: "AnyPerson") -> Mapping[int, Sequence[Yield]]:
        """What this person may see of what came of the learning rounds of a project, by round; one query."""

    def offer(self, round: "LearningRound", person: "AnyPerson") -> str:
        """The address where this person makes something of an insight; empty when they may not."""


YIELDS: list[Yields] = []


def yields(source: Yields) -> None:
    """Make known what becomes of insights further up the chain; called from an app's `ready`."""
    if source not in YIELDS:
        YIELDS.append(source)
