# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with members."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.members.models import Invitation, InvitationState, Involvement
from noaber.people.models import AnyPerson, Person, Role, Werkplaats
from noaber.people.policies import may_coordinate, may_give_role, may_manage_network
from noaber.people.queries import coordinators_of, roles_of


def may_keep_profile(person: AnyPerson) -> Verdict:
    """Everybody with an account keeps their own profile, and only that."""
    if isinstance(person, Person) and person.is_active:
        return YES
    return no(_("Log eerst in."))


def may_invite(person: AnyPerson, werkplaats: Werkplaats) -> Verdict:
    """A coordinator invites in the own werkplaats."""
    return may_give_role(person, werkplaats)


def may_judge_request(person: AnyPerson, werkplaats: Werkplaats) -> Verdict:
    """A coordinator says who joins the own werkplaats."""
    return may_coordinate(person, werkplaats)


def may_accept(invitation: Invitation, at: dt.datetime) -> Verdict:
    """Whoever holds the mailed link may accept, as long as the invitation stands and its sender may still give this."""
    if invitation.state == InvitationState.WITHDRAWN:
        return no(_("Deze uitnodiging is ingetrokken."))
    if invitation.expired(at):
        return no(_("Deze uitnodiging is verlopen. Vraag de coördinator om een nieuwe."))
    if invitation.state == InvitationState.SENT and not may_give_role(invitation.by, invitation.werkplaats):
        return no(_("Wie je uitnodigde is geen coördinator meer. Vraag de nieuwe coördinator om een uitnodiging."))
    return YES


def may_hand_over(person: AnyPerson, role: Role, to: Person) -> Verdict:
    """A coordinator hands a task, also the own one, over to somebody who already takes part in the werkplaats."""
    if to.pk == role.person_id:
        return no(_("Kies iemand anders om aan over te dragen."))
    if not roles_of(to).filter(werkplaats=role.werkplaats).exists():
        return no(_("Overdragen kan aan iemand die al meedoet in deze werkplaats. Nodig die persoon eerst uit."))
    return YES if may_manage_network(person) else may_coordinate(person, role.werkplaats)


def may_leave(person: Person, role: Role, on: dt.date) -> Verdict:
    """Everybody may leave; only a werkplaats is never left without a coordinator."""
    if role.role != Role.Kind.COORDINATOR or coordinators_of(role.werkplaats, on).exclude(pk=person.pk).exists():
        return YES
    return no(
        _("Je bent de enige coördinator van %(name)s. Draag die rol eerst over, dan kun je stoppen.")
        % {"name": role.werkplaats.name}
    )


def may_judge_involvement(person: AnyPerson, involvement: Involvement) -> Verdict:
    """A coordinator of where the work is at home says whether a part in it is right; nobody judges their own."""
    if isinstance(person, Person) and person.pk == involvement.person_id and not person.is_superuser:
        return no(_("Over je eigen bijdrage oordeelt iemand anders."))
    return YES if may_manage_network(person) else may_coordinate(person, involvement.werkplaats)
