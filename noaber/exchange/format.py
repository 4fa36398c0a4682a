# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The exchange format: one JSON object a line becomes an item and comes out the same.

Everything a record has that does not come back from an item's own fields by itself is kept in its `extra`
(`set`: keys to give back as they were, `unset`: keys to leave out), so that nothing is ever lost.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from noaber.exchange.leftover import fingerprint as fingerprint
from noaber.exchange.leftover import leftover as leftover
from noaber.exchange.leftover import restored as restored
from noaber.exchange.module_format import read_module
from noaber.exchange.rests_format import Entry, read_parts, read_scale
from noaber.exchange.shapes import Rejected as Rejected
from noaber.exchange.shapes import day, plain, text, texts, truth, year
from noaber.exchange.told_format import TOLD, read_told
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
    "product": {
        "type": 20, "what": 300, "audience": 300, "markup": 10,
        **dict.fromkeys(("experience", "practice", "science"), 100_000),
    },
    "project": {"label": 60},
    "meeting": {"place": 120},
    "organisation": {"sort": 20, "cbs_code": 6},
    "news": {},
    "question": {},
}  # fmt: skip
DEFAULTS: dict[str, Any] = {"lang": "nl", "visibility": "public", "sort": "other", "markup": "plain"}
# What only a product says beside its texts.
PRODUCT = ("module", "author_perspectives", "checked_on")


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
    # What a product rests on (see rests_format.py).
    rests: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    scale: str = ""

    @property
    def refers(self) -> bool:
        """Whether it rests on, or replaces, other things by their id."""
        said = (entry.said for entry in self.rests.get("evidence", ()))
        return bool(self.rests.get("replaces")) or any(one["project"] or one["product"] for one in said)


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
    if isinstance(written, str) and written in TOLD:
        said = read_told(written, record)
        return Item(written, ref, said, tuple(said.pop("werkplaatsen", ())), (), fingerprint(record), record)
    if not isinstance(written, str) or written not in KINDS:
        raise Rejected(f"unknown kind {written!r}; known are {', '.join((*KINDS, *TOLD))}")
    kind, of_type = KINDS[written]
    values, warnings = _values(kind, record)
    if not values["title"].strip():
        raise Rejected("no title")
    fields = {COLUMNS.get(name, name): value for name, value in values.items()}
    werkplaatsen, themes = tuple(fields.pop("werkplaatsen")), tuple(fields.pop("themes"))
    if kind == "product":
        fields["type"] = fields["type"] or of_type
    rests = read_parts(record) if kind == "product" else {}
    scale = read_scale(record, fields, rests) if kind == "product" else ""
    return Item(kind, ref, fields, werkplaatsen, themes, fingerprint(record), record, tuple(warnings), rests, scale)


def _values(kind: str, record: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    warnings: list[str] = []
    values: dict[str, Any] = {}
    for name, limit in {**TEXTS, **OWN[kind]}.items():
        values[name] = text(record, name, limit) or DEFAULTS.get(name, "")
    for name in LISTS:
        values[name] = texts(record, name)
    values["year"] = year(record)
    values["review_on"] = day(record, "review_on")
    values["example"] = truth(record, "example")
    if kind == "product":
        values["checked_on"] = day(record, "checked_on")
        values["module"] = read_module(record)
        values["author_perspectives"] = _perspectives(record)
    for name, known in _CHOICES.items():
        if name in values and values[name] not in known():
            raise Rejected(f"{name} is {values[name]!r}; known are {', '.join(filter(None, known()))}")
    for name in ("url", "source_url"):
        if values[name] and not values[name].startswith(("http://", "https://")):
            warnings.append(f"{name} is kept, but is no link because it is no web address: {values[name][:80]!r}")
            values[name] = ""
    return values, warnings


def _perspectives(record: Mapping[str, Any]) -> dict[str, str]:
    """From where each author speaks, by name."""
    value = record.get("author_perspectives")
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(one in Perspective.values for one in value.values()):
        raise Rejected(f"author_perspectives is not an object of names with {', '.join(Perspective.values)}")
    return value


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
    "markup": lambda: ("plain", "markdown"),
    "sort": _sorts,
}


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
    names = (*TEXTS, *OWN[kind], "authors", "organisations", "year", "review_on", "example")
    said = {name: fields.get(COLUMNS.get(name, name)) for name in (*names, *(PRODUCT if kind == "product" else ()))}
    record |= plain({name: value for name, value in said.items() if value and value != DEFAULTS.get(name)})
    if record["kind"] != kind:
        record.pop("type", None)
    record.update({name: value for name, value in (("werkplaatsen", werkplaatsen), ("themes", themes)) if value})
    return record
