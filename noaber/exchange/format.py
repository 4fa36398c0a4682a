# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The exchange format: one JSON object a line becomes an item and comes out the same.

Everything a record has that does not come back from an item's own fields by itself is kept in its `extra`
(`set`: keys to give back as they were, `unset`: keys to leave out), so that nothing is ever lost.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from noaber.people.models import Perspective, Visibility

LONGEST_LINE = 4_000_000
# Kind in the file → kind here, and the type of a product.
KINDS: dict[str, tuple[str, str]] = {
    "publication": ("product", "publication"),
    "method": ("product", "method"),
    "dossier": ("product", "dossier"),
    "education_module": ("product", "education_module"),
    "knowledge": ("product", "publication"),
    "product": ("product", "publication"),
    "project": ("project", ""),
    "event": ("meeting", ""),
    "meeting": ("meeting", ""),
    "organisation": ("organisation", ""),
    "news": ("news", ""),
    "question": ("question", ""),
}
# What goes out and is not taken in: an editor writes pages, in a tree and with pictures of their own, and only a
# decision puts something on an agenda.
OUTWARD = ("page", "agenda_item")
# Kind and type here → the kind written out; other types are written as `product` with a `type`.
WRITTEN = {
    ("product", "publication"): "publication",
    ("product", "method"): "method",
    ("product", "dossier"): "dossier",
    ("product", "education_module"): "education_module",
    ("meeting", ""): "event",
}
TEXTS = {
    "title": 500,
    "title_status": 20,
    "summary": 100_000,
    "text": 2_000_000,
    "lang": 10,
    "date": 40,
    "url": 2000,
    "source_url": 2000,
    "licence": 200,
    "licence_note": 500,
    "owner": 200,
    "perspective": 20,
    "visibility": 10,
}
LISTS = ("werkplaatsen", "themes", "organisations", "authors")
COLUMNS = {"date": "on_date", "organisations": "organisation_names"}
OWN = {
    "product": {"type": 20},
    "project": {"label": 60},
    "meeting": {"place": 120},
    "organisation": {"sort": 20, "cbs_code": 6},
    "news": {},
    "question": {},
}
DEFAULTS: dict[str, Any] = {"lang": "nl", "visibility": "public", "sort": "other"}


class Rejected(Exception):
    """A line that is not taken in; `reason` says why in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GoesOutOnly(Rejected):
    """A line that was written by an export and that no import takes in."""


@dataclass(frozen=True)
class Item:
    """One record, checked, in our own terms."""

    kind: str
    ref: str
    fields: dict[str, Any]
    werkplaatsen: tuple[str, ...]
    themes: tuple[str, ...]
    fingerprint: str
    record: dict[str, Any]
    warnings: tuple[str, ...] = field(default=())


def parse(line: bytes) -> dict[str, Any]:
    """The record on a line, or `Rejected`."""
    if len(line) > LONGEST_LINE:
        raise Rejected(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Rejected(f"not valid UTF-8 (byte {error.start + 1})") from error
    try:
        record = json.loads(text.lstrip("\ufeff"), parse_constant=_no_constant, parse_float=_finite)
    except RecursionError as error:
        raise Rejected("nested too deeply") from error
    except ValueError as error:
        raise Rejected(f"not valid JSON: {error}") from error
    if not isinstance(record, dict):
        raise Rejected("not a JSON object: a line starts with { and ends with }")
    return record


def fingerprint(record: Mapping[str, Any]) -> str:
    """The same for records that say the same, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def read(record: dict[str, Any]) -> Item:
    """Check a record and put it in our own terms, or `Rejected`."""
    _no_bad_characters(record)
    ref = record.get("id")
    if not isinstance(ref, str) or not ref.strip():
        raise Rejected("no id" if ref is None or isinstance(ref, str) else "id is not a text")
    if len(ref) > 200:
        raise Rejected("id is longer than 200 characters")
    written = record.get("kind")
    if isinstance(written, str) and written in OUTWARD:
        raise GoesOutOnly(f"a {written} goes out and is not taken in: it is made here")
    if not isinstance(written, str) or written not in KINDS:
        raise Rejected(f"unknown kind {written!r}; known are {', '.join(KINDS)}")
    kind, of_type = KINDS[written]
    values, warnings = _values(kind, record)
    if not values["title"].strip():
        raise Rejected("no title")
    fields = {COLUMNS.get(name, name): value for name, value in values.items()}
    werkplaatsen, themes = tuple(fields.pop("werkplaatsen")), tuple(fields.pop("themes"))
    if kind == "product":
        fields["type"] = fields["type"] or of_type
    return Item(kind, ref, fields, werkplaatsen, themes, fingerprint(record), record, tuple(warnings))


