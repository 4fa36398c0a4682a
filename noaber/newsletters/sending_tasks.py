# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deliveries in the database while they go out: written, claimed, handed over, answered. Every step is short, and safe
to repeat and to interrupt; whichever process dies, what was handed over is never taken for waiting."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from noaber.base.models import Tally
from noaber.newsletters import suppressing_actions
from noaber.newsletters.models import Delivery, Issue, State, Subscription
from noaber.newsletters.queries import digest, suppressed
from noaber.newsletters.wire import Answer

Stage = Delivery.Stage
FILL = 1_000
BATCH = 100
# A process that dies with its twin leaves its claims for this long.
CLAIM = timedelta(minutes=5)
MOST_ATTEMPTS = 8
TABLE = Delivery._meta.db_table


@dataclass(frozen=True, slots=True)
class Job:
    """A delivery that this process sends."""

    pk: int
    token: str
    issue: int
    subscription: str
    email: str
    regions: tuple[str, ...]


def token() -> str:
    """A name that nobody guesses, in lower case: mail servers do not always keep capitals."""
    return secrets.token_hex(10)


def fill(issue: Issue, at: datetime) -> int:
    """Write the next deliveries of an issue that is being sent; returns how many, none when all of them are there."""
    with transaction.atomic():
        issue = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
        if issue.state != State.SENDING or issue.filled_at is not None:
            return 0
        running = Subscription.objects.filter(
            newsletter=issue.newsletter_id, confirmed_at__lte=issue.begun_at, ended_at__isnull=True
        )
        found = list(running.filter(pk__gt=issue.filled_to).order_by("pk").values_list("pk", flat=True)[:FILL])
        Delivery.objects.bulk_create(
            (Delivery(issue=issue, subscription_id=pk, token=token(), due_at=at, changed_at=at) for pk in found),
            ignore_conflicts=True,
        )
        issue.filled_to = found[-1] if found else issue.filled_to
        issue.filled_at = None if len(found) == FILL else at
        issue.save(update_fields=["filled_to", "filled_at"])
        return len(found)


def is_due(at: datetime) -> bool:
    """Whether anything waits that nobody sends."""
    return _free(at).exists()


def _free(at: datetime) -> QuerySet[Delivery]:
    waiting = Delivery.objects.filter(stage=Stage.WAITING, due_at__lte=at)
    return waiting.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=at))


@transaction.atomic
def claim(process: str, at: datetime, most: int = BATCH) -> list[Job]:
    """Take some deliveries that wait; nobody else has them. Who stopped meanwhile, or may get no mail, is left out."""
    most = _within_rate(most, at)
    locked = _free(at).order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        locked = locked.select_for_update(skip_locked=True, of=("self",))
    found = list(locked.values_list("pk", flat=True)[:most])
    if not found:
        return []
    rows = Delivery.objects.filter(pk__in=found).order_by("pk").select_related("subscription")
    gone = suppressed([row.subscription.email for row in rows])
    left_out = {row.pk for row in rows if not row.subscription.runs or row.subscription.email in gone}
    Delivery.objects.filter(pk__in=left_out).update(stage=Stage.SKIPPED, changed_at=at)
    taken = [row for row in rows if row.pk not in left_out]
    Delivery.objects.filter(pk__in=[row.pk for row in taken]).update(claimed_by=process, claimed_until=at + CLAIM)
    return [
        Job(row.pk, row.token, row.issue_id, row.subscription.ref, row.subscription.email, _regions(row.subscription))
        for row in taken
    ]


def _regions(subscription: Subscription) -> tuple[str, ...]:
    return tuple(sorted(str(one) for one in subscription.regions))


def _within_rate(most: int, at: datetime) -> int:
    """How many of these may go now: all processes on all machines together keep to so many a minute."""
    if not settings.NEWSLETTERS_A_MINUTE:
        return most
    window, key = int(at.timestamp()) // 60, digest("newsletters.sent")
    row, _new = Tally.objects.select_for_update().get_or_create(
        key=key, window=window, defaults={"expires_at": at + timedelta(minutes=2)}
    )
    now = max(0, min(most, settings.NEWSLETTERS_A_MINUTE - row.count))
    Tally.objects.filter(pk=row.pk).update(count=F("count") + now)
    return now


