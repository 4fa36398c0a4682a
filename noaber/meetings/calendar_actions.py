# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving somebody an address for their own calendar, and taking it away."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction

from noaber import ledger
from noaber.base.verdicts import require
from noaber.meetings import policies
from noaber.meetings.calendar_models import CalendarKey
from noaber.people.models import Person

ledger.declare(
    {
        "person.calendar_given": "somebody took an address for their own calendar; an older one works no more",
        "person.calendar_taken": "the address of somebody's own calendar works no more",
    }
)


@transaction.atomic
def give_address(person: Person, *, by: Person, at: dt.datetime) -> CalendarKey:
    """A new address; the one before it works no more."""
    require(policies.may_keep_own_calendar(by, person))
    told = {"key": secrets.token_urlsafe(24), "made_at": at}
    key, _made = CalendarKey.objects.update_or_create(person=person, defaults=told)
    ledger.record("person.calendar_given", person, by=by, at=at)
    return key


@transaction.atomic
def take_address(person: Person, *, by: Person | None, at: dt.datetime) -> None:
    """Nobody can read somebody's calendar from outside any more. Again changes nothing."""
    require(policies.may_keep_own_calendar(by, person))
    if CalendarKey.objects.filter(person=person).delete()[0]:
        ledger.record("person.calendar_taken", person, by=by, at=at)
