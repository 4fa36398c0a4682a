# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gathering what a meeting gave, making it public, and asking for it when it stays away."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.meetings import policies
from noaber.meetings.day_models import DayLink, WalkIn
from noaber.meetings.harvest_models import GoesOn, Harvest, Noted
from noaber.meetings.models import Meeting, Registration, RegistrationState
from noaber.meetings.planning_actions import locked, note
from noaber.people.models import Person

ledger.declare(
    {
        "meeting.noted": "something was noted at a table of a meeting, or taken away again",
        "meeting.harvest_changed": "what a meeting gave was said in a few words",
        "meeting.harvested": "what a meeting gave became public",
        "meeting.harvest_asked": "the planners of a meeting were asked for its harvest",
        "meeting.goes_on": "somebody wants to go on with what a meeting began",
        "meeting.link_made": "a link for a table or the door of a meeting was made; older ones stop working",
    }
)
MOST_NOTED = 300
# Fewer of one perspective could be known by who was there.
FEWEST_TOLD = 3


def harvest_of(meeting: Meeting) -> Harvest:
    """The harvest of a meeting, begun when it is not there yet; within a transaction that holds the meeting."""
    return Harvest.objects.get_or_create(meeting=meeting)[0]


@transaction.atomic
def add(
    meeting: Meeting,
    *,
    sort: str,
    text: str,
    table: str = "",
    perspective: str = "",
    submission: str = "",
    with_link: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> Noted:
    """Note something at a table; whoever plans, or a table with the link until the harvest is public. Sent twice is
    noted once."""
    if submission and (known := Noted.objects.filter(meeting=meeting, submission=submission).first()):
        return known
    meeting = locked(meeting)
    _require(meeting, with_link=with_link, by=by, at=at)
    if meeting.noted.count() >= MOST_NOTED:
        raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST_NOTED})
    noted = Noted(
        meeting=meeting, sort=sort, text=text, table=table, perspective=perspective, submission=submission or None,
        by=by, at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            noted.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Noted.objects.get(submission=submission)
    note(meeting, "meeting.noted", by=by, at=at, data={"noted": noted.pk})
    return noted


def _require(meeting: Meeting, *, with_link: bool, by: Person | None, at: dt.datetime) -> None:
    """Who plans, or who came with a link that a view opened, as long as nothing is public yet."""
    if not with_link:
        require(policies.may_manage(by, meeting, clock.day(at)))
    elif Harvest.objects.filter(meeting=meeting, published_at__isnull=False).exists():
        raise Refused(_("De oogst is al openbaar. Geef door wat je mist aan wie de bijeenkomst plant."))


@transaction.atomic
def remove(meeting: Meeting, *, pk: int, by: Person | None, at: dt.datetime) -> None:
    """Take a note away; what became of it stays. Again changes nothing."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    noted = meeting.noted.filter(pk=pk).first()
    if noted is not None:
        note(meeting, "meeting.noted", by=by, at=at, data={"removed": noted.pk})
        noted.delete()


@transaction.atomic
def tell(meeting: Meeting, *, text: str, seen: int | None = None, by: Person | None, at: dt.datetime) -> Harvest:
    """Say in a few words what came of it. Who looked at an older page is told that somebody else was faster."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    harvest = harvest_of(meeting)
    if harvest.text == text:
        return harvest
    if seen is not None and seen != harvest.saved:
        raise Refused(_("Iemand anders heeft dit intussen ook veranderd. Kijk na wat er nu staat, en bewaar opnieuw."))
    harvest.text, harvest.saved = text, harvest.saved + 1
    harvest.save()
    note(meeting, "meeting.harvest_changed", by=by, at=at)
    return harvest


@transaction.atomic
def publish(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> Harvest:
    """Show what a meeting gave to who may read the meeting; who signed up hears of it. Again changes nothing."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    harvest = harvest_of(meeting)
    if harvest.published_at:
        return harvest
    if meeting.starts_at is None or meeting.starts_at > at:
        raise Refused(_("De bijeenkomst is nog niet begonnen."))
    if not harvest.text and not meeting.noted.exists():
        raise Refused(_("Er is nog geen oogst. Schrijf kort wat eruit kwam, of zet er een notitie bij."))
    harvest.published_at = at
    harvest.save()
    note(meeting, "meeting.harvested", by=by, at=at, data={"heard": heard_at(meeting)})
    return harvest


def heard_at(meeting: Meeting) -> dict[str, int]:
    """How many of which perspective were there; perspectives of fewer than three are left out."""
    came = Registration.objects.filter(meeting=meeting, came_at__isnull=False, state=RegistrationState.IN)
    walked_in = WalkIn.objects.filter(meeting=meeting)
    counted = Counter([*came.values_list("perspective", flat=True), *walked_in.values_list("perspective", flat=True)])
    return {one: number for one, number in sorted(counted.items()) if one and number >= FEWEST_TOLD}


@transaction.atomic
def go_on(
    meeting: Meeting,
    *,
    name: str,
    email: str,
    perspective: str,
    consent: str,
    with_link: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> GoesOn:
    """Somebody wants to go on and says yes to being written to; once for each address."""
    meeting = locked(meeting)
    if not with_link:
        require(policies.may_manage(by, meeting, clock.day(at)))
    if meeting.going_on.count() >= MOST_NOTED:
        raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST_NOTED})
    told = {"name": name, "perspective": perspective, "consent": consent, "at": at}
    one, new = GoesOn.objects.get_or_create(meeting=meeting, email=email.strip().lower(), defaults=told)
    if new:
        note(meeting, "meeting.goes_on", by=by, at=at, data={"goes_on": one.pk})
    return one


@transaction.atomic
def make_link(meeting: Meeting, *, sort: str, by: Person | None, at: dt.datetime) -> DayLink:
    """A link for a table or the door; the one of before stops working."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    told = {"key": get_random_string(24), "at": at}
    link, _new = DayLink.objects.update_or_create(meeting=meeting, sort=sort, defaults=told)
    note(meeting, "meeting.link_made", by=by, at=at, data={"sort": sort})
    return link


@transaction.atomic
def ask_for(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> bool:
    """Ask the planners, once, for a harvest that stayed away."""
    meeting = locked(meeting)
    harvest = harvest_of(meeting)
    if harvest.asked_at or harvest.published_at:
        return False
    harvest.asked_at = at
    harvest.save()
    note(meeting, "meeting.harvest_asked", by=by, at=at)
    return True
