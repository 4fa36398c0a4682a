# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The waiting list: whose turn it is when a place comes free, and until when it is kept for them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from noaber import ledger
from noaber.meetings import signup_queries
from noaber.meetings.models import Meeting, PartChoice, Registration, RegistrationState, State
from noaber.meetings.signup_models import TAKES_A_PLACE, Tell
from noaber.meetings.signup_places import patient, yes_until
from noaber.people.models import Person

ledger.declare(
    {
        "registration.offered": "a place was offered to somebody on the waiting list",
        "registration.lapsed": "a place that was offered went by, because nobody said yes in time",
    }
)


def held(meeting: Meeting) -> Meeting:
    """The meeting as it is now; nobody else signs up for it or leaves it until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


@transaction.atomic
def attend(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> int:
    """Close offers that went by, and give every free place to whose turn it is. Says how many were offered one."""
    meeting = held(meeting)
    late = Registration.objects.filter(meeting=meeting, state=RegistrationState.OFFERED, offered_until__lte=at)
    gone = list(late.order_by("number")) if meeting.state == State.PLANNED else []
    if gone:
        PartChoice.objects.filter(registration__in=gone).delete()
        Registration.objects.filter(pk__in=[one.pk for one in gone]).update(
            state=RegistrationState.OUT, offered_until=None, access="", diet="", register_number="",
            changed_at=at, saved=F("saved") + 1, tell=Tell.LAPSED, tell_at=at,
        )  # fmt: skip
        _take(meeting, -sum(one.size for one in gone))
        _record("registration.lapsed", meeting, gone, by=by, at=at)
    return serve(meeting, at=at, by=by)


def serve(meeting: Meeting, *, at: dt.datetime, by: Person | None = None) -> int:
    """Give every free place of a meeting that is held to whose turn it is; says to how many."""
    if meeting.state != State.PLANNED or meeting.starts_at is None or at >= meeting.starts_at:
        return 0
    places = signup_queries.places_of(meeting, at)
    waiting = signup_queries.waiting_of(meeting, places)
    turn = places.serve(waiting, patient=patient(meeting.starts_at, at))
    if turn:
        until = yes_until(at, hours=meeting.offer_hours, starts_at=meeting.starts_at)
        rows = Registration.objects.filter(pk__in=[one.pk for one in turn])
        rows.update(
            state=RegistrationState.OFFERED, offered_until=until, changed_at=at, saved=F("saved") + 1,
            tell=Tell.OFFERED, tell_at=at,
        )  # fmt: skip
        _take(meeting, sum(one.size for one in turn))
        _record("registration.offered", meeting, list(rows), by=by, at=at)
    fill_parts(meeting, at)
    return len(turn)


def fill_parts(meeting: Meeting, at: dt.datetime) -> None:
    """Give free places in parts to who waits for them, in the order of choosing; who just signed up hears it so."""
    rows = PartChoice.objects.filter(part__meeting=meeting, waits=True, registration__state__in=TAKES_A_PLACE)
    waiting = list(rows.select_related("part", "registration").order_by("at", "pk"))
    if not waiting:
        return
    inside = signup_queries.inside_parts({one.part_id for one in waiting})
    assert meeting.starts_at is not None
    patience, full, got = patient(meeting.starts_at, at), set[int](), list[PartChoice]()
    for one in waiting:
        taken, capacity = inside.get(one.part_id, 0), one.part.capacity
        if one.part_id in full:
            continue
        if capacity is None or taken + one.registration.size <= capacity:
            inside[one.part_id] = taken + one.registration.size
            got.append(one)
        elif patience and one.registration.size <= capacity:
            full.add(one.part_id)
    if got:
        PartChoice.objects.filter(pk__in=[one.pk for one in got]).update(waits=False)
        # Who chose just now sees it on the page; who waited is told.
        waited = [one.registration_id for one in got if one.at < at]
        Registration.objects.filter(pk__in=waited, tell="").update(tell=Tell.PART, tell_at=at, saved=F("saved") + 1)


def _take(meeting: Meeting, places: int) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(taken=F("taken") + places)
    meeting.taken += places


def _record(verb: str, meeting: Meeting, rows: list[Registration], *, by: Person | None, at: dt.datetime) -> None:
    for one in rows:
        ledger.record(verb, one, by=by, at=at, data={"meeting": meeting.ref, "size": one.size})