def _values(kind: str, record: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    warnings: list[str] = []
    values: dict[str, Any] = {}
    for name, limit in {**TEXTS, **OWN[kind]}.items():
        values[name] = _text(record, name, limit) or DEFAULTS.get(name, "")
    for name in LISTS:
        values[name] = _list(record, name)
    values["year"] = _year(record)
    values["review_on"] = _day(record, "review_on")
    values["example"] = _truth(record, "example")
    for name, known in _CHOICES.items():
        if name in values and values[name] not in known():
            raise Rejected(f"{name} is {values[name]!r}; known are {', '.join(filter(None, known()))}")
    for name in ("url", "source_url"):
        if values[name] and not values[name].startswith(("http://", "https://")):
            warnings.append(f"{name} is kept, but is no link because it is no web address: {values[name][:80]!r}")
            values[name] = ""
    return values, warnings


def _types() -> tuple[str, ...]:
    from noaber.knowledge.models import Product

    return ("", *Product.Type.values)


def _sorts() -> tuple[str, ...]:
    from noaber.people.models import Organisation

    return tuple(Organisation.Sort.values)


_CHOICES: dict[str, Callable[[], tuple[str, ...]]] = {
    "perspective": lambda: ("", *Perspective.values),
    "visibility": lambda: tuple(Visibility.values),
    "type": _types,
    "sort": _sorts,
}


def _text(record: dict[str, Any], name: str, limit: int) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Rejected(f"{name} is not a text")
    if len(value) > limit:
        raise Rejected(f"{name} is longer than {limit} characters")
    return value


def _list(record: dict[str, Any], name: str) -> list[str]:
    value = record.get(name)
    if value is None:
        return []
    if isinstance(value, str):
        return [value] if value else []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Rejected(f"{name} is not a list of texts")
    return list(value)


def _year(record: dict[str, Any]) -> int | None:
    value = record.get("year")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 4:
        value = int(value)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Rejected("year is not a year")
    if not 1000 <= value <= 2200:
        raise Rejected("year is not between 1000 and 2200")
    return value


def _day(record: dict[str, Any], name: str) -> dt.date | None:
    value = _text(record, name, 10)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise Rejected(f"{name} is not a day (yyyy-mm-dd)") from error


def _truth(record: dict[str, Any], name: str) -> bool:
    value = record.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise Rejected(f"{name} is not true or false")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large a number")
    return number


def _no_bad_characters(record: dict[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False)
    if re.search(r"(?<!\\)(?:\\\\)*\\u0000", text):
        raise Rejected("contains a NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Rejected("contains half a character (a lone surrogate)") from error


def written(
    kind: str, ref: str, fields: Mapping[str, Any], werkplaatsen: list[str], themes: list[str]
) -> dict[str, Any]:
    """The record that an item's own fields give; empty values are left out."""
    of_type = fields.get("type", "")
    record: dict[str, Any] = {"id": ref, "kind": WRITTEN.get((kind, of_type), kind)}
    for name in (*TEXTS, *OWN[kind], "authors", "organisations", "year", "review_on", "example"):
        value = fields.get(COLUMNS.get(name, name))
        if value and value != DEFAULTS.get(name):
            record[name] = value.isoformat() if isinstance(value, dt.date) else value
    if record["kind"] != kind:
        record.pop("type", None)
    record.update({name: value for name, value in (("werkplaatsen", werkplaatsen), ("themes", themes)) if value})
    return record


def leftover(record: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """What must be kept beside an item's own fields to give its record back whole."""
    differs = {key: value for key, value in record.items() if key not in own or not _same(own[key], value)}
    absent = sorted(own.keys() - record.keys())
    return {name: value for name, value in (("set", differs), ("unset", absent)) if value}


def restored(own: dict[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The record as it was taken in."""
    kept = {key: value for key, value in own.items() if key not in extra.get("unset", ())}
    return {**kept, **extra.get("set", {})}


def _same(one: Any, other: Any) -> bool:
    # 1 and 1.0 and true are equal in Python, not in JSON.
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
