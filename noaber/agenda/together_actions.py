# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking another region that works on the same to join forces."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.agenda import policies
from noaber.agenda.decision_models import AgendaItem
from noaber.base import clock, throttle
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person

ledger.declare(
    {"agenda_item.together_offered": "a werkplaats asked another one to join forces on what both have on their agenda"}
)
# Somebody who means it writes to a few; more is post that nobody asked for.
A_DAY = 20


@transaction.atomic
def offer(item: AgendaItem, other: AgendaItem, *, text: str, by: Person | None, at: datetime) -> AgendaItem:
    """Ask the coordinators of another region, who are mailed; they answer the one who asked."""
    require(policies.may_run(by, item.period.werkplaats, clock.day(at)))
    if by is None or other.home_id == item.home_id:
        raise Refused(_("Kies een agendapunt van een andere werkplaats."))
    if not text.strip():
        raise Refused(_("Schrijf wat je voorstelt."))
    require(throttle.hit("agenda.together", str(by.pk), A_DAY, timedelta(days=1), at))
    data = {"other": other.ref, "text": text}
    ledger.record("agenda_item.together_offered", item, by=by, at=at, werkplaats=item.period.werkplaats.slug, data=data)
    return item
