# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A strict check of iCalendar: programs that read calendars take nearly everything."""

from __future__ import annotations

import re

from icalendar import Calendar, Event

REQUIRED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "STATUS", "SUMMARY")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ONCE = (*REQUIRED, "URL", "LOCATION", "DESCRIPTION")


def faults(text: str) -> list[str]:
    """What is wrong with a calendar; nothing when it is as RFC 5545 and 7986 and our own rules want it."""
    wrong = [] if re.fullmatch(r"(?:[^\r\n]+\r\n)+", text) else ["a line does not end in CRLF, or is empty"]
    lines = text.replace("\r\n", "\n").split("\n")
    wrong += [f"more than 75 octets: {line[:40]}" for line in lines if len(line.encode()) > 75]
    wrong += [
        f"a sign that is no text: {line[:40]!r}" for line in lines if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line)
    ]
    whole = Calendar.from_ical(text)
    wanted = {"VERSION": "2.0", "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH"}
    wrong += [f"{name} is not {value}" for name, value in wanted.items() if str(whole.get(name)) != value]
    wrong += [f"no {name}" for name in ("PRODID", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL") if name not in whole]
    zones = {str(zone.get("TZID")) for zone in whole.walk("VTIMEZONE")}
    used = set(re.findall(r";TZID=([^:;]+)[:;]", text.replace("\r\n ", "")))
    wrong += [f"no VTIMEZONE for {zone}" for zone in used - zones]
    wrong += [] if whole.subcomponents else ["nothing in it"]
    seen: set[str] = set()
    for event in whole.walk("VEVENT"):
        assert isinstance(event, Event)
        uid = str(event.get("UID"))
        wrong += [f"{uid} twice"] if uid in seen else []
        seen.add(uid)
        wrong += [f"{uid}: no {name}" for name in REQUIRED if name not in event]
        wrong += [f"{uid}: {name} more than once" for name in ONCE if isinstance(event.get(name), list)]
        wrong += [f"{uid}: DURATION"] if "DURATION" in event else []
        if "DTSTART" in event and "DTEND" in event and not event.end > event.start:
            wrong.append(f"{uid}: it ends not later than it begins")
    return wrong
