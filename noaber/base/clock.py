# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one clock, so that a test can set it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, with its time zone."""
    return timezone.now()


def day(at: datetime | None = None) -> date:
    """The day it is in the Netherlands at this moment, or now; `date()` of a moment says the day in Greenwich."""
    return timezone.localdate(at or now())
