# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a project. What is of the group is for its members and for the coordinators of its home."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.people.models import AnyPerson, Person, Werkplaats
from noaber.people.policies import may_coordinate
from noaber.people.queries import roles_of
from noaber.projects.models import LEADS, STARTS, LogEntry, Member, MemberRole, MemberState, Phase, Project


def part_of(person: AnyPerson, project: Project) -> Member | None:
    """The part that this person has in the group now."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    return project.members.filter(person=person, state=MemberState.IN).first()


def may_start(person: AnyPerson, home: Werkplaats | None, on: dt.date | None = None) -> Verdict:
    """A coordinator or a researcher of a werkplaats starts its projects."""
    if not isinstance(person, Person):
        return no(_("Log eerst in."))
    if not person.is_active:
        return no(_("Dit account is gesloten."))
    if person.is_superuser or roles_of(person, on).filter(werkplaats=home, role__in=STARTS).exists():
        return YES
    return no(_("Een leertraject beginnen kan een coördinator of docent-onderzoeker van de werkplaats."))


def may_start_somewhere(person: AnyPerson, on: dt.date | None = None) -> Verdict:
    """Whether there is a werkplaats for which this person can start a project."""
    if not isinstance(person, Person) or not person.is_active:
        return no(_("Log eerst in."))
    if person.is_superuser or roles_of(person, on).filter(role__in=STARTS).exists():
        return YES
    return no(_("Een leertraject beginnen kan een coördinator of docent-onderzoeker van een werkplaats."))


def _began(person: AnyPerson, project: Project) -> bool:
    """Who started a project for others keeps it until somebody takes part."""
    mine = isinstance(person, Person) and person.is_active and project.started_by_id == person.pk
    return mine and not project.members.filter(state=MemberState.IN).exists()


def may_lead(person: AnyPerson, project: Project, on: dt.date | None = None) -> Verdict:
    """The lead, the co-leads and the coordinators of its home keep a project."""
    part = part_of(person, project)
    if part is not None and part.role in LEADS:
        return YES
    if may_coordinate(person, project.home, on) or _began(person, project):
        return YES
    return no(_("Dit kan wie dit leertraject trekt, of een coördinator van de werkplaats."))


def may_read_group(person: AnyPerson, project: Project, on: dt.date | None = None) -> Verdict:
    """What is of the group is read by who takes part and by the coordinators of its home, by nobody else."""
    if part_of(person, project) is not None or may_coordinate(person, project.home, on) or _began(person, project):
        return YES
    return no(_("Dit is van de groep. Doe je mee? Log dan in, of gebruik de link uit je mail."))


def may_note(person: AnyPerson, project: Project, on: dt.date | None = None) -> Verdict:
    """Who takes part notes in the log and works on rounds, as long as there is a group."""
    if not project.is_group:
        return no(_("Hier werkt nog geen groep."))
    return may_read_group(person, project, on)


def may_change_entry(person: AnyPerson, entry: LogEntry, on: dt.date | None = None) -> Verdict:
    """What somebody noted is changed by who wrote it; who leads may take it back from the public page or remove it."""
    project = entry.project
    if isinstance(person, Person) and entry.by_id == person.pk and may_note(person, project, on):
        return YES
    return may_lead(person, project, on)


def may_ask_to_join(project: Project) -> Verdict:
    """Everybody may ask, of a project that is under way and open to it."""
    if not project.is_group or not project.may_ask:
        return no(_("Aan dit leertraject kun je hier niet vragen of je mee mag doen."))
    if project.phase == Phase.FINISHED:
        return no(_("Dit leertraject is afgerond."))
    return YES


def may_accept(member: Member, at: dt.datetime) -> Verdict:
    """Whoever holds the mailed link may say yes, as long as the invitation stands and its sender may still give it."""
    if member.state == MemberState.DECLINED:
        return no(_("Deze uitnodiging is ingetrokken."))
    if member.state not in (MemberState.INVITED, MemberState.IN):
        return no(_("Deze uitnodiging geldt niet meer."))
    if member.expired(at):
        return no(_("Deze uitnodiging is verlopen. Vraag om een nieuwe."))
    began = member.by_id == member.project.started_by_id
    if member.state == MemberState.INVITED and member.by and not began and not may_lead(member.by, member.project):
        return no(_("Wie je uitnodigde trekt dit leertraject niet meer. Vraag om een nieuwe uitnodiging."))
    return YES


def may_leave(member: Member) -> Verdict:
    """Everybody may leave; the lead hands over first, as long as somebody else can take it."""
    if member.state != MemberState.IN:
        return no(_("Je doet niet (meer) mee."))
    others = member.project.members.filter(state=MemberState.IN).exclude(pk=member.pk)
    if member.role == MemberRole.LEAD and others.exists():
        return no(_("Je trekt dit leertraject. Draag dat eerst over, dan kun je stoppen."))
    return YES


def may_finish(project: Project) -> Verdict:
    """The last phase ends only with an embedding plan."""
    if not hasattr(project, "embedding_plan"):
        return no(
            _("Schrijf eerst het borgingsplan: wie wordt eigenaar, waar leeft het, en wanneer kijken we opnieuw?")
        )
    return YES
