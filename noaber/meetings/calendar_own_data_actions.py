# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the calendar keeps of a person: the address of their own; handed over, and erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from noaber.meetings.calendar_models import CalendarKey
from noaber.meetings.outside_models import OutsideCalendar
from noaber.people.models import Person


class CalendarHolder:
    """The address of somebody's own calendar, and the calendars of others that they chose to show."""

    def export(self, person: Person) -> dict[str, Any]:
        """Since when there is an address (the address itself is a secret), and what was chosen."""
        key = CalendarKey.objects.filter(person=person).first()
        chosen = OutsideCalendar.objects.filter(by=person).select_related("home")
        return {
            "own_calendar_since": key.made_at if key else None,
            "calendars_of_others": [{"name": one.name, "url": one.url, "at": one.at} for one in chosen],
        }

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """The address works no more; calendars of others stay, without who chose them."""
        CalendarKey.objects.filter(person=person).delete()
        OutsideCalendar.objects.filter(by=person).update(by=None)
