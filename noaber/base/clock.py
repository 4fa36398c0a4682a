# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one clock, so that a test can set it."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, with its time zone."""
    return timezone.now()
