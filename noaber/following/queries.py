# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about following: who an address is, what it follows, and how often it hears of what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.expressions import RawSQL

from noaber import following
from noaber.following import Beside, Row, Thing
from noaber.following.models import Follow, Follower, Notice, Pace, PaceChoice
from noaber.following.paces import DEFAULT, Paces
from noaber.people.models import AnyPerson, Person
from noaber.people.queries import werkplaats_names

# Kinds of which there is no news of their own: who follows one hears of other things.
WITHOUT_NEWS = frozenset({"concept"})


@dataclass(frozen=True)
class Followed:
    """A follow as a page shows it; without a thing when that is gone, or no longer theirs to see."""

    follow: Follow
    kind: Any
    thing: Thing | None


@dataclass(frozen=True)
class Choice:
    """How often somebody hears of one kind of thing or of one werkplaats; an empty pace is “as above”."""

    name: str
    label: Any
    pace: str


@dataclass(frozen=True)
class Preferences:
    """Everything on the page of preferences."""

    follower: Follower | None
    follows: Sequence[Followed]
    kinds: Sequence[Choice]
    werkplaatsen: Sequence[Choice]
    beside: Sequence[tuple[Any, Sequence[Row]]]


def among(numbers: Iterable[int]) -> RawSQL:
    """Keys for an `in`, written in the query itself: as parameters, thousands of them cost more than their answer."""
    return RawSQL(", ".join(str(int(one)) for one in numbers) or "NULL", ())


def of_person(person: Person) -> Follower | None:
    """The follower that a person is, also by their mail address from before they were known."""
    own = Follower.objects.filter(person=person).select_related("person").first()
    if own is None and person.email:
        own = Follower.objects.filter(email=person.email).first()
    return own


def of_address(email: str) -> Follower | None:
    """The follower with this address."""
    address = email.strip().lower()
    own = Follower.objects.filter(person__email=address).select_related("person").first()
    return own or Follower.objects.filter(email=address).first()


def follow_of(person: Person, key: str) -> Follow | None:
    """How a person follows a thing, if they do."""
    kind, _colon, about = key.partition(":")
    return Follow.objects.filter(follower__person=person, kind=kind, about=about, confirmed_at__isnull=False).first()


def known(keys: Iterable[str]) -> dict[str, Thing]:
    """What these are, also what is hidden: one question to each room."""
    found = {}
    for kind, refs in by_kind(keys).items():
        found.update({f"{kind}:{ref}": thing for ref, thing in following.THINGS[kind].find(refs).items()})
    return found


def visible(keys: Iterable[str], person: AnyPerson) -> set[str]:
    """Those of these that somebody may read at this moment: one question to each room."""
    return {
        f"{kind}:{ref}" for kind, refs in by_kind(keys).items() for ref in following.THINGS[kind].visible(refs, person)
    }


def by_kind(keys: Iterable[str]) -> dict[str, list[str]]:
    """The refs of each kind that can be followed, each once."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(keys)):
        kind, _colon, ref = key.partition(":")
        if kind in following.THINGS:
            found[kind].append(ref)
    return found


def paces_of(followers: Collection[int]) -> dict[int, Paces]:
    """What each of these chose, in one query."""
    rows: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    chosen = PaceChoice.objects.filter(follower__in=among(followers))
    for follower, kind, werkplaats, pace in chosen.values_list("follower", "kind", "werkplaats", "pace"):
        rows[follower].append((kind, werkplaats, pace))
    return {follower: Paces.read(found) for follower, found in rows.items()}


def preferences(follower: Follower | None) -> Preferences:
    """The page of one address. The number of queries does not grow with what is followed."""
    if follower is None:
        return Preferences(None, (), _kinds(Paces()), (), ())
    follows = list(follower.follows.filter(confirmed_at__isnull=False))
    keys = [one.key for one in follows]
    things, shown = known(keys), visible(keys, follower.person)
    rows = [
        Followed(one, following.THINGS[one.kind].label, things.get(one.key) if one.key in shown else None)
        for one in follows
        if one.kind in following.THINGS
    ]
    paces = paces_of([follower.pk]).get(follower.pk, Paces())
    places = {row.thing.werkplaats for row in rows if row.thing and row.thing.werkplaats} | set(paces.werkplaatsen)
    names = werkplaats_names()
    return Preferences(
        follower,
        rows,
        _kinds(paces),
        [
            Choice(slug, names.get(slug, slug), paces.werkplaatsen.get(slug, ""))
            for slug in sorted(places, key=lambda slug: names.get(slug, slug))
        ],
        [(source.heading, found) for source in beside() if (found := source.rows(follower))],
    )


def beside() -> Sequence[Beside]:
    """The other ways to hear of things."""
    return [following.BESIDE[name] for name in sorted(following.BESIDE)]


def _kinds(paces: Paces) -> list[Choice]:
    return [
        Choice(kind, source.label, paces.kinds.get(kind, DEFAULT))
        for kind, source in following.THINGS.items()
        if kind not in WITHOUT_NEWS
    ]


def told_arrivals(person: Person | None, email: str, documents: Mapping[str, Any] | Collection[str]) -> set[str]:
    """Those of these things (`kind:ref`) of which this address was told in a digest that they are there."""
    told = Notice.objects.filter(
        told_at__isnull=False,
        entry__verb__in=following.ARRIVALS,
        about__in=[key.partition(":")[2] for key in documents],
    )
    told = told.filter(follower__person=person) if person else told.filter(follower__email=email)
    found = {one.about for one in told.only("about")}
    return {key for key in documents if key.partition(":")[2] in found}


def exported(person: Person) -> dict[str, Any]:
    """Everything that is kept of a person here, as plain values."""
    follower = of_person(person)
    if follower is None:
        return {}
    return {
        "since": follower.started_at,
        "no_mail_since": follower.stopped_at,
        "follows": [
            {"about": one.key, "asked_at": one.asked_at, "confirmed_at": one.confirmed_at}
            for one in follower.follows.all()
        ],
        "how_often": [
            {"kind": one.kind, "werkplaats": one.werkplaats, "pace": Pace(one.pace).label}
            for one in follower.paces.order_by("pk")
        ],
        "consents": [
            {"about": one.about, "given": one.given, "words": one.words, "at": one.at}
            for one in follower.consents.all()
        ],
        "told": [
            {"about": one.key, "at": one.told_at}
            for one in follower.notices.filter(told_at__isnull=False).order_by("pk")
        ],
    }
