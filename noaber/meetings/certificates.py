# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The certificate of who was there: what stands on it, and when there is one."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.base.pdf import pdf
from noaber.base.verdicts import YES, Verdict, no
from noaber.meetings import checkin_queries, queries
from noaber.meetings.models import Registration

STYLE = Path(__file__).parent / "data" / "certificate.css"


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text()


def may_have(registration: Registration, at: dt.datetime) -> Verdict:
    """Only who was there, and only afterwards."""
    meeting = registration.meeting
    if meeting.is_cancelled or not meeting.over(at):
        return no(_("Een bewijs is er pas na de bijeenkomst."))
    if registration.came_at is None:
        return no(_("We weten niet dat je er was. Klopt dat niet? Vraag het wie de bijeenkomst organiseerde."))
    return YES


def hours(minutes: int) -> str:
    """A time in words, such as 1 uur en 45 minuten."""
    whole, rest = divmod(minutes, 60)
    parts = [
        ngettext("%(num)s uur", "%(num)s uur", whole) % {"num": whole} if whole else "",
        ngettext("%(num)s minuut", "%(num)s minuten", rest) % {"num": rest} if rest else "",
    ]
    return _(" en ").join(filter(None, parts)) or ngettext("%(num)s minuut", "%(num)s minuten", 0) % {"num": 0}


def told_points(points: Any) -> str:
    """Points without a needless nought, with a comma."""
    return f"{points:f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


def facts(registration: Registration, today: dt.date) -> dict[str, Any]:
    """What stands on the certificate."""
    meeting = registration.meeting
    attended = set(registration.presences.values_list("part", flat=True))
    minutes = checkin_queries.net_minutes(meeting, queries.programme_of(meeting).slots, attended)
    organisers = [one.name for one in (meeting.home, *meeting.shown_by.all()) if one]
    found = checkin_queries.accreditations(meeting)
    return {
        "item": meeting, "registration": registration, "hours": hours(minutes), "today": today,
        "home": meeting.home.name if meeting.home else "Noaber", "language": translation.get_language(),
        "organisers": [*organisers, *(one.title for one in meeting.organisations.all())],
        "accreditations": [(one, told_points(one.points)) for one in found],
    }  # fmt: skip


def certificate(registration: Registration, today: dt.date) -> bytes:
    """The certificate as a PDF, in the language in which somebody signed up."""
    with translation.override(registration.language):
        html = render_to_string("meetings/certificate.html", facts(registration, today))
    return pdf(html, _style())
