# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""At the door: who came, to which part, and who walked in. A press that is sent again counts once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.meetings import policies
from noaber.meetings.day_models import Mark, Presence, WalkIn
from noaber.meetings.models import Meeting, Part, Registration, RegistrationState
from noaber.people.models import Person

ledger.declare(
    {
        "meeting.came": "somebody who signed up for a meeting was at the door, or was not after all",
        "meeting.walked_in": "somebody came to a meeting without signing up, or did not after all",
    }
)
MOST_WALK_INS = 2000


def _require(meeting: Meeting, *, with_link: bool, by: Person | None, at: dt.datetime) -> None:
    """Who plans, or who stands at the door with a link that a view opened."""
    if not with_link:
        require(policies.may_manage(by, meeting, clock.day(at)))


def _again(meeting: Meeting, mark: str, at: dt.datetime) -> bool:
    """Whether this press was counted before; from now on it was."""
    if not mark:
        return False
    try:
        with transaction.atomic():
            Mark.objects.create(meeting=meeting, mark=mark[:64], at=at)
    except IntegrityError:
        return True
    return False


@transaction.atomic
def mark(
    meeting: Meeting,
    *,
    ref: str,
    came: bool,
    part: Part | None = None,
    mark: str = "",
    with_link: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> Registration:
    """Somebody is there, or is not after all; with a part, there. The same `mark` again changes nothing, and two doors
    at once are one coming."""
    _require(meeting, with_link=with_link, by=by, at=at)
    rows = Registration.objects.select_for_update(of=("self",)).filter(meeting=meeting)
    registration = rows.exclude(state=RegistrationState.OUT).filter(ref=ref).first()
    if registration is None:
        raise Refused(_("Deze aanmelding is er niet (meer). Schrijf de naam op bij wie zo binnenkwam."))
    if _again(meeting, mark, at):
        return registration
    changed = _set_part(registration, part, came, at) if part else False
    if came != bool(registration.came_at) and (came or part is None):
        registration.came_at = at if came else None
        registration.save(update_fields=["came_at"])
        if not came:
            registration.presences.all().delete()
        changed = True
    if changed:
        told: dict[str, Any] = {"registration": registration.ref, "came": came}
        told |= {"part": part.pk} if part else {}
        ledger.record("meeting.came", meeting, by=by, at=at, werkplaats=meeting.home_slug, data=told)
    return registration


def _set_part(registration: Registration, part: Part, came: bool, at: dt.datetime) -> bool:
    if came:
        return Presence.objects.get_or_create(registration=registration, part=part, defaults={"at": at})[1]
    return bool(Presence.objects.filter(registration=registration, part=part).delete()[0])


@transaction.atomic
def walk_in(
    meeting: Meeting,
    *,
    name: str,
    perspective: str = "",
    mark: str,
    with_link: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> WalkIn:
    """Somebody came without signing up. The same `mark` again is the same person."""
    _require(meeting, with_link=with_link, by=by, at=at)
    if meeting.walk_ins.count() >= MOST_WALK_INS:
        raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST_WALK_INS})
    told = {"meeting": meeting, "name": name, "perspective": perspective, "came_at": at}
    one, new = WalkIn.objects.get_or_create(mark=mark[:64], defaults=told)
    if one.meeting_id != meeting.pk:
        raise Refused(_("Deze pagina is van een andere bijeenkomst. Laad hem opnieuw."))
    if new:
        ledger.record("meeting.walked_in", meeting, by=by, at=at, werkplaats=meeting.home_slug, data={"came": True})
    return one


@transaction.atomic
def not_in(meeting: Meeting, *, mark: str, with_link: bool = False, by: Person | None, at: dt.datetime) -> None:
    """Who walked in did not after all. Again changes nothing."""
    _require(meeting, with_link=with_link, by=by, at=at)
    if meeting.walk_ins.filter(mark=mark[:64]).delete()[0]:
        ledger.record("meeting.walked_in", meeting, by=by, at=at, werkplaats=meeting.home_slug, data={"came": False})
