# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on projects: who takes or took part in one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from noaber.members.models import Part
from noaber.members.sources import DescribedWorks
from noaber.members.work_queries import rows, word
from noaber.projects.models import LEADS, Member, MemberState, Project


class ProjectWorks(DescribedWorks):
    """Work on projects, as `members.works` wants to know it; shown only of who consented to that."""

    def __init__(self) -> None:
        super().__init__(Project.KIND, "projects.Project")

    def done(self) -> Sequence[QuerySet[Any, Any]]:
        """Members, now and before."""
        took_part = Member.objects.filter(state__in=(MemberState.IN, MemberState.LEFT), person__isnull=False)
        lead, other = Value(Part.LEAD.value), Value(Part.PARTICIPANT.value)
        part = Case(When(role__in=LEADS, then=lead), default=other)
        kind = word(Project.KIND)
        return (rows(took_part, person="person_id", kind=kind, ref="project__ref", part=part, at="joined_at"),)
