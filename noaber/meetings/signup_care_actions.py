# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done for everybody who signed up: telling them that something changed, reminding, and forgetting in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from noaber import ledger
from noaber.base import mail
from noaber.base.models import OutgoingMail
from noaber.meetings.models import Answer, Meeting, Registration, RegistrationState, State
from noaber.meetings.signup_line_actions import held
from noaber.meetings.signup_models import Tell
from noaber.meetings.signup_places import yes_until
from noaber.people.models import Person

ledger.declare(
    {
        "meeting.reminded": "who signed up and had no mail for a while was reminded",
        "meeting.needs_erased": "what people need for access and food was erased",
        "meeting.people_forgotten": "names and addresses of who signed up were erased",
        "meeting.recounted": "the count of places taken was set right",
    }
)
# What people need is erased this long after a meeting; who they were when the harvest is in and papers are handed out.
NEEDS_KEPT, NAMES_KEPT = dt.timedelta(days=7), dt.timedelta(weeks=13)
# A reminder comes this long before, to who had no mail from us for so long.
REMIND_BEFORE, QUIET = dt.timedelta(days=2), dt.timedelta(days=4)
EVERYBODY = (RegistrationState.IN, RegistrationState.OFFERED, RegistrationState.WAITING)


@transaction.atomic
def tell_all(meeting: Meeting, what: Tell, *, before: dt.datetime, by: Person | None, at: dt.datetime) -> int:
    """Who comes or waits, and signed up before this moment, is told; the mails are written a little later. Returns how
    many."""
    rows = Registration.objects.filter(meeting=meeting, state__in=EVERYBODY, registered_at__lt=before)
    return rows.update(tell=what, tell_at=at)


@transaction.atomic
def renew_offers(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> None:
    """A meeting goes on after all, or is at another time: who was offered a place has time again to say yes."""
    meeting = held(meeting)
    if meeting.state == State.PLANNED and meeting.starts_at is not None and at < meeting.starts_at:
        until = yes_until(at, hours=meeting.offer_hours, starts_at=meeting.starts_at)
        offered = Registration.objects.filter(meeting=meeting, state=RegistrationState.OFFERED)
        offered.update(offered_until=until, saved=F("saved") + 1)


@transaction.atomic
def remind(*, by: Person | None, at: dt.datetime) -> int:
    """Remind who comes soon, wants it, and heard nothing from us in the last days. Returns how many."""
    soon = Meeting.objects.filter(state=State.PLANNED, starts_at__gt=at, starts_at__lte=at + REMIND_BEFORE)
    quiet = Q(told_at__isnull=True) | Q(told_at__lt=at - QUIET)
    number = 0
    for meeting in soon.select_related("home").order_by("pk"):
        rows = Registration.objects.filter(quiet, meeting=meeting, state=RegistrationState.IN, remind=True, tell="")
        many = rows.exclude(email="").update(tell=Tell.REMINDER, tell_at=at)
        if many:
            _record("meeting.reminded", meeting, many, by=by, at=at)
        number += many
    return number


@transaction.atomic
def written(
    mails: Sequence[tuple[Sequence[Registration], OutgoingMail | None]], *, by: Person | None, at: dt.datetime
) -> int:
    """Keep mails that were made of these registrations as they were read. What changed meanwhile waits for the next
    turn; two workers at once write each mail once. Returns how many people were told."""
    pks = [one.pk for rows, _mail in mails for one in rows]
    now = Registration.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    same = {(one.pk, one.tell, one.tell_at, one.saved, one.told) for one in now}
    kept = [
        (rows, one) for rows, one in mails
        if all((row.pk, row.tell, row.tell_at, row.saved, row.told) in same for row in rows)
    ]  # fmt: skip
    mail.enqueue_all([one for _rows, one in kept if one is not None])
    told = [row for rows, _mail in kept for row in rows]
    Registration.objects.filter(pk__in=[row.pk for row in told]).update(
        tell="", tell_at=None, told_at=at, told=F("told") + 1
    )
    for row in told:
        inside = row.state == RegistrationState.IN and not row.meeting.is_cancelled
        if row.in_calendar != inside:
            Registration.objects.filter(pk=row.pk).update(in_calendar=inside)
    return len(told)


@transaction.atomic
def erase_needs(*, by: Person | None, at: dt.datetime) -> int:
    """A week after a meeting nobody knows any more who needed what. Returns of how many meetings."""
    rows = Registration.objects.filter(meeting__ends_at__lte=at - NEEDS_KEPT, cleared_at__isnull=True)
    return _each(rows, "meeting.needs_erased", {"access": "", "diet": "", "cleared_at": at}, by=by, at=at)


@transaction.atomic
def forget_people(*, by: Person | None, at: dt.datetime) -> int:
    """A season after a meeting nobody knows any more who was there; that so many were stays. Of how many meetings."""
    late = Q(meeting__ends_at__lte=at - NAMES_KEPT)
    gone = Q(meeting__ends_at__lte=at - NEEDS_KEPT, state=RegistrationState.OUT)
    rows = Registration.objects.filter(late | gone, forgotten_at__isnull=True)
    Answer.objects.filter(registration__in=rows).delete()
    facts: dict[str, Any] = {
        "name": "", "email": "", "organisation": "", "companions": [], "access": "", "diet": "", "register_number": "",
        "reason": "", "submission": None, "tell": "", "tell_at": None, "forgotten_at": at,
    }  # fmt: skip
    return _each(rows, "meeting.people_forgotten", facts, by=by, at=at)


@transaction.atomic
def set_right(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> int:
    """Set the count of places taken right, if ever it is not the sum of the registrations; returns the sum."""
    meeting = held(meeting)
    rows = Registration.objects.filter(meeting=meeting, state__in=(RegistrationState.IN, RegistrationState.OFFERED))
    summed = sum(rows.values_list("size", flat=True))
    if summed != meeting.taken:
        Meeting.objects.filter(pk=meeting.pk).update(taken=summed)
        _record("meeting.recounted", meeting, summed, by=by, at=at)
    return summed


def _each(rows: QuerySet[Registration], verb: str, facts: dict[str, Any], *, by: Person | None, at: dt.datetime) -> int:
    """Change these registrations a meeting at a time, each with its line in the ledger."""
    counted = rows.values("meeting").annotate(many=Count("pk")).order_by("meeting")
    many = {one["meeting"]: one["many"] for one in counted}
    for meeting in Meeting.objects.select_related("home").filter(pk__in=many).order_by("pk"):
        rows.filter(meeting=meeting).update(**facts)
        _record(verb, meeting, many[meeting.pk], by=by, at=at)
    return len(many)


def _record(verb: str, meeting: Meeting, many: int, *, by: Person | None, at: dt.datetime) -> None:
    ledger.record(verb, meeting, by=by, at=at, werkplaats=meeting.home_slug, data={"many": many})
