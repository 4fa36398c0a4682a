# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A role ends, passes to somebody else, or is laid down: what was done in it stays."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.verdicts import Refused, require
from noaber.members import policies
from noaber.members.actions import empty_profile
from noaber.members.models import Invitation, InvitationState
from noaber.people.models import Person, Role, Werkplaats
from noaber.people.policies import may_end_role

ledger.declare(
    {
        "person.role_handed_over": "a person's task in a werkplaats passes to somebody else on a day",
        "person.left": "a person left a werkplaats",
    }
)
A_YEAR = dt.timedelta(days=366)


@transaction.atomic
def end(role: Role, *, on: dt.date, by: Person | None, at: dt.datetime) -> None:
    """A role ends on a day; the last coordinator hands over first. Again changes nothing."""
    role = _locked(role)
    today = timezone.localdate(at)
    if role.until_on is not None and role.until_on <= on:
        return
    if not today <= on <= today + A_YEAR:
        raise Refused(_("Kies een dag vanaf vandaag, binnen een jaar."))
    require(may_end_role(by, role, on))
    _close(role, on)
    _note("person.role_ended", role, by=by, at=at)
    empty_when_gone(role.person, by=by, at=at)


@transaction.atomic
def hand_over(role: Role, *, to: Person, on: dt.date, by: Person | None, at: dt.datetime) -> Role:
    """A role passes to another person on a day. Twice, also at the same moment, gives one role."""
    role = _locked(role)
    taken = Role.objects.filter(person=to, werkplaats=role.werkplaats, role=role.role)
    if role.until_on == on and (given := taken.filter(from_on=on).first()):
        return given
    require(policies.may_hand_over(by, role, to))
    today = timezone.localdate(at)
    if not today <= on <= today + A_YEAR:
        raise Refused(_("Kies een dag vanaf vandaag, binnen een jaar."))
    if role.until_on is not None and role.until_on < on:
        raise Refused(_("Deze rol eindigt al eerder. Kies een eerdere dag."))
    if taken.filter(Q(until_on__isnull=True) | Q(until_on__gt=on)).exists():
        raise Refused(_("Deze persoon heeft deze rol al."))
    term = role.until_on
    _close(role, on)
    given = Role.objects.create(
        person=to, werkplaats=role.werkplaats, role=role.role, from_on=on, until_on=term if term != on else None
    )
    data = {"role": role.role, "to": to.pk, "on": on.isoformat()}
    ledger.record("person.role_handed_over", role.person, by=by, at=at, werkplaats=role.werkplaats.slug, data=data)
    empty_when_gone(role.person, by=by, at=at)
    return given


@transaction.atomic
def leave(person: Person, *, werkplaats: Werkplaats | None = None, by: Person | None, at: dt.datetime) -> None:
    """Stop in a werkplaats, or everywhere: roles end today, the work stays, and what was shown of the person goes."""
    if by is not None and by.pk != person.pk and not by.is_superuser:
        raise Refused(_("Alleen jij zelf kunt stoppen. Een coördinator kan wel je rol beëindigen."))
    today = timezone.localdate(at)
    open_still = Q(until_on__isnull=True) | Q(until_on__gt=today)
    roles = Role.objects.filter(open_still, person=person)
    roles = roles.filter(werkplaats=werkplaats) if werkplaats else roles
    for role in [_locked(role) for role in roles.order_by("werkplaats", "pk")]:
        require(policies.may_leave(person, role, today))
        _close(role, today)
        ledger.record("person.left", person, by=by, at=at, werkplaats=role.werkplaats.slug, data={"role": role.role})
    sent = Invitation.objects.filter(by=person, state=InvitationState.SENT)
    (sent.filter(werkplaats=werkplaats) if werkplaats else sent).update(state=InvitationState.WITHDRAWN, ended_at=at)
    empty_when_gone(person, by=by, at=at)


@transaction.atomic
def empty_when_gone(person: Person, *, by: Person | None, at: dt.datetime) -> None:
    """Who has no role any more, now or later, is no longer shown, and their profile is empty."""
    today = timezone.localdate(at)
    if not person.roles.filter(Q(until_on__isnull=True) | Q(until_on__gt=today)).exists() and not person.is_superuser:
        empty_profile(person, by=by, at=at)


def _locked(role: Role) -> Role:
    # All roles of the werkplaats, so that two coordinators cannot leave each other at the same moment.
    list(Role.objects.select_for_update().filter(werkplaats_id=role.werkplaats_id).values_list("pk", flat=True))
    return Role.objects.select_related("werkplaats", "person").get(pk=role.pk)


def _close(role: Role, on: dt.date) -> None:
    if on <= role.from_on:
        # It ends before it began: there never was such a term, only the entries of the ledger.
        role.delete()
        return
    role.until_on = on
    role.save(update_fields=["until_on"])


def _note(verb: str, role: Role, *, by: Person | None, at: dt.datetime) -> None:
    ledger.record(verb, role.person, by=by, at=at, werkplaats=role.werkplaats.slug, data={"role": role.role})
