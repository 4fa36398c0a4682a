# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: a meeting that is planned, with its programme."""

from __future__ import annotations

import datetime as dt
from typing import Any

from noaber.base.refs import new_ref
from noaber.base.testing import at as moment
from noaber.meetings import outside_actions, planning_actions, programme_actions, signup_actions
from noaber.meetings.models import KeptPlaces, Meeting, Part, Registration, RegistrationState, SignUp, Sort, Speaker
from noaber.meetings.outside_models import OutsideCalendar
from noaber.people.models import Person, Werkplaats

PLANNED_AT = moment("2026-03-02 09:00")
BEGINS = moment("2026-04-16 19:30")


def make_draft(by: Person, home: Werkplaats, **overrides: Any) -> Meeting:
    """A kenniscafé that is still a draft."""
    begins: dt.datetime = overrides.pop("starts_at", BEGINS)
    at: dt.datetime = overrides.pop("at", PLANNED_AT)
    told = {name: overrides.pop(name) for name in ("themes", "organisers", "series", "submission") if name in overrides}
    title = overrides.pop("title", "Kenniscafé: geld en schaamte")
    facts = {
        "sort": Sort.KENNISCAFE, "summary": "Een avond over schulden waar je niet over praat.", "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2), "place": "Buurthuis De Brink, Almelo", "sign_up": SignUp.HERE,
        **overrides,
    }  # fmt: skip
    return planning_actions.draft(title, home=home, facts=facts, by=by, at=at, **told)


def make_meeting(by: Person, home: Werkplaats, **overrides: Any) -> Meeting:
    """A kenniscafé that everybody can read about and sign up for."""
    at: dt.datetime = overrides.get("at", PLANNED_AT)
    return planning_actions.publish(make_draft(by, home, **overrides), by=by, at=at)


def make_part(meeting: Meeting, by: Person, **overrides: Any) -> Part:
    """A part of the programme, from the beginning on and half an hour long."""
    assert meeting.starts_at is not None
    begins: dt.datetime = overrides.pop("starts_at", meeting.starts_at)
    facts = {"title": "Aan tafel", "starts_at": begins, "ends_at": begins + dt.timedelta(minutes=30), **overrides}
    part = programme_actions.keep(meeting, model=Part, facts=facts, by=by, at=PLANNED_AT)
    assert isinstance(part, Part)
    return part


def make_speaker(meeting: Meeting, by: Person, **overrides: Any) -> Speaker:
    """Somebody who tells something."""
    facts = {"name": "Fatima El Idrissi", "role": "ervaringsdeskundige", **overrides}
    speaker = programme_actions.keep(meeting, model=Speaker, facts=facts, by=by, at=PLANNED_AT)
    assert isinstance(speaker, Speaker)
    return speaker


def make_outside_calendar(home: Werkplaats, by: Person, **overrides: Any) -> OutsideCalendar:
    """A calendar of somebody else that a werkplaats shows."""
    told = {"name": "Saxion", "url": "https://saxion.example/agenda.ics", "at": PLANNED_AT, **overrides}
    return outside_actions.add(home, by=by, **told)


def make_registration(meeting: Meeting, name: str = "Inge", **overrides: Any) -> Registration:
    """Somebody who signs up: with a place, or on the waiting list."""
    told = {name: overrides.pop(name) for name in ("parts", "answers", "submission") if name in overrides}
    at, by = overrides.pop("at", PLANNED_AT), overrides.pop("by", None)
    facts = {"name": name, "email": f"{name.lower()}@example.org", **overrides}
    return signup_actions.sign_up(meeting, facts=facts, by=by, at=at, **told).registration


def keep_places(meeting: Meeting, by: Person, perspective: str, places: int, until: dt.datetime | None = None) -> None:
    """Keep places for people with a perspective."""
    facts = {"perspective": perspective, "places": places, "until": until}
    programme_actions.keep(meeting, model=KeptPlaces, facts=facts, by=by, at=PLANNED_AT)


def make_coming(meeting: Meeting, email: str, **facts: Any) -> Registration:
    """That somebody signed up, as the row that signing up leaves."""
    number = (meeting.registrations.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    told = {"name": email.partition("@")[0].title(), "state": RegistrationState.IN, **facts}
    if told["state"] == RegistrationState.OFFERED:
        told.setdefault("offered_until", BEGINS)
    return Registration.objects.create(
        meeting=meeting, ref=new_ref("a"), email=email, number=number, registered_at=PLANNED_AT,
        changed_at=PLANNED_AT, **told,
    )  # fmt: skip
