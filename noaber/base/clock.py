# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one clock, so that a test can set it; and the moment that a written day stands for."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone


def now() -> datetime:
    """This instant, with its time zone."""
    return timezone.now()


def day(at: datetime | None = None) -> date:
    """The day it is in the Netherlands at this moment, or now; `date()` of a moment says the day in Greenwich."""
    return timezone.localdate(at or now())


def moment_of(told: Any) -> datetime | None:
    """Noon of a day, or of the first day of a month or a year; None when it is nothing of the kind."""
    text = str(told or "")[:10]
    for missing in ("", "-01", "-01-01"):
        try:
            first = date.fromisoformat(text + missing)
        except ValueError:
            continue
        return timezone.make_aware(datetime.combine(first, time(12)))
    return None
