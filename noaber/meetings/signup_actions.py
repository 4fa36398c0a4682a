# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing up for a meeting, changing it, staying away, and the waiting list.

Whoever writes here first holds the meeting (`held`), so that at one meeting one thing happens at a time.
`Meeting.taken` is kept along, and the table itself refuses more than there is room for. Who is to be told gets a
`tell`; the mail is written a moment later (`signup_tasks`), so that a rush waits for no mail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber import ledger
from noaber.base import clock
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.meetings import policies, signup_policies, signup_queries
from noaber.meetings.models import Answer, Asked, Meeting, PartChoice, Registration, RegistrationState, State
from noaber.meetings.signup_line_actions import fill_parts, held, serve
from noaber.meetings.signup_models import Tell
from noaber.people.models import Person

ledger.declare(
    {
        "registration.made": "somebody signed up for a meeting",
        "registration.changed": "somebody who signed up changed something",
        "registration.cancelled": "somebody who signed up does not come",
        "registration.accepted": "somebody off the waiting list said yes",
    }
)
# Who fills in an address that is signed up already is mailed the link, but not over and over.
AGAIN = dt.timedelta(minutes=10)
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class SignedUp:
    """What came of signing up: where whoever asked stands. The same for an address that was there already, because it
    is nobody's business who comes."""

    registration: Registration
    state: str
    new: bool


