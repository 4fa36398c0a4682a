# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the calendars of others, beside the worker: when they are due is in their own rows."""

from __future__ import annotations

import logging

from noaber.base import clock
from noaber.base.worker import every
from noaber.exchange.fetch import Answer, Unfetched, fetch
from noaber.exchange.outside_reading import LIMIT, read
from noaber.exchange.tasks import beside
from noaber.meetings import outside_actions
from noaber.meetings.outside_models import OutsideCalendar

log = logging.getLogger(__name__)
ACCEPT = "text/calendar, application/rss+xml, application/atom+xml;q=0.9, */*;q=0.5"
STATUSES = {401: "refused", 403: "refused", 404: "gone", 410: "gone", 429: "busy", 503: "busy"}


@every(seconds=30, name="outside-calendars")
def start_harvesting() -> bool:
    """Read the calendars that are due, when there are any."""
    waiting = OutsideCalendar.objects.filter(due_at__lte=clock.now()).exists()
    if waiting:
        beside("outside-calendars", harvest_due)
    return waiting


def harvest_due() -> int:
    """Every calendar that is due, longest waiting first; returns how many."""
    due = list(OutsideCalendar.objects.filter(due_at__lte=clock.now()).order_by("due_at", "pk"))
    for calendar in due:
        harvest(calendar)
    return len(due)


def harvest(calendar: OutsideCalendar) -> None:
    """Read one calendar; whatever goes wrong is told to its coordinator."""
    try:
        found = read(_asked(calendar.url).body, clock.now())
        outside_actions.keep_found(calendar, found.found, left_out=found.left_out, by=None, at=clock.now())
    except Unfetched as failure:
        outside_actions.note_problem(calendar, failure.code, failure.what, by=None, at=clock.now())
    except OutsideCalendar.DoesNotExist:
        log.info("calendar %s was taken away meanwhile", calendar.pk)
    except Exception:
        log.exception("calendar %s could not be read", calendar.pk)
        outside_actions.note_problem(calendar, "broken", by=None, at=clock.now())


def _asked(url: str) -> Answer:
    answer = fetch(url, accept=ACCEPT, limit=LIMIT)
    if answer.status != 200:
        raise Unfetched(STATUSES.get(answer.status, "no_answer"), str(answer.status))
    return answer
