# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of a JSON object in the exchange format: which keys it has, what may stand there, and how it is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from noaber.people.perspectives import Perspective

Said = dict[str, Any]
PERSPECTIVES = {"perspective": Perspective.values}


class Rejected(Exception):
    """A line that is not taken in; `reason` says why in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of an object: texts with their longest length, days, months, years, yes or no, and lists of texts."""

    texts: Mapping[str, int]
    needed: Collection[str] = ()
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)
    addresses: Collection[str] = ()
    days: Collection[str] = ()
    months: Collection[str] = ()
    years: Collection[str] = ()
    truths: Collection[str] = ()
    lists: Collection[str] = ()
    # By which keys one object is known among others, and how many others there may be.
    key: tuple[str, ...] = ("id",)
    most: int = 1000
    # What the keys together may not say: nothing, or why not.
    wrong: Callable[[Said], str] = field(default=lambda _said: "")

    def read(self, record: Mapping[str, Any]) -> Said:
        """What an object says, checked; a key that is not known here is left alone."""
        said: Said = {name: text(record, name, limit) for name, limit in self.texts.items()}
        said |= {name: day(record, name) for name in self.days}
        said |= {name: month(record, name) for name in self.months}
        said |= {name: year(record, name, 1900) for name in self.years}
        said |= {name: truth(record, name) for name in self.truths}
        said |= {name: texts(record, name) for name in self.lists}
        for name, known in self.choices.items():
            if said[name] and said[name] not in known:
                raise Rejected(f"{name} is {said[name]!r}; known are {', '.join(filter(None, known))}")
        for name in self.needed:
            if not (said[name].strip() if isinstance(said[name], str) else said[name]):
                raise Rejected(f"no {name}")
        for name in self.addresses:
            if said[name] and not said[name].startswith(("http://", "https://")):
                raise Rejected(f"{name} is no web address: {said[name][:80]!r}")
        if why := self.wrong(said):
            raise Rejected(why)
        return said

    def known_by(self, said: Said) -> tuple[str, ...]:
        """By what it is known among others."""
        return tuple(str(said[name]) for name in self.key)


def plain(said: Mapping[str, Any], months: Collection[str] = ()) -> Said:
    """As it is written out: days as text, and what is empty left out."""
    return {
        name: (f"{value:%Y-%m}" if name in months else value.isoformat()) if isinstance(value, dt.date) else value
        for name, value in said.items()
        if value not in ("", None, [], {}, False)
    }


def text(record: Mapping[str, Any], name: str, limit: int) -> str:
    """A text of at most so many characters; what is absent is empty."""
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Rejected(f"{name} is not a text")
    if len(value) > limit:
        raise Rejected(f"{name} is longer than {limit} characters")
    return value


def texts(record: Mapping[str, Any], name: str) -> list[str]:
    """A list of texts; one text counts as a list of one."""
    value = record.get(name)
    if value is None:
        return []
    if isinstance(value, str):
        return [value] if value else []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Rejected(f"{name} is not a list of texts")
    return list(value)


def year(record: Mapping[str, Any], name: str = "year", first: int = 1000) -> int | None:
    """A year, also as a text of four digits."""
    value = record.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 4:
        value = int(value)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Rejected(f"{name} is not a year")
    if not first <= value <= 2200:
        raise Rejected(f"{name} is not between {first} and 2200")
    return value


def day(record: Mapping[str, Any], name: str) -> dt.date | None:
    """A day of the calendar."""
    value = text(record, name, 10)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise Rejected(f"{name} is not a day (yyyy-mm-dd)") from error


def month(record: Mapping[str, Any], name: str) -> dt.date | None:
    """The first day of a month."""
    value = text(record, name, 10)
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value) or value < "1000":
        raise Rejected(f"{name} is not a month (yyyy-mm)")
    return dt.date.fromisoformat(f"{value}-01")


def noon(on: dt.date | None) -> dt.datetime | None:
    """The middle of a day: records say days, rows keep moments."""
    return timezone.make_aware(dt.datetime.combine(on, dt.time(12))) if on else None


def truth(record: Mapping[str, Any], name: str) -> bool:
    """Yes or no; what is absent is no."""
    value = record.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise Rejected(f"{name} is not true or false")
