# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing the ledger, and following up what was written."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, queues
from noaber.ledger.models import Delivery, Entry
from noaber.ledger.queries import subject_key

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 20
LATEST = timedelta(hours=1)
# Seconds between two parts of what follows one entry.
BREATH = 0.05
DONE = "done"
_left: ContextVar[bool] = ContextVar("noaber_left_to_worker", default=False)


def record(
    verb: str,
    subject: Any,
    *,
    by: Any,
    at: datetime,
    werkplaats: str = "",
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Add an entry in the caller's transaction, and have its handlers run once that commits.

    A verb must be declared first: an undeclared one is a programming error (`KeyError`).
    """
    ledger.VERBS[verb]
    kind, ref = subject_key(subject)
    entry = Entry.objects.create(
        verb=verb, kind=kind, ref=ref, by=by, at=at, werkplaats=werkplaats, reason=reason, data=dict(data or {})
    )
    handlers = ledger.handlers_of(kind, verb, entry.data)
    if handlers:
        Delivery.objects.bulk_create(Delivery(entry=entry, handler=name) for name in handlers)
        if not _left.get():
            transaction.on_commit(lambda: _deliver_entry(entry.pk), robust=True)
    return entry


def record_many(
    verb: str, subjects: Iterable[tuple[Any, str, Mapping[str, Any]]], *, by: Any, at: datetime, batch_size: int = 1_000
) -> int:
    """Add an entry for each subject, with its werkplaats and data, in the caller's transaction. Nothing follows them:
    who records thousands at once follows them up itself. Returns how many."""
    ledger.VERBS[verb]
    entries = []
    for subject, werkplaats, data in subjects:
        kind, ref = subject_key(subject)
        entries.append(Entry(verb=verb, kind=kind, ref=ref, by=by, at=at, werkplaats=werkplaats, data=dict(data)))
    return len(Entry.objects.bulk_create(entries, batch_size=batch_size))


@contextmanager
def left_to_worker() -> Iterator[None]:
    """What is recorded in this block is followed up a little later, by the worker: now something else goes first."""
    before = _left.set(True)
    try:
        yield
    finally:
        _left.reset(before)


def deliver_waiting(limit: int = 200, *, until: datetime | None = None) -> int:
    """Run every handler that has not run yet; the worker's safety net. Says how many ran.

    With a moment: of entries until then, and not those that failed and are put off.
    """
    waiting = Delivery.objects.filter(done_at__isnull=True, attempts__lt=MAX_ATTEMPTS).order_by("entry_id")
    if until is not None:
        due = Q(due_at__isnull=True) | Q(due_at__lte=clock.now())
        waiting = waiting.filter(due, entry__at__lte=until)
    return sum(_deliver_whole(pk) for pk in list(waiting.values_list("pk", flat=True)[:limit]))


def _deliver_entry(seq: int) -> None:
    """Right after the commit, while somebody waits: of what is much only the first part."""
    waiting = Delivery.objects.filter(entry_id=seq, done_at__isnull=True).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        _deliver(pk)


def _deliver_whole(pk: int) -> int:
    """Run one handler until it is done; returns 1 when it ran. Between two parts others get their turn to write."""
    while (ran := _deliver(pk)) == ledger.MORE:
        time.sleep(BREATH)
    return int(ran == DONE)


def _deliver(pk: int) -> str:
    """Run one handler together with the note that it ran: DONE, ledger.MORE, or nothing when it did not."""
    skip = connection.features.has_select_for_update_skip_locked
    try:
        with transaction.atomic():
            # Another worker may be at it right now, or was before us: then it is theirs.
            row = Delivery.objects.select_for_update(of=("self",), skip_locked=skip).select_related("entry")
            delivery = row.filter(pk=pk, done_at__isnull=True).first()
            if delivery is None:
                return ""
            told = delivery.entry
            function = ledger.handlers_of(told.kind, told.verb, told.data).get(delivery.handler)
            if function is not None and function(delivery.entry) == ledger.MORE:
                return ledger.MORE
            delivery.done_at = clock.now()
            delivery.save(update_fields=["done_at"])
            return DONE
    except Exception as error:
        log.exception("ledger handler failed (delivery %s)", pk)
        _put_off(pk, repr(error))
        return ""


def _put_off(pk: int, error: str) -> None:
    """One that failed is tried again, ever later."""
    attempts = Delivery.objects.values_list("attempts", flat=True).get(pk=pk) + 1
    due_at = clock.now() + min(timedelta(seconds=2**attempts), LATEST)
    Delivery.objects.filter(pk=pk).update(attempts=attempts, due_at=due_at, last_error=error[:300])


WAITING = queues.Rows(
    _("Wat volgt op het logboek"), Delivery, undone=Q(done_at__isnull=True), since="entry__at", most=MAX_ATTEMPTS
)
