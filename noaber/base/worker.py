# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker: does the waiting work, on any number of machines. Every job is safe to repeat and to interrupt.

What must not be lost is a row that is due; a job only looks for such rows. A job has a *place*: most run in one place
at a time, by a lease in the database (`leases`); those that share their rows by claiming them run in every worker; and
those that keep something in the data folder run once a folder. It has a *lane* too, a thread of its own in each worker:
what takes long does not hold up the mail.
"""

import enum
import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from noaber.base import clock, leases

log = logging.getLogger(__name__)
TICK = 0.25
# How often what is known of a job is written down; of one that runs less often every time.
NOTE_EVERY = 10.0
# After so long in one job its lane leaves its other jobs to other workers, and later also that job.
LONG = 300.0
STUCK = 3600.0
# So long a worker that is told to stop finishes what it is at.
GRACE = 25.0


class Place(enum.Enum):
    """Where a job runs."""

    ONE = "one worker at a time"
    ALL = "every worker"
    HERE = "once a data folder"


class Lane(enum.Enum):
    """A thread of each worker."""

    QUICK = "quick"
    SLOW = "slow"


@dataclass
class Job:
    """Something to do every so many seconds."""

    name: str
    seconds: float
    run: Callable[[], object]
    place: Place = Place.ONE
    lane: Lane = Lane.QUICK
    last: float | None = None
    noted: float = 0.0
    runs: list[leases.Run] = field(default_factory=list)


JOBS: dict[str, Job] = {}


def every(
    *, seconds: float, name: str, place: Place = Place.ONE, lane: Lane | None = None
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function for the worker to run every `seconds`; what is not often needed goes in the slow lane."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        chosen = lane or (Lane.QUICK if seconds < 60 else Lane.SLOW)
        JOBS[name] = Job(name, seconds, function, place, chosen)
        return function

    return register


class Work:
    """One worker in this process: its lanes, what it holds, and what each lane is at."""

    def __init__(self) -> None:
        self.holder = leases.Holder()
        self.at: dict[Lane, tuple[str, float]] = {}
        self.jobs = {name: Job(j.name, j.seconds, j.run, j.place, j.lane) for name, j in JOBS.items()}
        self._folder: IO[str] | None = None

    def run_due(self, lane: Lane, stop: threading.Event) -> None:
        """Run each job of a lane whose time has come; one that fails is logged and does not stop the others."""
        for job in self.jobs.values():
            if job.lane == lane and not stop.is_set() and self._is_due(job):
                self._run(job)

    def _is_due(self, job: Job) -> bool:
        if job.place is Place.ONE and not self.holder.holds(job.name):
            job.last = None
            return False
        if job.place is Place.HERE and not self._has_folder():
            return False
        if job.last is not None:
            return time.monotonic() - job.last >= job.seconds
        # The first time here: another worker may have done it a moment ago.
        due_at = self.holder.due.get(job.name) if job.place is Place.ONE else None
        return due_at is None or due_at <= clock.now()

    def _run(self, job: Job) -> None:
        job.last, began_at, done, error = time.monotonic(), clock.now(), 0, ""
        self.at[job.lane] = (job.name, job.last)
        try:
            result = job.run()
            done = int(result) if isinstance(result, int) else 0
        except Exception as failure:
            log.exception("worker job %s failed", job.name)
            error = repr(failure)
        finally:
            self.at.pop(job.lane, None)
        job.runs.append(leases.Run(began_at, time.monotonic() - job.last, done, error))
        self._note(job)

    def _note(self, job: Job, *, now: bool = False) -> None:
        rare = job.seconds >= NOTE_EVERY or bool(job.runs[-1].error)
        if not (now or rare or time.monotonic() - job.noted >= NOTE_EVERY):
            return
        due_at = job.runs[-1].began_at + timedelta(seconds=job.seconds)
        try:
            leases.note(job.name, job.runs, due_at)
        except DatabaseError:
            log.exception("how %s went could not be written down", job.name)
        job.runs, job.noted = [], time.monotonic()

    def renew(self) -> None:
        """Keep what this worker holds, but not what a lane that is at something long cannot come to."""
        now, busy = time.monotonic(), set()
        for lane, (name, since) in list(self.at.items()):
            if now - since > LONG:
                busy |= {job.name for job in self.jobs.values() if job.lane == lane and job.name != name}
            if now - since > STUCK:
                busy.add(name)
        self.holder.renew([job.name for job in self.jobs.values() if job.place is Place.ONE], busy)

    def end(self) -> None:
        """Leave everything to others."""
        for job in self.jobs.values():
            if job.runs:
                self._note(job, now=True)
        self.holder.release()
        if self._folder is not None:
            self._folder.close()

    def _has_folder(self) -> bool:
        if self._folder is None:
            self._folder = _locked("folder.lock")
        return self._folder is not None


def _locked(name: str) -> IO[str] | None:
    """A file in the data folder that this process has, or nothing while another has it; it goes with the process."""
    file = (Path(settings.DATA_DIR) / name).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def run_forever(stop: threading.Event) -> None:
    """Work until `stop` is set, beside any number of other workers; then leave what was held to them."""
    work = Work()
    with _connections():
        _until_done(lambda: leases.make_known(work.jobs), stop)
        _until_done(work.renew, stop)
        lanes = [threading.Thread(target=_go, args=(work, lane, stop), name=f"noaber-{lane.value}", daemon=True)
                 for lane in Lane]  # fmt: skip
        for thread in lanes:
            thread.start()
        while not stop.wait(leases.RENEW_EVERY):
            close_old_connections()
            _until_done(work.renew, stop)
        until = time.monotonic() + GRACE
        for thread in lanes:
            thread.join(max(0.0, until - time.monotonic()))
        close_old_connections()
        work.end()


def _until_done(step: Callable[[], object], stop: threading.Event) -> None:
    """Do one step; where the database is away, again until it is back."""
    while not stop.is_set():
        try:
            step()
            return
        except DatabaseError:
            log.exception("the worker cannot reach the database; it goes on trying")
            close_old_connections()
            stop.wait(1.0)


def _go(work: Work, lane: Lane, stop: threading.Event) -> None:
    with _connections():
        while not stop.is_set():
            close_old_connections()
            work.run_due(lane, stop)
            stop.wait(TICK)


@contextmanager
def _connections() -> Iterator[None]:
    """What this thread opened is closed when it ends."""
    try:
        yield
    finally:
        connections.close_all()


def run_alone(stop: threading.Event) -> None:
    """Work in one of the web processes of this machine; should that one die, another takes over within a second."""
    lock = None
    while lock is None and not stop.is_set():
        lock = _locked("worker.lock")
        if lock is None:
            stop.wait(1.0)
    if lock is not None:
        with lock:
            run_forever(stop)


def start_thread() -> threading.Event:
    """Start the worker beside the web process; returns the event that stops it."""
    stop = threading.Event()
    threading.Thread(target=run_alone, args=(stop,), name="noaber-worker", daemon=True).start()
    return stop
