# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which of who signed up a mail is for."""

from __future__ import annotations

from django.db.models import QuerySet

from noaber.meetings.day_models import SelectionMail
from noaber.meetings.models import Meeting, Registration, RegistrationState


def selected(meeting: Meeting, *, who: str, part: int | None = None, perspective: str = "") -> QuerySet[Registration]:
    """The registrations that have an address and are in this selection, in the order in which they came."""
    rows = Registration.objects.filter(meeting=meeting).exclude(email="")
    came = rows.filter(state=RegistrationState.IN)
    found = {
        SelectionMail.Who.COMING: came,
        SelectionMail.Who.WAITING: rows.filter(state__in=(RegistrationState.WAITING, RegistrationState.OFFERED)),
        SelectionMail.Who.CAME: rows.filter(came_at__isnull=False),
        SelectionMail.Who.STAYED_AWAY: came.filter(came_at__isnull=True),
    }[SelectionMail.Who(who)]
    if part is not None:
        found = found.filter(choices__part=part)
    if perspective:
        found = found.filter(perspective=perspective)
    return found.order_by("number")
