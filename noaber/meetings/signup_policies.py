# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Until when somebody can sign up, change it, say yes or stay away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.meetings import signup_queries
from noaber.meetings.models import Meeting, Registration, RegistrationState, SignUp, State
from noaber.people.models import Visibility
from noaber.ui.formats import moment

FEW = 20


def may_sign_up(meeting: Meeting, at: dt.datetime) -> Verdict:
    """Whether one can sign up here and now, account or not."""
    if meeting.state == State.CANCELLED:
        return no(_("Deze bijeenkomst gaat niet door."))
    if meeting.sign_up != SignUp.HERE or meeting.state != State.PLANNED or meeting.visibility == Visibility.HIDDEN:
        return no(_("Hier kun je je niet aanmelden voor deze bijeenkomst."))
    assert meeting.starts_at is not None
    if meeting.opens_at is not None and at < meeting.opens_at:
        return no(_("Aanmelden kan vanaf %(moment)s.") % {"moment": moment(meeting.opens_at)})
    if at >= (meeting.closes_at or meeting.starts_at):
        return no(_("Aanmelden kan niet meer."))
    return YES


@dataclass(frozen=True)
class Coming:
    """What the page of a meeting says to who thinks of coming."""

    may: Verdict
    full: bool = False
    # How many places are left, when that is few enough to tell.
    few: int = 0


def coming(meeting: Meeting, at: dt.datetime) -> Coming:
    """Whether one can sign up, and whether there is a place still."""
    may = may_sign_up(meeting, at)
    if not may or meeting.capacity is None:
        return Coming(may)
    places = signup_queries.unclaimed(meeting, at)
    free = max(places.free(one) for one in ("", *places.kept))
    return Coming(may, full=not free, few=free if free <= FEW else 0)


def may_change(registration: Registration, meeting: Meeting, at: dt.datetime) -> Verdict:
    """Until it begins somebody can change what they told."""
    if registration.state == RegistrationState.OUT:
        return no(_("Je bent afgemeld. Je kunt je opnieuw aanmelden."))
    if meeting.state != State.PLANNED:
        return no(_("Deze bijeenkomst gaat niet door."))
    if meeting.starts_at is None or at >= meeting.starts_at:
        return no(_("De bijeenkomst is al begonnen."))
    return YES


def may_cancel(meeting: Meeting, at: dt.datetime) -> Verdict:
    """Until it is over somebody can say that they do not come."""
    return no(_("Deze bijeenkomst is al geweest.")) if meeting.over(at) else YES


def may_say_yes(registration: Registration, meeting: Meeting, at: dt.datetime) -> Verdict:
    """Whether the place that was offered is still theirs."""
    if not (known := may_change(registration, meeting, at)):
        return known
    if registration.state == RegistrationState.WAITING:
        return no(_("Je staat nog op de wachtlijst. Je krijgt een mail als er plek is."))
    if registration.offered_until is not None and at >= registration.offered_until:
        return no(_("De tijd om ja te zeggen is voorbij. De plek is nu voor een ander."))
    return YES
