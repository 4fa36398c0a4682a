# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Requests to take part in a project, on the desk with everything else that waits."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.moderation import Waiting
from noaber.people.models import Person, Role
from noaber.people.queries import roles_of
from noaber.projects.models import LEADS, Member, MemberState


class ProjectDesk:
    """Who wants to join a group, for the desk."""

    def waiting(self, person: Person) -> Sequence[Waiting]:
        """Those of the projects that this person leads, or that are of a werkplaats they coordinate."""
        asked = Member.objects.filter(state=MemberState.ASKED).exclude(person=person)
        if not person.is_superuser:
            coordinated = roles_of(person).filter(role=Role.Kind.COORDINATOR).values("werkplaats")
            led = Member.objects.filter(person=person, state=MemberState.IN, role__in=LEADS).values("project")
            asked = asked.filter(Q(project__home__in=coordinated) | Q(project__in=led))
        return [
            Waiting(
                kind="member",
                label=_("Wil meedoen met een leertraject"),
                title=one.project.title,
                href=reverse("project_member", args=[one.project.slug, one.pk]),
                since=one.at,
                werkplaats=one.project.home.slug if one.project.home else "",
            )
            for one in asked.select_related("project__home").order_by("at", "pk")
        ]
