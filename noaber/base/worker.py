# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker: one thread on one node that does the waiting work. Every job is safe to repeat and to interrupt."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)


@dataclass
class Job:
    """Something to do every so many seconds."""

    name: str
    seconds: float
    run: Callable[[], object]
    last: float = field(default=0.0)


JOBS: dict[str, Job] = {}


def every(*, seconds: float, name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function for the worker to run every `seconds`."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        JOBS[name] = Job(name, seconds, function)
        return function

    return register


def run_due(moment: float) -> None:
    """Run each job whose time has come; one that fails is logged and does not stop the others."""
    for job in JOBS.values():
        if moment - job.last >= job.seconds:
            job.last = moment
            try:
                job.run()
            except Exception:
                log.exception("worker job %s failed", job.name)


def run_forever(stop: threading.Event) -> None:
    """Work until `stop` is set, on one process of this machine at a time."""
    lock_path = Path(settings.DATA_DIR) / "worker.lock"
    with lock_path.open("w") as lock:
        while not stop.is_set():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                # Another process works; should it die, its lock goes with it and we take over.
                stop.wait(1.0)
        while not stop.is_set():
            close_old_connections()
            run_due(time.monotonic())
            stop.wait(0.25)


def start_thread() -> threading.Event:
    """Start the worker beside the web process; returns the event that stops it."""
    stop = threading.Event()
    threading.Thread(target=run_forever, args=(stop,), name="noaber-worker", daemon=True).start()
    return stop
