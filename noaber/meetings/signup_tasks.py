# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows later: mails to who signed up, the waiting list when something changes, reminders, and forgetting."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Sequence

from django.utils import timezone

from noaber import ledger
from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.meetings import signup_care_actions, signup_line_actions, signup_mail, signup_queries
from noaber.meetings.models import Meeting, Registration
from noaber.meetings.signup_models import Tell

log = logging.getLogger(__name__)
# While mails are kept nobody signs up; so a few at a time, and a breath between.
AT_ONCE, IN_ONE_TURN, BREATH = 20, 200, 0.02
# Nobody is reminded in the night.
FROM_HOUR, UNTIL_HOUR = 8, 20


def tell_due(at: dt.datetime, limit: int = IN_ONE_TURN) -> int:
    """Write the mails that are due. Returns how many registrations were told."""
    due = Registration.objects.filter(tell_at__lte=at).select_related("meeting__home", "meeting__series")
    rows = list(due.order_by("tell_at", "pk")[:limit])
    told = 0
    for some in _batches(_together(rows)):
        told += signup_care_actions.written([(group, _mail(group, at)) for group in some], by=None, at=at)
        time.sleep(BREATH if len(rows) > AT_ONCE else 0)
    return told


def _together(rows: Sequence[Registration]) -> list[list[Registration]]:
    """What goes in one mail: signing up for a series at once, for the rest each by itself."""
    groups: dict[object, list[Registration]] = {}
    for one in rows:
        series = one.tell == Tell.SIGNED and one.meeting.series_id and one.number and one.told == 0
        key = (one.email, one.meeting.series_id, one.registered_at) if series else one.pk
        groups.setdefault(key, []).append(one)
    return [sorted(group, key=lambda one: (one.meeting.starts_at, one.pk)) for group in groups.values()]


def _batches(groups: Sequence[list[Registration]]) -> list[Sequence[list[Registration]]]:
    return [groups[start : start + AT_ONCE] for start in range(0, len(groups), AT_ONCE)]


def _mail(group: Sequence[Registration], at: dt.datetime) -> OutgoingMail | None:
    """No mail about an example, or to who was forgotten."""
    if not group[0].email or group[0].example:
        return None
    return signup_mail.compose(group, at=at)


def follow_change(entry: Entry) -> None:
    """A meeting was moved: who signed up is told. Perhaps there are more places now."""
    meeting = Meeting.objects.filter(ref=entry.ref).first()
    if meeting is None:
        return
    if entry.data.get("moved") and meeting.state == "planned":
        signup_care_actions.tell_all(meeting, Tell.MOVED, before=entry.at, by=None, at=clock.now())
        if "starts_at" in entry.data["moved"]:
            signup_care_actions.renew_offers(meeting, by=None, at=clock.now())
    # As it is now: an entry that is followed late gives nobody less time to say yes.
    signup_line_actions.attend(meeting, by=None, at=clock.now())


def follow_calling_off(entry: Entry) -> None:
    meeting = Meeting.objects.filter(ref=entry.ref, state="cancelled").first()
    if meeting is not None:
        signup_care_actions.tell_all(meeting, Tell.CALLED_OFF, before=entry.at, by=None, at=clock.now())


def follow_planning(entry: Entry) -> None:
    """Who had signed up before can only have done so for a meeting that was called off, and goes on after all."""
    meeting, now = Meeting.objects.filter(ref=entry.ref, state="planned").first(), clock.now()
    if meeting is not None and signup_care_actions.tell_all(meeting, Tell.ON_AGAIN, before=entry.at, by=None, at=now):
        signup_care_actions.renew_offers(meeting, by=None, at=now)
        signup_line_actions.attend(meeting, by=None, at=now)


HANDLERS: dict[str, Callable[[Entry], object]] = {
    "meeting.changed": follow_change,
    "meeting.programme_kept": follow_change,
    "meeting.programme_removed": follow_change,
    "meeting.cancelled": follow_calling_off,
    "meeting.planned": follow_planning,
}


def register() -> None:
    """Follow up what is written in the ledger about meetings."""
    for verb, handler in HANDLERS.items():
        ledger.on(verb, handler)


@every(seconds=2, name="meetings: mails to who signed up")
def tell() -> int:
    return tell_due(clock.now())


@every(seconds=30, name="meetings: the waiting list")
def attend() -> int:
    now = clock.now()
    return sum(signup_line_actions.attend(one, by=None, at=now) for one in signup_queries.to_serve(now))


@every(seconds=900, name="meetings: reminders")
def remind() -> int:
    now = clock.now()
    if not FROM_HOUR <= timezone.localtime(now).hour < UNTIL_HOUR:
        return 0
    return signup_care_actions.remind(by=None, at=now)


@every(seconds=3600, name="meetings: forgetting")
def forget() -> int:
    now = clock.now()
    return signup_care_actions.erase_needs(by=None, at=now) + signup_care_actions.forget_people(by=None, at=now)


@every(seconds=3600, name="meetings: counting again")
def recount() -> int:
    """There is nothing to set right; should there ever be, it is said and mended."""
    wrong = signup_queries.miscounted()
    for meeting, summed in wrong:
        log.error("meeting %s counted %s places taken and has %s", meeting.ref, meeting.taken, summed)
        signup_care_actions.set_right(meeting, by=None, at=clock.now())
    return len(wrong)
