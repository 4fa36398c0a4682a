# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work in the background: imports, and looking after links.

Waiting for another host must not keep mail waiting, so this work has a thread of its own beside the worker's; the
worker starts it whenever there is something to do, and it ends when there is nothing left.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connections

from noaber import exchange
from noaber.base import clock
from noaber.base.lifecycle import IllegalMove
from noaber.base.verdicts import Refused
from noaber.base.worker import every
from noaber.exchange import import_actions, import_queries, link_actions, link_queries, reading_actions, taking_actions
from noaber.exchange.checking import look_at
from noaber.exchange.fetch import Unfetched
from noaber.exchange.match_queries import Resemblance
from noaber.exchange.models import ImportRun
from noaber.exchange.reading import read_some

log = logging.getLogger(__name__)
LINKS_A_TIME = 20
PLACES_A_TIME = 500
# Between two batches others get their turn to write.
BREATH = 0.1
_threads: dict[str, threading.Thread] = {}


def beside(name: str, work: Callable[[], object]) -> None:
    """Do work in a thread of its own, one of each name at a time."""
    running = _threads.get(name)
    if running is not None and running.is_alive():
        return
    thread = threading.Thread(target=_work, args=(work,), name=f"noaber-{name}", daemon=True)
    _threads[name] = thread
    thread.start()


def _work(work: Callable[[], object]) -> None:
    close_old_connections()
    try:
        work()
    except Exception:
        log.exception("work beside the worker failed")
    finally:
        connections.close_all()


@every(seconds=1, name="imports")
def start_imports() -> bool:
    """Have imports worked on, when there are any to work on now."""
    waiting = import_queries.at_work().filter(due_at__lte=clock.now()).exists()
    if waiting:
        beside("imports", work_on_imports)
    return waiting


def work_on_imports() -> int:
    """Take every import as far as it goes without an editor; returns how many were worked on."""
    worked = 0
    while (run := import_queries.at_work().filter(due_at__lte=clock.now()).first()) is not None:
        worked += 1
        work_on(run)
    return worked


def work_on(run: ImportRun) -> None:
    """One import, until it waits for an editor, for its source, or is done; a failure is told to the editor."""
    try:
        STEPS[ImportRun.State(run.state)](run)
    except Unfetched as failure:
        if failure.code == "busy":
            reading_actions.wait(run, seconds=failure.retry_after, by=run.by, at=clock.now())
        else:
            _give_up(run, failure.code, failure.what)
    except IllegalMove:
        # An editor stopped it meanwhile, or another worker is further with it.
        log.info("import %s is not where it was", run.pk)
    except Refused as refusal:
        _give_up(run, "refused", refusal.reason)
    except Exception:
        log.exception("import %s failed", run.pk)
        _give_up(run, "broke", "")


def _give_up(run: ImportRun, code: str, what: str) -> None:
    """Before anything was written an import stops; after that it can only be tried again later."""
    run.refresh_from_db()
    if ImportRun.LIFECYCLE.may(run, ImportRun.State.STOPPED):
        import_actions.stop(run, problem=(code, what), by=None, at=clock.now())
    elif run.at_work:
        reading_actions.wait(run, seconds=300, problem=(code, what), by=None, at=clock.now())


def _read(run: ImportRun) -> None:
    while read_some(run):
        run = import_queries.at_work().get(pk=run.pk)
        if run.state != ImportRun.State.READING:
            return
    reading_actions.rows_read(run, by=run.by, at=clock.now())


def _match(run: ImportRun) -> None:
    resemblance = Resemblance(run, run.by)
    while reading_actions.compare(run, resemblance, by=run.by, at=clock.now()):
        time.sleep(BREATH)


def _import(run: ImportRun) -> None:
    while taking_actions.take_over(run, by=run.by, at=clock.now()):
        time.sleep(BREATH)


def _undo(run: ImportRun) -> None:
    edited = [] if run.keep_edited else import_queries.edited_rows(run)
    if edited:
        taking_actions.refuse_undo(run, edited, by=run.by, at=clock.now())
        return
    while taking_actions.take_back(run, by=run.by, at=clock.now()):
        time.sleep(BREATH)


STEPS: dict[ImportRun.State, Callable[[ImportRun], None]] = {
    ImportRun.State.READING: _read,
    ImportRun.State.MATCHING: _match,
    ImportRun.State.IMPORTING: _import,
    ImportRun.State.UNDOING: _undo,
}


@every(seconds=3600, name="link-places")
def find_links() -> int:
    """Note where we link to elsewhere: this only looks at our own database."""
    at, noted = clock.now(), 0
    for name, source in exchange.LINKS.items():
        places = iter(source())
        while batch := list(itertools.islice(places, PLACES_A_TIME)):
            noted += link_actions.note_places(name, batch, by=None, at=at)
        link_actions.forget_places(name, by=None, at=at)
    return noted


@every(seconds=30, name="links")
def start_checking_links() -> bool:
    """Check a few links, where the keeper of this copy wants that."""
    if not settings.LINK_CHECK or not link_queries.due(clock.now()).exists():
        return False
    beside("links", lambda: check_links(LINKS_A_TIME, at=clock.now()))
    return True


def check_links(most: int, *, at: dt.datetime) -> int:
    """Check the links that are due, one of each host at a time; returns how many."""
    checked = 0
    for link in link_queries.one_a_host(link_queries.due(at), most):
        link_actions.note_checked(link, look_at(link.address), by=None, at=clock.now())
        checked += 1
    return checked
