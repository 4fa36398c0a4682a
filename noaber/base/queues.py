# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queues of work, for who looks after a copy: how much waits and since when, what failed and why, and once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db.models import F, Min, Model, Q

# What is due and waits so long, nobody works on.
LATE = timedelta(minutes=15)
# A row that was put off further than any rule does so was put off by a clock that was wrong.
FAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a queue is due, since when, and how much failed for good."""

    waiting: int
    oldest: datetime | None
    failed: int

    def is_late(self, at: datetime) -> bool:
        """Whether what waits is looked after too slowly, or not at all."""
        return self.oldest is not None and at - self.oldest > LATE


@dataclass(frozen=True, slots=True)
class Failure:
    """One piece of work that failed, also one that is tried again by itself."""

    pk: int
    what: str
    error: str
    since: datetime
    attempts: int
    # Whether it is not tried again any more unless somebody says so.
    final: bool


class Queue(Protocol):
    """Rows that are worked on."""

    title: Any

    def standing(self, at: datetime) -> Standing:
        """How it stands now."""

    def failures(self, limit: int) -> Sequence[Failure]:
        """What failed, newest first."""

    def retry(self, pk: int, *, at: datetime) -> bool:
        """Have one that failed done once more; no when there is no such row (any more)."""

    def recover(self, at: datetime) -> int:
        """Make due what was forgotten; returns how much."""


QUEUES: dict[str, Queue] = {}


def register(name: str, queue: Queue) -> None:
    """Make a queue known; called from an app's `ready`."""
    QUEUES[name] = queue


def standings(at: datetime) -> Iterator[tuple[str, Standing]]:
    """Every queue by its name."""
    for name, queue in QUEUES.items():
        yield name, queue.standing(at)


class Rows:
    """A queue in a table with `due_at` (empty is due), `attempts` and `last_error`.

    `undone` says which rows wait, `since` names the field of the moment that a row came, `most` how often one is tried.
    """

    def __init__(self, title: Any, model: type[Model], *, undone: Q, since: str, most: int) -> None:
        self.title, self._since, self._most = title, since, most
        self._model, self._undone = model, undone

    def _rows(self) -> Any:
        return self._model._default_manager.filter(self._undone)

    def standing(self, at: datetime) -> Standing:
        """How it stands now."""
        tried = self._rows().filter(attempts__lt=self._most)
        # What is put off until later is not late: its time counts from when it is due.
        due = tried.filter(Q(due_at__isnull=True) | Q(due_at__lte=at))
        waiting = due.count()
        oldest = due.aggregate(born=Min(self._since, filter=Q(due_at__isnull=True)), due=Min("due_at"))
        moments = [moment for moment in oldest.values() if moment is not None]
        failed = self._rows().filter(attempts__gte=self._most).count()
        return Standing(waiting, min(moments, default=None), failed)

    def failures(self, limit: int) -> list[Failure]:
        """What failed, newest first."""
        rows = self._rows().filter(attempts__gt=0).annotate(since_=F(self._since)).order_by("-pk")
        return [
            Failure(row.pk, str(row), row.last_error, row.since_, row.attempts, row.attempts >= self._most)
            for row in rows[:limit]
        ]

    def retry(self, pk: int, *, at: datetime) -> bool:
        """Have one that failed done once more; no when there is no such row (any more)."""
        rows = self._rows().filter(pk=pk, attempts__gt=0)
        return bool(rows.update(attempts=0, due_at=at))

    def recover(self, at: datetime) -> int:
        """Make due what was forgotten; returns how much."""
        far = self._rows().filter(attempts__lt=self._most, due_at__gt=at + FAR)
        return int(far.update(due_at=at))
