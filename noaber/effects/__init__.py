# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Effects: what became of knowledge in practice, told without an account, and from there the next question.

Words: a *use* ("toegepast") says who used a product, where, how it was adapted and what happened. A *told* thing is
sent in by its *teller*, confirmed by mail or looked at by an editor, and then public. The *follow-up* is the one
question that a teller is mailed eight weeks later. A *story* says what something was worth, in five cycles. A *change*
is an outcome as it is harvested, and a *substantiation* what somebody independent says of it. In a *story round* (Most
Significant Change) a panel chooses a story per domain, with the reason. An *origin* is what a thing came of, as
`kind:ref`. A *result* is what an instrument measured; a later room that measures registers itself with `results`.

Invariants: nothing unconfirmed or unjudged shows; nobody judges their own; a teller is asked once what happened next;
an address without an account goes when it is no longer needed; nobody is ranked.

Known by: meetings, pages, exchange, site; knows: knowledge, projects, questions, search, moderation, following,
members, people, ledger, ui, base.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from noaber.people.models import AnyPerson


@dataclass(frozen=True, slots=True)
class Result:
    """What an instrument measured, in words with its unit, where it can be read, and within which bounds it holds."""

    title: str
    said: str
    href: str
    bounds: str = ""


class Results(Protocol):
    """A room with instruments."""

    @property
    def label(self) -> Any:
        """What its instruments are called together."""

    def of(self, about: str, person: "AnyPerson") -> Sequence[Result]:
        """What this person may read of what was measured of a thing (`kind:ref`); groups only; one query."""


RESULTS: list[Results] = []


def results(source: Results) -> None:
    """Make known who measures; called from an app's `ready`. Without any, no page speaks of measuring."""
    if source not in RESULTS:
        RESULTS.append(source)
