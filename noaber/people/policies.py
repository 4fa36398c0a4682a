# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in the network."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.people.models import AnyPerson, Described, Person, Role, Visibility, Werkplaats
from noaber.people.queries import coordinators_of, roles_of
from noaber.people.region_models import ShowRequest


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


def may_edit(person: AnyPerson, werkplaats: Werkplaats | None, on: dt.date | None = None) -> Verdict:
    """Editors and coordinators keep the pages and the knowledge of their own werkplaats."""
    if may_coordinate(person, werkplaats, on):
        return YES
    if roles_of(person, on).filter(werkplaats=werkplaats, role=Role.Kind.EDITOR).exists():
        return YES
    return no(_("Dit mag alleen een redacteur of coördinator van deze werkplaats."))


def may_keep_site(person: AnyPerson, werkplaats: Werkplaats, on: dt.date | None = None) -> Verdict:
    """Its coordinator, a keeper of the platform or the machine decides how a werkplaats looks and is called."""
    return may_manage_network(person) or may_coordinate(person, werkplaats, on)


def may_decide_to_show(person: AnyPerson, asked: ShowRequest, on: dt.date | None = None) -> Verdict:
    """The home decides, and never the one who asked."""
    if isinstance(person, Person) and asked.asked_by_id == person.pk:
        return no(_("Je kunt niet over je eigen verzoek beslissen."))
    return may_edit(person, asked.home, on)


def may_manage_network(person: AnyPerson) -> Verdict:
    """Werkplaatsen, themes and roles are kept by the platform's keepers, or by the machine (nobody)."""
    if person is None or (isinstance(person, Person) and person.is_active and person.is_superuser):
        return YES
    return no(_("Dit mag alleen een beheerder van het platform."))


def may_give_role(person: AnyPerson, werkplaats: Werkplaats, to: Person | None = None) -> Verdict:
    """Nobody gives more than they have: coordinators give tasks in their own werkplaats, and none to themselves."""
    if may_manage_network(person):
        return YES
    if to is not None and isinstance(person, Person) and to.pk == person.pk:
        return no(_("Je kunt jezelf geen rol geven. Vraag het een andere coördinator."))
    return may_coordinate(person, werkplaats)


def may_end_role(person: AnyPerson, role: Role, until_on: dt.date) -> Verdict:
    """Everybody may end their own task, a coordinator those of the werkplaats; but one coordinator stays."""
    if may_manage_network(person):
        return YES
    if not isinstance(person, Person) or person.pk != role.person_id:
        verdict = may_coordinate(person, role.werkplaats)
        if not verdict:
            return verdict
    if role.role == Role.Kind.COORDINATOR and not coordinators_of(role.werkplaats, until_on).exclude(pk=role.person_id):
        return no(_("Er moet een coördinator blijven. Draag de rol eerst over aan iemand anders."))
    return YES


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