@transaction.atomic
def sign_up(
    meeting: Meeting,
    *,
    facts: Facts,
    parts: Sequence[int] = (),
    answers: Mapping[int, str] | None = None,
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> SignedUp:
    """Come to a meeting, or on its waiting list. The same `submission` again, or the same address, is the same one."""
    home, meeting = meeting.home_slug, held(meeting)
    require(signup_policies.may_sign_up(meeting, at))
    return _enter(
        meeting, home, facts, parts, answers or {}, submission, person=_owner(by, facts["email"]), by=by, at=at
    )


@transaction.atomic
def sign_up_series(
    meetings: Iterable[Meeting], *, facts: Facts, submission: str = "", by: Person | None, at: dt.datetime
) -> list[SignedUp]:
    """Come to several meetings at once; one for which signing up closed meanwhile is passed by."""
    made = []
    # Always in the same order, so that two at once never wait for each other.
    for one in sorted(meetings, key=lambda meeting: meeting.pk):
        meeting = held(one)
        if signup_policies.may_sign_up(meeting, at):
            person = _owner(by, facts["email"])
            made.append(_enter(meeting, one.home_slug, facts, (), {}, submission, person=person, by=by, at=at))
    if not made:
        raise Refused(_("Aanmelden kan niet meer."))
    return made


def _owner(by: Person | None, email: str) -> Person | None:
    """Whose registration it is: who signs up a neighbour does not get to see what the neighbour needs."""
    return by if by is not None and (by.email or "").lower() == email.lower() else None


@transaction.atomic
def add(meeting: Meeting, *, facts: Facts, submission: str = "", by: Person | None, at: dt.datetime) -> SignedUp:
    """Sign somebody up who called or wrote; also after it closed. They are mailed as everybody is."""
    home, meeting = meeting.home_slug, held(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    if meeting.state != State.PLANNED or meeting.over(at):
        raise Refused(_("Voor deze bijeenkomst kun je nu niemand aanmelden."))
    return _enter(meeting, home, facts, (), {}, submission, person=None, by=by, at=at)


def _enter(
    meeting: Meeting,
    home: str,
    facts: Facts,
    parts: Sequence[int],
    answers: Mapping[int, str],
    submission: str,
    *,
    person: Person | None,
    by: Person | None,
    at: dt.datetime,
) -> SignedUp:
    """Write a registration of a meeting that is held."""
    email, size, perspective = facts["email"].lower(), facts.get("size", 1), facts.get("perspective", "")
    # The same page sent for another meeting is another registration.
    mark = f"{submission[:40]}:{meeting.pk}" if submission else None
    known = Q(meeting=meeting, email=email) & ~Q(state=RegistrationState.OUT)
    found = Registration.objects.filter(known | Q(submission=mark) if mark else known).first()
    if found is not None and found.submission == mark and mark:
        return SignedUp(found, found.state, new=False)
    places = signup_queries.unclaimed(meeting, at)
    if size > places.most(perspective):
        raise Refused(_most(places.most(perspective)))
    state = RegistrationState.IN if places.free(perspective) >= size else RegistrationState.WAITING
    if found is not None:
        _tell_again(found, Tell.AGAIN, at)
        return SignedUp(found, state, new=False)
    last = Registration.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"]
    registration = Registration(
        ref=new_ref("a"), meeting=meeting, person=person, **{**facts, "email": email}, state=state,
        number=(last or 0) + 1, registered_at=at, changed_at=at, submission=mark, tell=Tell.SIGNED, tell_at=at,
    )  # fmt: skip
    registration.save(force_insert=True)
    _answer(registration, answers, at)
    _take(meeting, size if state == RegistrationState.IN else 0)
    if parts:
        _choose(registration, parts, at)
        fill_parts(meeting, at)
    _record("registration.made", registration, home=home, by=by, at=at)
    return SignedUp(registration, state, new=True)


def _most(most: int) -> str:
    if not most:
        return _("Alle plaatsen worden vrijgehouden voor anderen.")
    return ngettext(
        "Er kan van jullie hoogstens %(num)s mens komen.", "Er kunnen van jullie hoogstens %(num)s mensen komen.", most
    ) % {"num": most}


@transaction.atomic
def change(
    registration: Registration,
    *,
    facts: Facts,
    parts: Sequence[int] | None = None,
    answers: Mapping[int, str] | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Registration:
    """Tell it better: other needs, other parts, more or fewer people. The address stays."""
    meeting, mine = _mine(registration)
    require(signup_policies.may_change(mine, meeting, at))
    size, perspective = facts.get("size", mine.size), facts.get("perspective", mine.perspective)
    moves = (size, perspective) != (mine.size, mine.perspective)
    if moves:
        _require_room(meeting, mine, size, perspective, at)
        _take(meeting, size - mine.size if mine.takes_a_place else 0)
    for name, value in facts.items():
        setattr(mine, name, value)
    mine.saved, mine.changed_at, mine.person = mine.saved + 1, at, mine.person or _owner(by, mine.email)
    mine.save()
    if answers is not None:
        mine.answers.all().delete()
        _answer(mine, answers, at)
    if parts is not None:
        _choose(mine, parts, at)
    if moves:
        _require_parts(mine)
    _record("registration.changed", mine, home=registration.meeting.home_slug, by=by, at=at)
    serve(meeting, at=at)
    return mine


def _require_room(meeting: Meeting, mine: Registration, size: int, perspective: str, at: dt.datetime) -> None:
    """Somebody who has a place may come with more, or as another, when nobody who waits has a claim to that room."""
    places = signup_queries.unclaimed(meeting, at)
    if size > places.most(perspective):
        raise Refused(_most(places.most(perspective)))
    if not mine.takes_a_place or (perspective == mine.perspective and size < mine.size):
        return
    places.take(mine.perspective, -mine.size)
    if (free := places.free(perspective)) < size:
        if not free:
            raise Refused(_("Voor dit perspectief is er geen plek meer. Je plek is er nog, zoals je je aanmeldde."))
        told = ngettext("Er is plek voor %(num)s mens.", "Er is plek voor %(num)s mensen.", free) % {"num": free}
        raise Refused(told + " " + _("Je plek is er nog, zoals je je aanmeldde."))


def _require_parts(mine: Registration) -> None:
    """A group that grew fits in the parts it has a place in."""
    for choice in mine.choices.filter(waits=False, part__capacity__isnull=False).select_related("part"):
        inside = signup_queries.inside_part(choice.part_id)
        if choice.part.capacity is not None and inside > choice.part.capacity:
            raise Refused(_("In “%(part)s” is niet genoeg plek voor jullie.") % {"part": choice.part.title})


@transaction.atomic
def cancel(registration: Registration, *, reason: str = "", by: Person | None, at: dt.datetime) -> Registration:
    """Stay away; the place goes to who waits. Of somebody else it is said by who plans, with why. Again changes
    nothing."""
    meeting, mine = _mine(registration)
    if reason:
        require(policies.may_manage(by, meeting, clock.day(at)))
    if mine.state == RegistrationState.OUT:
        return mine
    require(signup_policies.may_cancel(meeting, at))
    _take(meeting, -mine.size if mine.takes_a_place else 0)
    mine.state, mine.offered_until, mine.reason = RegistrationState.OUT, None, reason
    mine.access = mine.diet = mine.register_number = ""
    mine.saved, mine.changed_at, mine.tell, mine.tell_at = mine.saved + 1, at, Tell.OUT, at
    mine.save()
    mine.choices.all().delete()
    mine.answers.all().delete()
    _record("registration.cancelled", mine, home=registration.meeting.home_slug, by=by, at=at, reason=reason)
    serve(meeting, at=at)
    return mine


@transaction.atomic
def say_yes(registration: Registration, *, by: Person | None, at: dt.datetime) -> Registration:
    """Take the place that was offered. Again changes nothing."""
    meeting, mine = _mine(registration)
    if mine.state == RegistrationState.IN:
        return mine
    require(signup_policies.may_say_yes(mine, meeting, at))
    mine.state, mine.offered_until = RegistrationState.IN, None
    mine.saved, mine.changed_at, mine.tell, mine.tell_at = mine.saved + 1, at, Tell.SIGNED, at
    mine.save()
    _record("registration.accepted", mine, home=registration.meeting.home_slug, by=by, at=at)
    return mine


@transaction.atomic
def ask_link(meeting: Meeting, *, email: str, by: Person | None, at: dt.datetime) -> None:
    """Have the link to one's registration mailed again; says nothing about whether there is one."""
    rows = Registration.objects.select_for_update().filter(meeting=meeting, email=email.lower())
    found = rows.exclude(state=RegistrationState.OUT).first()
    if found is not None:
        _tell_again(found, Tell.LINK, at)


def _tell_again(found: Registration, what: Tell, at: dt.datetime) -> None:
    # A mail that waits tells the link too.
    if not found.tell and (found.told_at is None or at - found.told_at >= AGAIN):
        Registration.objects.filter(pk=found.pk).update(tell=what, tell_at=at)


def _mine(registration: Registration) -> tuple[Meeting, Registration]:
    """The meeting, held, and the registration as it is now."""
    meeting = held(registration.meeting)
    return meeting, Registration.objects.select_related("person").get(pk=registration.pk)


def _take(meeting: Meeting, places: int) -> None:
    if places:
        Meeting.objects.filter(pk=meeting.pk).update(taken=F("taken") + places)
        meeting.taken += places


def _answer(registration: Registration, answers: Mapping[int, str], at: dt.datetime) -> None:
    """Keep what was answered to what is still asked."""
    given = {pk: text.strip()[:1000] for pk, text in answers.items() if text.strip()}
    if given:
        known = Asked.objects.filter(meeting=registration.meeting_id, pk__in=given).values_list("pk", flat=True)
        Answer.objects.bulk_create(Answer(registration=registration, asked_id=pk, text=given[pk]) for pk in known)


def _choose(registration: Registration, parts: Sequence[int], at: dt.datetime) -> None:
    """Choose parts, one of each round; who chose one before keeps their turn in it."""
    found = registration.meeting.parts.filter(round__gt=0, pk__in=list(parts)).values_list("round", "pk")
    wanted = set(dict(found).values())
    registration.choices.exclude(part__in=wanted).delete()
    had = set(registration.choices.values_list("part_id", flat=True))
    new = sorted(wanted - had)
    PartChoice.objects.bulk_create(PartChoice(registration=registration, part_id=pk, waits=True, at=at) for pk in new)


def _record(
    verb: str, registration: Registration, *, home: str, by: Person | None, at: dt.datetime, reason: str = ""
) -> None:
    """Whose it is stays out of the ledger; an account that does it is in it, as everywhere."""
    data = {"meeting": registration.meeting.ref, "state": registration.state, "size": registration.size}
    ledger.record(verb, registration, by=by, at=at, werkplaats=home, reason=reason, data=data)
