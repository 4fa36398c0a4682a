# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning a meeting: as a draft, for everybody, changed, called off. The other writers of this room share `locked`
and `note`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.ledger.models import Entry
from noaber.loop.stations import Standing
from noaber.meetings import policies
from noaber.meetings.models import CLOSED, LIFECYCLE, Meeting, Series, State
from noaber.people.models import Concept, Person, Visibility, Werkplaats

ledger.declare(
    {
        "meeting.drafted": "somebody began to plan a meeting",
        "meeting.changed": "the words, the time or the place of a meeting were changed",
        "meeting.planned": "a meeting was made known, or goes on after all",
        "meeting.cancelled": "a meeting was called off",
        "series.begun": "a series of meetings was begun",
    }
)
# Who signed up is told when one of these changes.
MOVES = ("starts_at", "ends_at", "whole_days", "place", "address", "online_url")


def came_of(meeting: Meeting) -> set[str]:
    """What a meeting carries further, as the loop names it."""
    carried = (meeting.question, meeting.agenda_item, meeting.project)
    return {f"{one.KIND}:{one.ref}" for one in carried if one is not None}


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends."""
    related = ("home", "series", "question", "agenda_item", "project")
    return Meeting.objects.select_for_update(of=("self",)).select_related(*related).get(pk=meeting.pk)


def note(
    meeting: Meeting,
    verb: str,
    *,
    by: Person | None,
    at: dt.datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Save a changed meeting, write it in the ledger and have it indexed again; within the caller's transaction."""
    meeting.updated_at = meeting.changed_at = at
    meeting.save()
    search.changed(Meeting.KIND, meeting.ref)
    # A meeting is read in trails and counted at no station.
    standing = Standing.ASIDE if meeting.visibility == Visibility.PUBLIC else Standing.HIDDEN
    told = {"standing": standing.value, **(data or {})}
    return ledger.record(verb, meeting, by=by, at=at, werkplaats=meeting.home_slug, reason=reason, data=told)


