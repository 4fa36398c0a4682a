# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who reads along from outside, and what they may read of the conversation."""

from __future__ import annotations

import datetime as dt

from noaber.base import clock
from noaber.knowledge.models import Remark, Version
from noaber.knowledge.outside_models import OutsideReader, OutsideState

# How long before the day somebody is reminded.
SOON = dt.timedelta(days=2)


def outside_of(version: Version) -> list[OutsideReader]:
    """Everybody who was asked, oldest first."""
    return list(version.outside_readers.all())


def heard_by(reader: OutsideReader) -> list[Remark]:
    """What was said since somebody was asked: what went before was said without them."""
    return list(reader.version.remarks.filter(at__gte=reader.at).select_related("by", "outside"))


def to_remind(at: dt.datetime) -> list[OutsideReader]:
    """Who did not answer yet while the day is near or past; an example is nobody's work."""
    waiting = OutsideReader.objects.filter(
        state=OutsideState.ASKED, reminded_at=None, due_on__lte=clock.day(at + SOON), at__lt=at - dt.timedelta(days=1)
    )
    return list(waiting.exclude(mail="").exclude(version__example=True).select_related("version__home", "by"))
