# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an education module says, in the record of a product: checked as the form does, kept as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from noaber.exchange.shapes import Rejected, Shape
from noaber.knowledge.modules import FORMS, LEVELS, QUALIFICATIONS, frameworks

MOST_LINES, MOST_SESSIONS, MOST_HOURS, MOST_POINTS = 20, 30, 5000, 240
SESSION = Shape(
    texts={"title": 200, "form": 20, "material": 1000}, needed=("title",), choices={"form": list(dict(FORMS))}
)
MODULE = Shape(texts={"level": 20, "stage": 60}, lists=("goals", "own", "tasks"), choices={"level": list(dict(LEVELS))})


def read_module(record: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a module, or `Rejected`; nothing when there are none."""
    facts = record.get("module")
    if facts is None or facts == {}:
        return {}
    if not isinstance(facts, dict):
        raise Rejected("module is not an object")
    try:
        _check(facts)
    except Rejected as rejection:
        raise Rejected(f"module: {rejection.reason}") from rejection
    return facts


def _check(facts: Mapping[str, Any]) -> None:
    said = MODULE.read(facts)
    for name in MODULE.lists:
        if not isinstance(facts.get(name, []), list):
            raise Rejected(f"{name} is not a list of texts")
        if len(said[name]) > MOST_LINES:
            raise Rejected(f"{name} has more than {MOST_LINES} lines")
    for name, told in (("tasks", said["tasks"]), ("stages", [said["stage"]] if said["stage"] else [])):
        known = frameworks()[name].items
        for one in told:
            if one not in known:
                raise Rejected(f"{one!r} is not among the {name}; known are {', '.join(known)}")
    _number(facts, "nlqf", QUALIFICATIONS.stop - 1)
    if facts.get("nlqf") is not None and facts["nlqf"] not in QUALIFICATIONS:
        raise Rejected("nlqf is not a whole number from 1 to 8")
    _number(facts, "hours", MOST_HOURS)
    _number(facts, "ec", MOST_POINTS)
    sessions = facts.get("sessions", [])
    if not isinstance(sessions, list) or not all(isinstance(one, dict) for one in sessions):
        raise Rejected("sessions is not a list of objects")
    if len(sessions) > MOST_SESSIONS:
        raise Rejected(f"sessions has more than {MOST_SESSIONS} objects")
    for number, session in enumerate(sessions, 1):
        try:
            SESSION.read(session)
            _number(session, "hours", 500)
        except Rejected as rejection:
            raise Rejected(f"session {number}: {rejection.reason}") from rejection


def _number(record: Mapping[str, Any], name: str, most: int) -> None:
    value = record.get(name)
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Rejected(f"{name} is not a number")
    if not 0 <= value <= most:
        raise Rejected(f"{name} is not between 0 and {most}")
