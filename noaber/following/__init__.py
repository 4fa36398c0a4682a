# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following anything: who wants to hear of what, how often, and the digests that tell it.

Words: a *follower* is an address that hears of things: that of a person, or a mail address and nothing else. A
*follow* ties it to a thing, a theme or a werkplaats. The *pace* is how often they hear: at once, daily, weekly or
never, per kind of thing and per werkplaats. A *notice* says that an entry of the ledger is still to be told to a
follower, or was told. A *digest* is one mail with every notice that is due.

Rooms further up the chain tell what can be followed (`things`), which entries are *news* and in which words
(`news`), what else an entry concerns (`concerns`), what they mail about themselves (`told_elsewhere`), and what
somebody follows in another way (`beside`).

Invariants: every entry that is news for a follower is told exactly once, whatever crashes in between; only what they
may read at that moment, and never what they did themselves.

Known by: search, questions, agenda, projects, knowledge, meetings, pages, site; knows: members, people, ledger, ui,
base.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from noaber.following.models import Follower
    from noaber.ledger.models import Entry
    from noaber.people.models import AnyPerson


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be followed: what it is called, where it is, of which werkplaats, about which themes.

    An example is made up, to show how something works: whoever hears of it reads so.
    """

    title: str
    href: str
    werkplaats: str = ""
    themes: tuple[str, ...] = ()
    lang: str = "nl"
    example: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """What of an entry matters to who tells of it."""

    pk: int
    verb: str
    kind: str
    ref: str
    at: "datetime"


class Things(Protocol):
    """A kind of things: what they are called together, and whether there is ever news about one itself."""

    @property
    def label(self) -> Any:
        """Such as “Vragen”."""

    @property
    def word(self) -> str:
        """The name under which a werkplaats may call them otherwise (people.words), or nothing."""

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """What is known of these, also of what is hidden, by ref."""

    def visible(self, refs: Collection[str], person: "AnyPerson") -> Collection[str]:
        """Those of these that somebody may read at this moment."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is followed in another way, and where to change that."""

    title: str
    href: str
    note: str
    change: str
    lang: str | None = None


class Beside(Protocol):
    """A room with its own way to hear of things."""

    @property
    def heading(self) -> Any:
        """What these are called together."""

    def rows(self, follower: "Follower") -> Sequence[Row]:
        """What this address hears about."""

    def knows(self, email: str) -> bool:
        """Whether this address hears about anything."""


THINGS: dict[str, Things] = {}
NEWS: dict[str, Any] = {}
# The news that a thing is there: a saved search may have told the same.
ARRIVALS: set[str] = set()
# Of these verbs not every entry is news.
ONLY: dict[str, Callable[["Entry"], bool]] = {}
CONCERNS: dict[str, Callable[["Entry"], Iterable[str]]] = {}
Teller = Callable[[Sequence[Happening], Collection[str]], Collection[tuple[int, str]]]
TELLERS: dict[str, Teller] = {}
BESIDE: dict[str, Beside] = {}


def things(kind: str, source: Things) -> None:
    """Let a kind of things be followed; called from an app's `ready`."""
    THINGS[kind] = source


def news(
    sentences: Mapping[str, Any], *, arrivals: Collection[str] = (), only: Callable[["Entry"], bool] | None = None
) -> None:
    """Name the ledger's verbs that are news, each with a sentence for who follows; called from an app's `ready`.

    With `only`, those entries of which it says yes at the moment that they are delivered.
    """
    from noaber import ledger
    from noaber.following import spread_tasks

    NEWS.update(sentences)
    ARRIVALS.update(arrivals)
    if only is not None:
        ONLY.update(dict.fromkeys(sentences, only))
    for verb in sentences:
        ledger.on(verb, spread_tasks.note)


def concerns(verb: str, about: Callable[["Entry"], Iterable[str]]) -> None:
    """What an entry concerns beside its subject, its werkplaats and its themes, as `kind:ref`.

    An entry about what has no page of its own is told under the first of these that has one.
    """
    CONCERNS[verb] = about


def told_elsewhere(name: str, told: Teller) -> None:
    """Which of these entries a room itself mails to which of these addresses: a digest leaves them out."""
    TELLERS[name] = told


def beside(name: str, source: Beside) -> None:
    """Show on the page of preferences what somebody follows in another way."""
    BESIDE[name] = source
