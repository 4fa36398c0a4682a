# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on, in its record: five lists of objects, each known within the product by a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from noaber.base import clock
from noaber.exchange.leftover import fingerprint
from noaber.exchange.shapes import Rejected, Said, Shape, text
from noaber.knowledge.element_actions import MOST as MOST_ELEMENTS
from noaber.knowledge.evidence_actions import MOST as MOST_EVIDENCE
from noaber.knowledge.evidence_models import Databank, Direction, Level, RestsOn, Source
from noaber.knowledge.evidence_queries import databank_of
from noaber.knowledge.product_types import Scale
from noaber.knowledge.scales import LADDER
from noaber.knowledge.worksheet_headings import HEADINGS


def told_of_rests(record: Mapping[str, Any]) -> list[str]:
    """The keys of a record that are about what a product rests on, and that say something."""
    return [name for name in (*PARTS, "scale") if record.get(name)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of such a list: what it says in our own terms, and as it stood there."""

    key: tuple[str, ...]
    said: Said
    record: Mapping[str, Any]
    fingerprint: str


def _evidence(said: Said) -> str:
    kind = said["rests_on"]
    if said["project"] and kind != RestsOn.PROJECT:
        return "project is only there when rests_on is project"
    if said["product"] and kind != RestsOn.PRODUCT:
        return "product is only there when rests_on is product"
    if kind in (RestsOn.CASE, RestsOn.PUBLICATION) and not said["title"]:
        return f"no title of the {kind} on which it rests"
    if not kind and (said["title"] or said["url"]):
        return "rests_on does not say what the title or url is of"
    return ""


def _recognition(said: Said) -> str:
    if databank_of(said["url"]) != said["databank"]:
        return f"url is not of the databank {said['databank']}"
    if said["date"] > clock.day():
        return "date has not been yet"
    if said["ended_on"] and not said["ended_because"].strip():
        return "ended_because does not say why it ended"
    return ""


def wrong_wording(said: Said) -> str:
    """Why an active ingredient cannot be known by these words: without capitals some letters become two."""
    return "title is longer than 80 characters in small letters" if len(key_of(said["title"])) > 80 else ""


def key_of(wording: str) -> str:
    """By what an active ingredient is known, whatever capitals and spaces."""
    return " ".join(wording.split()).casefold()


PARTS: Mapping[str, Shape] = {
    "evidence": Shape(
        texts={
            "id": 200, "source": 10, "direction": 8, "says": 2000, "for_whom": 300, "context": 300, "rests_on": 12,
            "project": 200, "product": 200, "title": 500, "url": 2000,
        },
        years=("year",), needed=("id", "source", "direction", "says"), addresses=("url",), most=MOST_EVIDENCE,
        choices={"source": Source.values, "direction": Direction.values, "rests_on": RestsOn.values}, wrong=_evidence,
    ),
    "elements": Shape(
        texts={"id": 200, "title": 80, "why": 2000}, lists=("evidence",), needed=("title",), key=("title",),
        wrong=wrong_wording, most=MOST_ELEMENTS,
    ),
    "recognitions": Shape(
        texts={"databank": 10, "level": 10, "url": 2000, "ended_because": 2000}, days=("date", "ended_on"),
        needed=("databank", "level", "date", "url"), addresses=("url",), key=("databank", "level", "date"),
        choices={"databank": Databank.values, "level": Level.values}, wrong=_recognition,
    ),
    "worksheet": Shape(
        texts={"heading": 20, "text": 20_000}, needed=("heading", "text"), choices={"heading": list(HEADINGS)},
        key=("heading",),
    ),
    "replaces": Shape(texts={"id": 200, "reason": 500}, needed=("id", "reason")),
}  # fmt: skip


def read_parts(record: Mapping[str, Any]) -> dict[str, tuple[Entry, ...]]:
    """The lists of a record that say something, checked, or `Rejected`."""
    parts = {name: tuple(_entries(name, record[name])) for name in PARTS if record.get(name)}
    known = {entry.said["id"] for entry in parts.get("evidence", ())}
    for number, entry in enumerate(parts.get("elements", ()), 1):
        for ref in entry.said["evidence"]:
            if ref not in known:
                raise Rejected(f"elements {number}: evidence {ref!r} is not in this record")
    if any(entry.said["id"] == record.get("id") for entry in parts.get("replaces", ())):
        raise Rejected("replaces: a product does not replace itself")
    if any(entry.said["product"] == record.get("id") for entry in parts.get("evidence", ())):
        raise Rejected("evidence: a product does not rest on itself")
    return parts


def _entries(name: str, value: Any) -> list[Entry]:
    shape = PARTS[name]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Rejected(f"{name} is not a list of objects")
    if len(value) > shape.most:
        raise Rejected(f"{name} has more than {shape.most} objects")
    found: dict[tuple[str, ...], Entry] = {}
    for number, one in enumerate(value, 1):
        try:
            said = shape.read(one)
        except Rejected as rejection:
            raise Rejected(f"{name} {number}: {rejection.reason}") from rejection
        key = shape.known_by(said)
        if name == "elements":
            key = (key_of(said["title"]),)
        if key in found:
            raise Rejected(f"{name} {number}: {' '.join(key)!r} stands there already")
        found[key] = Entry(key, said, one, fingerprint(one))
    return list(found.values())


def read_scale(record: Mapping[str, Any], fields: Mapping[str, Any], parts: Mapping[str, tuple[Entry, ...]]) -> str:
    """The rung of our own scale, with everything that it asks for, or `Rejected`.

    A text or file is not asked for: files do not travel.
    """
    scale = text(record, "scale", 10)
    if scale not in LADDER:
        raise Rejected(f"scale is {scale!r}; known are {', '.join(filter(None, LADDER))}")
    asked = (
        (Scale.IDEA, fields["summary"] or fields["what"], "a summary"),
        (Scale.TRIED, any(one.said["source"] == Source.PRACTICE for one in parts.get("evidence", ())),
         "evidence from practice"),
        (Scale.DESCRIBED, fields["what"], "what"),
        (Scale.DESCRIBED, fields["audience"], "audience"),
        (Scale.DESCRIBED, parts.get("elements"), "elements"),
    )  # fmt: skip
    reach = LADDER.index(Scale(scale))
    missing = [word for rung, there, word in asked if LADDER.index(rung) <= reach and not there]
    if missing:
        raise Rejected(f"scale is {scale}, which needs {', '.join(missing)}")
    return scale