@dataclass(frozen=True, slots=True)
class Answered:
    """A delivery that was handed over, and what the server said."""

    pk: int
    answer: Answer


def hand_over(job: Job, process: str, before: Answered | None, at: datetime) -> bool:
    """Note the answer to the one before, and that this one is handed over: from now on it is never sent again. Not when
    it is no longer this process's."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with transaction.atomic(), connection.cursor() as cursor:
        if before is not None:
            _answered(before, at)
        cursor.execute(
            f"UPDATE {TABLE} SET stage = 'handed', changed_at = %s"
            " WHERE id = %s AND stage = 'waiting' AND claimed_by = %s",
            [moment, job.pk, process],
        )
        return bool(cursor.rowcount == 1)


def answered(one: Answered, at: datetime) -> None:
    """Note what the server said to a delivery that was handed over."""
    with transaction.atomic():
        _answered(one, at)


def _answered(one: Answered, at: datetime) -> None:
    if not one.answer.yes:
        _refused(one.pk, one.answer, at, at_address=False)
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET stage = 'sent', answer = %s, claimed_by = '', claimed_until = NULL, changed_at = %s"
            " WHERE id = %s AND stage = 'handed'",
            [one.answer.text[:300], connection.ops.adapt_datetimefield_value(at), one.pk],
        )


def refused(job: Job, answer: Answer, at: datetime) -> None:
    """The server wants nothing for this address: now, or ever."""
    with transaction.atomic():
        _refused(job.pk, answer, at, at_address=True)


def _refused(pk: int, answer: Answer, at: datetime, *, at_address: bool) -> None:
    row = Delivery.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None or row.stage not in (Stage.WAITING, Stage.HANDED):
        return
    row.attempts += 1
    row.claimed_by, row.claimed_until = "", None
    row.answer, row.changed_at = answer.text[:300], at
    over = answer.for_ever or row.attempts >= MOST_ATTEMPTS
    row.stage = Stage.REFUSED if over else Stage.WAITING
    row.due_at = at + timedelta(minutes=2**row.attempts)
    row.save(update_fields=["attempts", "claimed_by", "claimed_until", "answer", "changed_at", "stage", "due_at"])
    if answer.for_ever and at_address:
        suppressing_actions.came_back(row.token, permanent=True, answer=answer.text, by=None, at=at)


def left_by(process: str) -> int | None:
    """The delivery that this process handed over and of which the answer was not noted yet. Waits for a transaction
    of a process that died just now."""
    with transaction.atomic():
        rows = Delivery.objects.select_for_update(of=("self",)).filter(claimed_by=process).order_by("pk")
        return next((row.pk for row in rows if row.stage == Stage.HANDED), None)


def release(process: str) -> None:
    """Let others have what this process claimed and did not send."""
    Delivery.objects.filter(claimed_by=process, stage=Stage.WAITING).update(claimed_by="", claimed_until=None)


def close_done(at: datetime) -> Iterable[Issue]:
    """Those issues of which every delivery was tried."""
    open_ = Issue.objects.filter(state=State.SENDING, filled_at__isnull=False)
    return [one for one in open_ if not _left(one, at)]


def _left(issue: Issue, at: datetime) -> bool:
    # What was handed over long ago without an answer keeps no issue open.
    under_way = Q(stage=Stage.WAITING) | Q(stage=Stage.HANDED, changed_at__gt=at - CLAIM)
    return Delivery.objects.filter(under_way, issue=issue).exists()


def unknown(at: datetime) -> QuerySet[Delivery]:
    """What was handed over and of which nobody knows any more whether it was taken: for an operator to look at."""
    return Delivery.objects.filter(stage=Stage.HANDED, changed_at__lt=at - CLAIM)
