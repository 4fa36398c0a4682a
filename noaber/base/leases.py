# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may run which periodic job: a row says so for half a minute, and is renewed while its worker lives.

A worker that is killed stops renewing, and another one takes over. One that cannot reach the database stops by itself
when its half minute is over, so that a job runs in one place at a time.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from noaber.base import clock
from noaber.base.models import Job, Worker

LEASE = timedelta(seconds=30)
RENEW_EVERY = 10.0
# A worker of which nothing was heard for so long is not there any more.
GONE = timedelta(minutes=1)
FORGOTTEN = timedelta(days=1)


@dataclass
class Run:
    """How a job went since it was last written down."""

    began_at: datetime
    seconds: float
    done: int
    error: str


@dataclass
class Holder:
    """This process as a worker: the jobs it holds, and until when by its own clock, which nobody can set back."""

    name: str = field(default_factory=lambda: f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}")
    held: dict[str, float] = field(default_factory=dict)
    due: dict[str, datetime | None] = field(default_factory=dict)
    began_at: datetime = field(default_factory=clock.now)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, job: str) -> bool:
        """Whether this worker may run a job at this moment."""
        return self.held.get(job, 0.0) > time.monotonic()

    def free_the_dead(self) -> None:
        """What a worker on this machine had, that was killed, need not wait until its lease is over."""
        for name in Worker.objects.filter(machine=socket.gethostname()).values_list("name", flat=True):
            if name != self.name and not _lives(int(name.split(":")[-2])):
                Job.objects.filter(holder=name).update(holder="", until=None)
                Worker.objects.filter(name=name).delete()

    def renew(self, jobs: Collection[str], busy: Collection[str] = ()) -> None:
        """Say that this worker is there, keep what it holds, and take what is free; `busy` jobs are given up."""
        at, until = clock.now(), time.monotonic() + LEASE.total_seconds()
        self.free_the_dead()
        with transaction.atomic():
            Worker.objects.update_or_create(
                name=self.name,
                defaults={"seen_at": at},
                create_defaults={"machine": socket.gethostname(), "began_at": self.began_at, "seen_at": at},
            )
            wanted = Job.objects.filter(name__in=[job for job in jobs if job not in busy])
            free = Q(holder=self.name) | Q(holder="") | Q(until__lt=at)
            # One statement: of two workers at once one finds the row taken.
            wanted.filter(free).update(holder=self.name, until=at + LEASE)
            mine = dict(wanted.filter(holder=self.name).values_list("name", "due_at"))
        with self.lock:
            self.held = dict.fromkeys(mine, until)
            self.due.update(mine)

    def release(self) -> None:
        """Leave everything to others, at once."""
        with self.lock:
            self.held = {}
        with transaction.atomic():
            Job.objects.filter(holder=self.name).update(holder="", until=None)
            Worker.objects.filter(name=self.name).delete()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def make_known(jobs: Iterable[str]) -> None:
    """A row for every job there is."""
    Job.objects.bulk_create([Job(name=name) for name in jobs], ignore_conflicts=True)


@transaction.atomic
def note(job: str, runs: Collection[Run], due_at: datetime) -> None:
    """Write down how a job went, and when it is due again."""
    last, failures = list(runs)[-1], 0
    for run in runs:
        failures = failures + 1 if run.error else 0
    went_well = any(not run.error for run in runs)
    Job.objects.filter(name=job).update(
        due_at=due_at,
        began_at=last.began_at,
        ended_at=last.began_at + timedelta(seconds=last.seconds),
        seconds=max(run.seconds for run in runs),
        done=F("done") + sum(run.done for run in runs),
        failures=failures if went_well else F("failures") + failures,
        last_error=last.error[:300],
    )


def forget_gone(at: datetime) -> int:
    """Drop workers of which nothing was heard for a day."""
    return Worker.objects.filter(seen_at__lt=at - FORGOTTEN).delete()[0]


def workers(at: datetime) -> list[Worker]:
    """The workers that are there."""
    return list(Worker.objects.filter(seen_at__gte=at - GONE).order_by("began_at"))


@transaction.atomic
def claim(rows: QuerySet[Any], *, limit: int, until: datetime) -> list[int]:
    """Take some of these rows by making them due again only later: whoever is killed with them loses them by then.

    On PostgreSQL rows that another takes at the same moment are passed by; on SQLite there is one writer at a time.
    """
    skip = connection.features.has_select_for_update_skip_locked
    found = rows.select_for_update(skip_locked=skip, of=("self",) if skip else ())
    keys = list(found.values_list("pk", flat=True)[:limit])
    rows.model._base_manager.filter(pk__in=keys).update(due_at=until)
    return keys
