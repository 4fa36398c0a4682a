# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small aids for tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text: str = "2026-03-14 10:00") -> datetime:
    """A moment in Dutch time, such as `2026-03-14 10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
