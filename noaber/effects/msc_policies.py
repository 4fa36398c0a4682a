# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who opens and leads a round of Most Significant Change, and who chooses in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.effects.msc_models import MscRound
from noaber.people.models import AnyPerson, Person, Werkplaats
from noaber.people.policies import may_coordinate
from noaber.people.queries import coordinates
from noaber.projects.models import LEADS, MemberState, Project


def leads(person: Person, project: Project) -> bool:
    """Whether somebody leads a project now."""
    return project.members.filter(person=person, state=MemberState.IN, role__in=LEADS).exists()


def may_open_somewhere(person: AnyPerson) -> Verdict:
    """Whether there is anything for which this person may open a round."""
    if isinstance(person, Person) and person.is_active:
        led = Project.objects.filter(members__person=person, members__state=MemberState.IN, members__role__in=LEADS)
        if person.is_superuser or coordinates(person).exists() or led.exists():
            return YES
    return no(_("Een verhalenronde openen kan een coördinator, of wie een leertraject leidt."))


def may_lead(person: AnyPerson, home: Werkplaats | None, project: Project | None) -> Verdict:
    """A coordinator of its home, or who leads the project that it is about."""
    verdict = may_coordinate(person, home)
    if verdict or not isinstance(person, Person) or not person.is_active or project is None:
        return verdict
    if project.home_id == (home.pk if home else None) and leads(person, project):
        return YES
    return no(_("Dit mag alleen de coördinator, of wie dit leertraject leidt."))


def may_lead_round(person: AnyPerson, round: MscRound) -> Verdict:
    """Who may take a round further."""
    return may_lead(person, round.home, round.project)
