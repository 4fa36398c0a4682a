# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments as a calendar that other programs read (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

# A line holds no more bytes than this; what is longer goes on in the next, after a space.
LONGEST = 75


@dataclass(frozen=True)
class Moment:
    """One thing in a calendar; `uid` is its name for ever, `sequence` grows when it changes."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0


def calendar(name: str, moments: Iterable[Moment]) -> str:
    """A whole calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Noaber//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    for moment in moments:
        lines += _lines(moment)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _lines(moment: Moment) -> list[str]:
    told = [
        ("UID", moment.uid), ("SEQUENCE", str(moment.sequence)), ("DTSTAMP", _utc(moment.changed_at)),
        ("DTSTART", _utc(moment.starts_at)), ("DTEND", _utc(moment.ends_at)), ("SUMMARY", _text(moment.title)),
        ("LOCATION", _text(moment.place)), ("DESCRIPTION", _text(moment.text)), ("URL", moment.url),
    ]  # fmt: skip
    return ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in told if value), "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A text in which no sign means something else; control signs are not text."""
    plain = "".join(one for one in value.replace("\r\n", "\n").replace("\r", "\n") if one == "\n" or one.isprintable())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, never in the middle of a letter."""
    pieces, piece, length = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST:
            pieces.append(piece)
            piece, length = " ", 1
        piece += letter
        length += size
    return "\r\n".join([*pieces, piece]) + "\r\n"
