# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What mail servers report: that a mail could not be delivered (RFC 3464), or that somebody complained (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from typing import Any, Literal

# Of the permanent ones these say something of the mail or of this moment, not of the address.
PASSING = re.compile(r"^5\.(2\.[23]|3\.|4\.[67]|6\.|7\.)")


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported: for good (`bounced`), for this mail (`refused`), later perhaps (`delayed`), or `complained`."""

    what: Literal["bounced", "refused", "delayed", "complained"]
    status: str
    said: str


def read(message: Message) -> Report | None:
    """The report that a mail is, or nothing when it is none; what is cut off or garbled is none."""
    if message.get_content_type() != "multipart/report":
        return None
    kind = str(message.get_param("report-type") or "").lower()
    if kind == "feedback-report":
        return _complaint(message)
    return _status(message) if kind in ("delivery-status", "") else None


def parts(message: Message, kind: str) -> Iterator[Message]:
    """The parts of a type, also inside what was attached."""
    return (part for part in message.walk() if part.get_content_type() == kind)


def _complaint(message: Message) -> Report | None:
    for part in parts(message, "message/feedback-report"):
        fields = _fields(part)
        # "not-spam" takes back; other words are about something else.
        if fields.get("feedback-type", "").lower() in ("abuse", "fraud", "opt-out", "opt-out-list"):
            return Report("complained", "", fields.get("user-agent", ""))
    return None


def _status(message: Message) -> Report | None:
    for part in parts(message, "message/delivery-status"):
        blocks: Any = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            action = str(block.get("Action", "")).strip().lower()
            found = re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(block.get("Status", "")))
            if not action or found is None:
                continue
            said = " ".join(str(block.get("Diagnostic-Code", "")).split())
            return Report(_what(action, found[0]), found[0], f"{found[0]} {said}"[:300])
    return None


def _what(action: str, status: str) -> Any:
    if action != "failed" or not status.startswith("5"):
        return "delayed"
    return "refused" if PASSING.match(status) else "bounced"


def _fields(part: Message) -> dict[str, str]:
    """The lines of a part that is headers itself, whether or not the parser took it so."""
    inner: Any = part.get_payload()
    if isinstance(inner, list) and inner:
        return {name.lower(): str(value).strip() for name, value in inner[0].items()}
    content = part.get_payload(decode=True)
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
    lines = (line.partition(":") for line in text.splitlines())
    return {name.strip().lower(): value.strip() for name, _colon, value in lines if name and value}


def is_automatic(message: EmailMessage) -> bool:
    """Whether a machine sent this: an answer while on holiday, a list, a report, or a loop."""
    told = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    bulk = str(message.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list", "auto_reply")
    marks = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Noaber-Key", "Feedback-ID")
    nobody = str(message.get("Return-Path", "x")).strip() == "<>"
    quiet = str(message.get("X-Auto-Response-Suppress", "")).strip().lower() not in ("", "none")
    # Exchange puts the last one on what people write too: only with a mark of a machine it says something.
    return (
        told != "no"
        or bulk
        or nobody
        or any(mark in message for mark in marks)
        or message.get_content_type() == "multipart/report"
        or (quiet and str(message.get("Subject", "")).lower().startswith(("automatisch", "automatic", "afwezig")))
    )
