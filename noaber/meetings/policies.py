# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a meeting."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.meetings.models import PLANS, Meeting, Proposal
from noaber.people.models import AnyPerson, Person, Role, Werkplaats
from noaber.people.queries import roles_of


def _planning(person: AnyPerson) -> Verdict:
    if not isinstance(person, Person):
        return no(_("Log eerst in."))
    return YES if person.is_active else no(_("Dit account is gesloten."))


def may_plan(person: AnyPerson, home: Werkplaats | None, on: dt.date | None = None) -> Verdict:
    """A coordinator, an editor or a researcher of a werkplaats plans its meetings."""
    if not (known := _planning(person)):
        return known
    assert isinstance(person, Person)
    if person.is_superuser or roles_of(person, on).filter(werkplaats=home, role__in=PLANS).exists():
        return YES
    return no(_("Een bijeenkomst plannen kan een coördinator, redacteur of docent-onderzoeker van de werkplaats."))


def may_plan_somewhere(person: AnyPerson, on: dt.date | None = None) -> Verdict:
    """Whether there is a werkplaats for which this person can plan a meeting."""
    if not (known := _planning(person)):
        return known
    assert isinstance(person, Person)
    if person.is_superuser or roles_of(person, on).filter(role__in=PLANS).exists():
        return YES
    return no(_("Een bijeenkomst plannen kan een coördinator, redacteur of docent-onderzoeker van een werkplaats."))


def may_manage(person: AnyPerson, meeting: Meeting, on: dt.date | None = None) -> Verdict:
    """Who plans for its home keeps a meeting, and so does who plans for a werkplaats that organises it as well."""
    if not (known := _planning(person)):
        return known
    assert isinstance(person, Person)
    organising = Q(werkplaats=meeting.home) | Q(werkplaats__in=meeting.shown_by.all())
    if person.is_superuser or roles_of(person, on).filter(organising, role__in=PLANS).exists():
        return YES
    return no(_("Dit kan wie bijeenkomsten plant voor een van de werkplaatsen die het organiseren."))


def may_keep_own_calendar(person: AnyPerson, of: Person) -> Verdict:
    """Everybody keeps the address of their own calendar, and nobody that of another."""
    if not (known := _planning(person)):
        return known
    return YES if person == of else no(_("Dit is de agenda van iemand anders."))


def may_keep_outside(person: AnyPerson, home: Werkplaats, on: dt.date | None = None) -> Verdict:
    """A coordinator chooses which calendars of others a werkplaats shows."""
    if not (known := _planning(person)):
        return known
    assert isinstance(person, Person)
    coordinating = roles_of(person, on).filter(werkplaats=home, role=Role.Kind.COORDINATOR)
    if person.is_superuser or coordinating.exists():
        return YES
    return no(_("Agenda’s van anderen kiezen kan een coördinator van de werkplaats."))


def may_pick(person: AnyPerson, proposal: Proposal, on: dt.date | None = None) -> Verdict:
    """Who plans for the werkplaats picks what was proposed to it, but not what they proposed themselves."""
    if isinstance(person, Person) and proposal.person_id == person.pk:
        return no(_("Dit stelde je zelf voor. Een collega oordeelt erover."))
    return may_plan(person, proposal.home, on)
