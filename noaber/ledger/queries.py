# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the ledger."""

from typing import Any

from django.db.models import Max

from noaber.ledger.models import Entry


def subject_key(subject: Any) -> tuple[str, str]:
    """Kind and ref of a thing, or of a string such as `question:v-x7k2m9qa`."""
    if isinstance(subject, str):
        kind, _colon, ref = subject.partition(":")
        return kind, ref
    return subject.KIND, subject.ref


def trail(subject: Any) -> list[Entry]:
    """What happened to a thing, oldest first."""
    kind, ref = subject_key(subject)
    return list(Entry.objects.filter(kind=kind, ref=ref).order_by("at", "seq"))


def generation() -> int:
    """The number of the newest entry, 0 when there is none."""
    return Entry.objects.aggregate(newest=Max("seq"))["newest"] or 0
