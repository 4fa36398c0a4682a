# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people told (uses, stories, changes) and active ingredients, each as a record of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from noaber import moderation
from noaber.base import clock
from noaber.effects.models import TEXT_LENGTH, TITLE_LENGTH, Setting, Still
from noaber.effects.story_models import Agreement, Story
from noaber.exchange.rests_format import wrong_wording
from noaber.exchange.shapes import PERSPECTIVES, Rejected, Said, Shape

ELEMENT = "element/"
SHARED = {"id": 200, "title": TITLE_LENGTH, "perspective": 20, "place": 80}
NEEDED = ("id", "title", "perspective")
DAYS = ("told_on", "public_on")


def _use(said: Said) -> str:
    if said["adapted"] != bool(said["how"].strip()):
        return "how is there when adapted is true, and only then"
    if said["after_on"] and said["told_on"] and said["after_on"] < said["told_on"]:
        return "after_on is before told_on"
    if bool(said["after_on"]) != bool(said["still"]):
        return "after_on and still are there together or not at all"
    if said["after"] and not said["after_on"]:
        return "after is there, and after_on is not"
    return _been(said)


def _story(said: Said) -> str:
    return _about(said) or ("" if any(said[name].strip() for name in Story.TEXTS) else "none of its five cycles")


def _change(said: Said) -> str:
    return _about(said) or _been(said)


def _been(said: Said) -> str:
    return "date has not been yet" if said["date"] > clock.day() else ""


def _about(said: Said) -> str:
    kind, _colon, ref = said["about"].partition(":")
    if said["about"] and (kind not in moderation.SUBJECTS or not ref):
        return f"about is no kind:id of {', '.join(sorted(moderation.SUBJECTS))}"
    return ""


TOLD: Mapping[str, Shape] = {
    "use": Shape(
        texts={**SHARED, "product": 200, "who": 120, "setting": 20, "still": 8, "how": TEXT_LENGTH,
               "happened": TEXT_LENGTH, "after": TEXT_LENGTH},
        needed=(*NEEDED, "product", "who", "setting", "date", "happened"), days=(*DAYS, "after_on"), months=("date",),
        truths=("adapted", "example"), lists=("werkplaatsen",), wrong=_use,
        choices={**PERSPECTIVES, "setting": Setting.values, "still": Still.values},
    ),
    "story": Shape(
        texts={**SHARED, "about": 250, **dict.fromkeys(Story.TEXTS, TEXT_LENGTH)}, needed=NEEDED, days=DAYS,
        truths=("example",), lists=("werkplaatsen",), choices=PERSPECTIVES, wrong=_story,
    ),
    "change": Shape(
        texts={**SHARED, "about": 250, "who": 120, "what": TEXT_LENGTH, "significance": TEXT_LENGTH,
               "contribution": TEXT_LENGTH},
        needed=(*NEEDED, "who", "what", "date", "significance", "contribution"), days=DAYS, months=("date",),
        truths=("example",), lists=("werkplaatsen",), choices=PERSPECTIVES, wrong=_change,
    ),
    "element": Shape(texts={"id": 200, "title": 80, "text": 2000}, needed=("id", "title"), wrong=wrong_wording),
}  # fmt: skip
# What somebody independent says of a change.
SEEN_TOO = Shape(
    texts={"id": 40, "agrees": 8, "role": 120, "text": TEXT_LENGTH}, days=("date",),
    needed=("id", "agrees", "role", "date"), choices={"agrees": Agreement.values}, most=5,
)  # fmt: skip


def read_told(kind: str, record: Mapping[str, Any]) -> Said:
    """What a record says, checked, or `Rejected`."""
    said = TOLD[kind].read(record)
    if kind == "change":
        said["seen_too"] = _seen_too(record.get("seen_too"))
    return said


def _seen_too(value: Any) -> list[Said]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Rejected("seen_too is not a list of objects")
    if len(value) > SEEN_TOO.most:
        raise Rejected(f"seen_too has more than {SEEN_TOO.most} objects")
    try:
        found = [SEEN_TOO.read(one) for one in value]
    except Rejected as rejection:
        raise Rejected(f"seen_too: {rejection.reason}") from rejection
    if len({said["id"] for said in found}) < len(found):
        raise Rejected("seen_too has an id more than once")
    return found
