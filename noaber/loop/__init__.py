# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The loop: where every thing stands, the trail between them, and the state of the whole, read from the ledger.

Words: a *station* is one of the five places of the loop. A *thing* is an object of the loop as the ledger tells of it:
its *standing* (open, done, aside or hidden), its *steps* with the day they were reached, who was *heard*, what it is
about. A *link* says that one thing came of another; the *trail* of a thing is everything it came of and everything that
came of it. All of it can be thrown away and folded anew from the entries.

What an entry may tell, in its data, whatever room it is from:
- `standing`: where its subject is from now on: `open`, `done`, `aside` (not counted, still to be read) or `hidden`;
- `origins`, `origins_gone`: the things (`kind:ref`) that its subject came of, or did not come of after all;
- `themes`: what its subject is about from now on, as slugs;
- `on`: the day or year on which its subject began, when that is not the day of the entry;
- `heard`: how many people of which perspective were heard; or `perspective`, one, where the verb is a *voice*.

Known by: members and every room above it; knows: people, ledger, ui, base.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from noaber.loop.stations import Station as Station

# The steps of a question that are timed, in the order of the loop.
STEPS = ("answered", "adopted", "working", "insight", "used")
TOLD = frozenset({"standing", "origins", "origins_gone", "themes", "heard"})


@dataclass(frozen=True, slots=True)
class Face:
    """How a thing is shown in a trail: its title and address, in which language, and which sort of thing it is."""

    title: str
    url: str
    lang: str = "nl"
    sort: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its station, which verbs reach which step, by which somebody is heard, and how it is shown."""

    kind: str
    station: Station
    faces: Callable[[Collection[str]], Mapping[str, Face]]
    steps: Mapping[str, str] = field(default_factory=dict)
    voices: Collection[str] = ()
    # The verb with which the clock of its steps starts; without one they are not timed.
    starts: str = ""
    # What a reader calls a sort of this kind; the station's word when it has none.
    sort_label: Callable[[str], Any] | None = None
    # A kind of which only the voices count is nowhere in a trail (a round of the agenda).
    in_trail: bool = True

    def reads(self, verb: str) -> bool:
        """Whether a verb says something by itself."""
        return verb in self.steps or verb in self.voices or verb == self.starts


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of thing part of the loop; called from an app's `ready`."""
    KINDS[kind.kind] = kind


def wants(kind: str, verb: str, data: Mapping[str, Any]) -> bool:
    """Whether an entry tells something about the loop."""
    known = KINDS.get(kind)
    return known is not None and (not TOLD.isdisjoint(data) or known.reads(verb))
