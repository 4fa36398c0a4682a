# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting at the moment that weighing closes, by a thread beside the worker that stands ready for it.

The counting itself is done by a process of its own (see `counting`), which this thread has running and loaded while a
round is being weighed, and starts again when it ends; and whatever the worker is busy with does not hold it up. Where
no worker runs, who reads the page has it counted after a while.
"""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from noaber.agenda import ballot_actions, counting, queries
from noaber.agenda.models import Round
from noaber.base import clock
from noaber.base.worker import every
from noaber.ledger.actions import left_to_worker

log = logging.getLogger(__name__)
LOOK_EVERY = 0.1
# Seconds before closing at which it is counted already: where nobody votes after that, the outcome is there at once.
AHEAD = 1.5
_standing = threading.Lock()


@every(seconds=2, name="agenda.count")
def stand_by() -> bool:
    """While something is weighed or waits to be counted: have a thread ready. Says whether one was started."""
    if queries.next_closing(clock.now()) is None or not _standing.acquire(blocking=False):
        return False
    threading.Thread(target=_stand, name="noaber-count", daemon=True).start()
    return True


def count_closed(at: datetime) -> int:
    """Count every round that closed; returns how many."""
    return len([ballot_actions.count(round, by=None, at=at) for round in queries.to_count(at)])


def wait_for_count(round: Round, at: datetime) -> None:
    """Let a reader who comes right after closing wait for the count; if it does not come, have it counted."""
    until = time.monotonic() + (round.closes_at + queries.PATIENCE - at).total_seconds()
    while not queries.is_counted(round):
        if time.monotonic() >= until:
            _count_for(round, at)
            return
        time.sleep(LOOK_EVERY / 2)


def _count_for(round: Round, at: datetime) -> None:
    """Count for a reader; the other readers wait for it, whatever process they came to."""
    with _one_at_a_time(), counting.ready() as counter:
        if not queries.is_counted(round):
            # Loading takes a while, in which nothing is held in the database.
            counter.keep()
            ballot_actions.count(round, by=None, at=at)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (Path(settings.DATA_DIR) / "count.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _count_ahead(closes: datetime) -> None:
    """Have what closes then counted as it is now; the process that counts remembers it, and nothing is kept."""
    for round in queries.to_count(closes):
        counting.weigh(*queries.weighing_of(round))


def _stand() -> None:
    try:
        with counting.ready() as counter:
            ahead = None
            while (closes := queries.next_closing(clock.now())) is not None:
                counter.keep()
                # Everybody opens the result now; the mails about it come after.
                with left_to_worker():
                    count_closed(clock.now())
                left = (closes - clock.now()).total_seconds()
                if 0 < left < AHEAD and ahead != closes:
                    ahead = closes
                    _count_ahead(closes)
                else:
                    time.sleep(left if 0 < left < LOOK_EVERY else LOOK_EVERY)
    except Exception:
        log.exception("counting stopped; the worker starts it again")
    finally:
        connection.close()
        _standing.release()
