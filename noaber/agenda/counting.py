# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weighing in a process of its own (`counter`), so that no web process does it.

What counts takes seconds to load and much memory, and while a process loads or counts, its other threads wait: with
two hundred people voting in one room they would notice.
"""

from __future__ import annotations

import json
import logging
import select
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings

from noaber.agenda import weighing
from noaber.agenda.outcome import Candidate, Cast, Outcome, Setup

log = logging.getLogger(__name__)
# Seconds that it may take to load, and to weigh; more means that it hangs.
LOADS, WEIGHS = 60.0, 60.0
_here = threading.local()


class Gone(Exception):
    """The process that counts ended, or hangs."""


class Counter:
    """The process that counts, as its only user knows it. Its input is a pipe of theirs, so that it ends with them."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """Its number while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def keep(self) -> None:
        """Have it run and loaded: start it unless it does."""
        if not settings.COUNT_APART or self.pid is not None:
            return
        self.stop()
        # In a session of its own: Ctrl+C in a terminal is for who started it, and it follows.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "noaber.agenda.counter"], cwd=settings.BASE_DIR, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
        )  # fmt: skip
        self._line(LOADS)

    def weigh(self, candidates: Sequence[Candidate], casts: Sequence[Cast], setup: Setup) -> Outcome:
        """The outcome of a round, as `weighing.weigh` gives it; `Gone` when it ends meanwhile."""
        if self._process is None or self._process.stdin is None:
            raise Gone
        asked = {
            "candidates": [one.as_json() for one in candidates],
            "casts": [one.as_json() for one in casts],
            "setup": setup.as_json(),
        }
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Outcome.from_json(json.loads(self._line(WEIGHS)))

    def stop(self) -> None:
        """End it, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    pass  # What was still to be written is for nobody now.
        process.wait()

    def _line(self, seconds: float) -> str:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        if not select.select([process.stdout], [], [], seconds)[0] or not (line := process.stdout.readline()):
            raise Gone(f"the process that counts gave no answer (exit code {process.poll()})")
        return line


@contextmanager
def ready() -> Iterator[Counter]:
    """Have a process stand ready for what this thread weighs, until the end of the block."""
    counter = _here.counter = Counter()
    try:
        yield counter
    finally:
        _here.counter = None
        counter.stop()


def weigh(candidates: Sequence[Candidate], casts: Sequence[Cast], setup: Setup) -> Outcome:
    """The outcome of a round, from the process that stands ready or from one for this once; else from here."""
    if not settings.COUNT_APART:
        return weighing.weigh(candidates, casts, setup)
    counter: Counter | None = getattr(_here, "counter", None)
    if counter is None:
        with ready():
            return weigh(candidates, casts, setup)
    for _attempt in range(2):
        try:
            counter.keep()
            return counter.weigh(candidates, casts, setup)
        except (Gone, OSError):
            log.warning("the process that counts ended", exc_info=True)
            counter.stop()
    return weighing.weigh(candidates, casts, setup)