@transaction.atomic
def draft(
    title: str,
    *,
    home: Werkplaats,
    themes: Iterable[Concept] = (),
    organisers: Iterable[Werkplaats] = (),
    series: str = "",
    facts: Mapping[str, Any],
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> Meeting:
    """Begin to plan; nobody else reads it yet. The same `submission` again is the same meeting."""
    if submission and (known := Meeting.objects.filter(submission=submission).first()):
        return known
    require(policies.may_plan(by, home, clock.day(at)))
    ref = new_ref("b")
    meeting = Meeting(
        ref=ref, slug=slug_for(title, ref), title=title, home=home, series=_series(series, home, by, at),
        state=State.DRAFT, visibility=Visibility.HIDDEN, submission=submission or None, example=example, created_at=at,
    )  # fmt: skip
    _fill(meeting, facts)
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Meeting.objects.get(submission=submission)
    meeting.themes.set(themes)
    meeting.shown_by.set(one for one in organisers if one != home)
    note(meeting, "meeting.drafted", by=by, at=at, data=_about(meeting))
    return meeting


@transaction.atomic
def change(
    meeting: Meeting,
    *,
    facts: Mapping[str, Any],
    themes: Iterable[Concept] | None = None,
    organisers: Iterable[Werkplaats] | None = None,
    series: str | None = None,
    seen: int | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Meeting:
    """Say it better or move it. Who looked at an older page is told that somebody else was faster."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    if seen is not None and seen != meeting.saved:
        raise Refused(_("Iemand anders heeft dit intussen ook veranderd. Kijk na wat er nu staat, en bewaar opnieuw."))
    _require_places(meeting, facts)
    before = {name: getattr(meeting, name) for name in MOVES}
    came = came_of(meeting)
    _fill(meeting, facts)
    if series is not None and meeting.home is not None:
        meeting.series = _series(series, meeting.home, by, at)
    if meeting.state == State.PLANNED:
        _require_whole(meeting)
        meeting.visibility = meeting.for_whom
    meeting.saved += 1
    if themes is not None:
        meeting.themes.set(themes)
    if organisers is not None:
        meeting.shown_by.set(one for one in organisers if one != meeting.home)
    moved = [name for name in MOVES if getattr(meeting, name) != before[name]]
    told = {"moved": moved, "origins_gone": sorted(came - came_of(meeting)), **_about(meeting)}
    note(meeting, "meeting.changed", by=by, at=at, data=told)
    return meeting


def _require_places(meeting: Meeting, facts: Mapping[str, Any]) -> None:
    """Nobody who has a place loses it because there are fewer."""
    capacity = facts.get("capacity", meeting.capacity)
    if capacity is not None and capacity < meeting.taken:
        raise Refused(
            _("Er zijn al %(taken)s plaatsen bezet. Houd er zoveel, of meld eerst mensen af.")
            % {"taken": meeting.taken}
        )


def _series(title: str, home: Werkplaats, by: Person | None, at: dt.datetime) -> Series | None:
    """The series of that title, begun when it is not there yet; without a title none."""
    return begin_series(title, home=home, by=by, at=at) if title else None


def _fill(meeting: Meeting, facts: Mapping[str, Any]) -> None:
    for field, value in facts.items():
        setattr(meeting, field, value)
    if meeting.sort in CLOSED:
        meeting.for_whom = Visibility.MEMBERS
    if meeting.starts_at is not None:
        day = timezone.localdate(meeting.starts_at)
        meeting.on_date, meeting.year = day.isoformat(), day.year


def _about(meeting: Meeting) -> dict[str, Any]:
    """What the loop is told: what it comes of, and about which themes it is."""
    themes = sorted(meeting.themes.values_list("slug", flat=True))
    return {"origins": sorted(came_of(meeting)), "themes": themes}


def _require_whole(meeting: Meeting) -> None:
    if meeting.starts_at is None or meeting.ends_at is None:
        raise Refused(_("Zeg eerst wanneer het is."))
    if not meeting.place and not meeting.online_url:
        raise Refused(_("Zeg eerst waar het is: een plaats, of een link om online mee te doen."))


@transaction.atomic
def publish(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> Meeting:
    """Make a meeting known to those it is for; also one that was called off and goes on after all. Again changes
    nothing."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    if meeting.state == State.PLANNED:
        return meeting
    LIFECYCLE.move(meeting, State.PLANNED)
    _require_whole(meeting)
    meeting.visibility, meeting.cancelled_because = meeting.for_whom, ""
    meeting.saved += 1
    note(meeting, "meeting.planned", by=by, at=at, data=_about(meeting))
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: Person | None, at: dt.datetime) -> Meeting:
    """Call a meeting off; its page stays and says why. Again changes nothing."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    if meeting.state == State.CANCELLED:
        return meeting
    if meeting.over(at):
        raise Refused(_("Deze bijeenkomst is al geweest."))
    LIFECYCLE.move(meeting, State.CANCELLED)
    meeting.cancelled_because = reason
    meeting.saved += 1
    note(meeting, "meeting.cancelled", by=by, at=at, reason=reason)
    return meeting


@transaction.atomic
def begin_series(
    title: str, *, home: Werkplaats, text: str = "", example: bool = False, by: Person | None, at: dt.datetime
) -> Series:
    """A series of a werkplaats; of the same title it is the one that is there."""
    require(policies.may_plan(by, home, clock.day(at)))
    known = Series.objects.select_for_update().filter(home=home, title__iexact=title).first()
    if known is not None:
        return known
    ref = new_ref("r")
    series = Series.objects.create(
        ref=ref, slug=slug_for(title, ref), title=title, text=text, home=home, example=example
    )
    ledger.record("series.begun", series, by=by, at=at, werkplaats=home.slug)
    return series
