# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a digest says: the notices of one follower as sections per werkplaats, things in them, and what happened."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from noaber import following
from noaber.following import Happening, Thing
from noaber.people.region_queries import Site, sites
from noaber.ui.colour import FALLBACK, Brand, derive
from noaber.ui.formats import day_month
from noaber.ui.languages import in_language, language


class Due(NamedTuple):
    """A notice that may be told, with its entry. There are very many, so no more than that."""

    pk: int
    follower: int
    kind: str
    key: str
    werkplaats: str
    via: tuple[int, ...]
    pace: str
    entry: Happening


class Line(NamedTuple):
    """Something that happened, on which day, and how often that day."""

    day: str
    sentence: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """A thing with everything that happened to it, and why somebody who does not follow it hears of it."""

    title: str
    href: str
    lang: str
    why: str
    lines: Sequence[Line]
    example: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, as the werkplaats calls them."""

    heading: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Section:
    """Everything of one werkplaats, in its name and colour."""

    name: str
    brand: Brand
    groups: Sequence[Group]


@dataclass(frozen=True)
class Known:
    """What the things of some digests are, and by which thing each follow makes one hear of others."""

    things: Mapping[str, Thing]
    follows: Mapping[int, str]
    # The words of themes, in the language of the mail.
    labels: Mapping[str, str]


def sections(notices: Sequence[Due], seen: Known) -> list[Section]:
    """The notices of one follower, in the active language: werkplaatsen by name, kinds in their order, then by time."""
    held: dict[str, dict[str, dict[str, list[Due]]]] = {}
    for one in notices:
        held.setdefault(one.werkplaats, {}).setdefault(one.kind, {}).setdefault(one.key, []).append(one)
    places = sites()
    found = []
    for slug in sorted(held, key=lambda slug: (slug not in places, places[slug].name if slug in places else "")):
        site = places.get(slug)
        groups = [
            Group(_heading(kind, site), [_item(key, rows, site, seen) for key, rows in held[slug][kind].items()])
            for kind in following.THINGS
            if kind in held[slug]
        ]
        name = site.name if site else settings.SITE_NAME
        found.append(Section(name, brand(site.brand if site else FALLBACK), groups))
    return found


@lru_cache(maxsize=100)
def brand(colour: str) -> Brand:
    """Its readable shades, on white."""
    return derive(colour).light


def _lines(rows: Sequence[Due]) -> list[Line]:
    """Every entry, in order; the same that happened often on one day is one line that says how often."""
    tongue = language()
    happened = Counter([(_date(one.entry.at), one.entry.verb) for one in rows])
    return [Line(_day(day, tongue), _sentence(verb), times) for (day, verb), times in happened.items()]


@lru_cache(maxsize=4_000)
def _date(at: datetime) -> date:
    """Many followers hear of the same entry."""
    return localdate(at)


def _sentence(verb: str) -> str:
    # A version of tomorrow may have other news than what still waits.
    return str(following.NEWS.get(verb) or _("Er is iets nieuws."))


@lru_cache(maxsize=400)
def _day(day: date, language: str) -> str:
    """Such as “14 mrt”: many lines are of the same day."""
    return day_month(day)


def _heading(kind: str, site: Site | None) -> str:
    source = following.THINGS[kind]
    return (site.words.get(source.word) if site else "") or str(source.label)


def _item(key: str, rows: Sequence[Due], site: Site | None, seen: Known) -> Item:
    thing = seen.things[key]
    origin = (site.origin if site else "") or settings.SITE_URL
    names = _why({pk for one in rows for pk in one.via}, key, seen)
    why = _("Omdat je dit volgt: %(names)s") % {"names": ", ".join(names)} if names else ""
    return Item(thing.title, f"{origin}{in_language(thing.href)}", thing.lang, why, _lines(rows), thing.example)


def _why(via: Iterable[int], key: str, seen: Known) -> list[str]:
    """By which other things they hear of this one; none when they follow it itself."""
    keys = {seen.follows[pk] for pk in via if pk in seen.follows}
    if key in keys:
        return []
    found = (seen.labels.get(one.partition(":")[2]) or seen.things[one].title for one in keys if one in seen.things)
    return sorted(found)
