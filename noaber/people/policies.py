# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in the network."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.people.models import AnyPerson, Described, Person, Role, Visibility, Werkplaats
from noaber.people.queries import roles_of


def may_coordinate(person: AnyPerson, werkplaats: Werkplaats | None, on: dt.date | None = None) -> Verdict:
    """Coordinators act in their own werkplaats, as long as their term lasts."""
    if not isinstance(person, Person):
        return no(_("Log eerst in."))
    if not person.is_active:
        return no(_("Dit account is gesloten."))
    if person.is_superuser:
        return YES
    if werkplaats is None:
        return no(_("Dit hoort nog bij geen werkplaats."))
    if roles_of(person, on).filter(werkplaats=werkplaats, role=Role.Kind.COORDINATOR).exists():
        return YES
    return no(_("Dit mag alleen een coördinator van deze werkplaats."))


def may_manage_network(person: AnyPerson) -> Verdict:
    """Werkplaatsen, themes and roles are kept by the platform's keepers, or by the machine (nobody)."""
    if person is None or (isinstance(person, Person) and person.is_active and person.is_superuser):
        return YES
    return no(_("Dit mag alleen een beheerder van het platform."))


def may_sign_in(person: AnyPerson, on: dt.date | None = None) -> Verdict:
    """Signing in is for who has a task here; everybody else takes part without an account."""
    if isinstance(person, Person) and person.is_active and (person.is_superuser or roles_of(person, on).exists()):
        return YES
    return no(_("Je hebt hier geen account nodig om mee te doen."))


def may_see(person: AnyPerson, thing: Described) -> Verdict:
    """Public things are for everybody; the rest for those of the home werkplaats."""
    if thing.visibility == Visibility.PUBLIC:
        return YES
    if type(thing)._default_manager.filter(pk=thing.pk).visible_to(person).exists():  # type: ignore[attr-defined]
        return YES
    return no(_("Deze pagina bestaat niet, of is niet openbaar."))
