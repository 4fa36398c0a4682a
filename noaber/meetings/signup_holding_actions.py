# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a person who signed up for meetings: handed over whole, and erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from noaber import ledger
from noaber.meetings import signup_actions, signup_policies
from noaber.meetings.models import Registration, RegistrationState
from noaber.people.models import Person

ledger.declare({"registration.erased": "somebody who signed up had their name and address erased"})


def _of(person: Person) -> QuerySet[Registration]:
    mine = Q(person=person) | Q(email=person.email) if person.email else Q(person=person)
    return Registration.objects.filter(mine).select_related("meeting__home").order_by("pk")


class SignUpHolder:
    """For which meetings somebody signed up, and what they told."""

    def export(self, person: Person) -> list[dict[str, Any]]:
        """Everything, as plain values."""
        return [
            {
                "meeting": one.meeting.title, "name": one.name, "email": one.email, "organisation": one.organisation,
                "perspective": one.get_perspective_display(), "size": one.size, "companions": one.companions,
                "access": one.access, "diet": one.diet, "register_number": one.register_number,
                "state": one.get_state_display(), "at": one.registered_at, "came": one.came_at,
                "answers": [{"question": row.asked.text, "answer": row.text} for row in one.answers.all()],
                "parts": [row.part.title for row in one.choices.all()],
            }
            for one in _of(person).prefetch_related("answers__asked", "choices__part")
        ]  # fmt: skip

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """Who was still coming is signed off; that somebody came to what has been stays counted, of nobody."""
        for one in _of(person):
            if one.state != RegistrationState.OUT and signup_policies.may_cancel(one.meeting, at):
                signup_actions.cancel(one, by=None, at=at)
            one.answers.all().delete()
            Registration.objects.filter(pk=one.pk).update(
                person=None, name="", email="", organisation="", companions=[], access="", diet="",
                register_number="", reason="", submission=None, tell="", tell_at=None, forgotten_at=at, cleared_at=at,
            )  # fmt: skip
            ledger.record("registration.erased", one, by=None, at=at, werkplaats=one.meeting.home_slug)
