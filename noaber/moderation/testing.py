# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions."""

from __future__ import annotations

from typing import Any

from noaber.base.testing import at as moment
from noaber.moderation import actions
from noaber.moderation.models import Report
from noaber.moderation.queries import subject_of

REPORTED_AT = moment("2026-03-14 10:00")


def make_report(thing: Any, **overrides: Any) -> Report:
    """A reader reports that something about this is not right."""
    subject = subject_of(f"{thing.KIND}:{thing.ref}")
    assert subject is not None
    return actions.report(
        subject, **{"why": "wrong", "words": "Dit is verouderd.", "by": None, "at": REPORTED_AT, **overrides}
    )
