# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exchange: everything in and out as JSON lines, lossless; knowledge taken in from elsewhere; links that still work.

The format is described in docs/reference/exchange-format.md. A record is known by its `id`: taking it in twice changes
nothing. What the platform has no place for is kept and given back.

Words: a *source* is a place elsewhere that a werkplaats takes knowledge in from (a feed, an OAI-PMH repository, a
spreadsheet, a file in our own format); a *run* is one time that this happens; its *rows* are looked at by an editor
before anything is written, and a run can be undone. Other hosts are asked through `fetch` only. A *link* is an address
elsewhere; rooms hand over where theirs stand with `links`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """An address elsewhere and the public thing that links to it; `archived` is a kept copy, where one is known."""

    address: str
    kind: str
    ref: str
    title: str
    href: str
    werkplaats: str = ""
    archived: str = ""


LINKS: dict[str, Callable[[], Iterable[Place]]] = {}


def links(name: str, source: Callable[[], Iterable[Place]]) -> None:
    """Have the links of a room looked after; called from an app's `ready`."""
    LINKS[name] = source
