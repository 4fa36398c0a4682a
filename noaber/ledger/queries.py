# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the ledger."""

from typing import Any

from django.db.models import Max

from noaber.ledger.models import Entry

# How far an entry that was written at the same time can be behind: far more than can be under way at once.
NEAR = 1000


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
    """Grows with every entry; 0 when there is none.

    On PostgreSQL an entry may become visible after one with a higher number, when two are written at the same time. So
    the newest number alone would not show it: the number of entries near the newest counts too.
    """
    newest = Entry.objects.aggregate(newest=Max("seq"))["newest"] or 0
    return newest + Entry.objects.filter(seq__gt=newest - NEAR).count()
