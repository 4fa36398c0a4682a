# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting at the moment that weighing closes, by a thread beside the worker that stands ready for it.

What counts takes seconds to load and much memory, so only this one process loads it, while a round is being weighed;
and whatever the worker is busy with does not hold it up. Where no worker runs, who reads the page counts after a while.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime

from django.db import connection

from noaber.agenda import ballot_actions, queries
from noaber.agenda.kinds import KINDS
from noaber.agenda.models import Round
from noaber.agenda.outcome import Candidate, Cast, Setup
from noaber.agenda.weighing import weigh
from noaber.base import clock
from noaber.base.worker import every

log = logging.getLogger(__name__)
LOOK_EVERY = 0.1
_standing = threading.Lock()


@every(seconds=2, name="agenda.count")
def stand_by() -> bool:
    """While something is weighed or waits to be counted: have a thread ready. Says whether one was started."""
    if not queries.being_weighed(clock.now()) or not _standing.acquire(blocking=False):
        return False
    threading.Thread(target=_stand, name="noaber-count", daemon=True).start()
    return True


def count_closed(at: datetime) -> int:
    """Count every round that closed; returns how many."""
    return len([ballot_actions.count(round, by=None, at=at) for round in queries.to_count(at)])


def wait_for_count(round: Round, at: datetime) -> None:
    """Let a reader who comes right after closing wait for the count; if it does not come, count here."""
    until = time.monotonic() + (round.closes_at + queries.PATIENCE - at).total_seconds()
    while not queries.is_counted(round):
        if time.monotonic() >= until:
            ballot_actions.count(round, by=None, at=at)
            return
        time.sleep(LOOK_EVERY / 2)


def load() -> None:
    """Have everything loaded that a count needs."""
    settings = tuple((slug, kind.settled({}, 2)) for slug, kind in KINDS.items())
    cast = Cast("resident", {"dots": {"1": 1}, "ranking": {"order": [1]}, "scoring": {}, "pairwise": {"1-2": 1}})
    weigh([Candidate(1, ""), Candidate(2, "")], [cast] * 3, Setup(settings, places=1))


def _stand() -> None:
    try:
        load()
        while queries.being_weighed(clock.now()):
            count_closed(clock.now())
            time.sleep(LOOK_EVERY)
    except Exception:
        log.exception("counting stopped; the worker starts it again")
    finally:
        connection.close()
        _standing.release()
