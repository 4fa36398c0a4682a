# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects as what a report can be about."""

from django.db.models import QuerySet

from noaber.moderation.subjects import DescribedSubjects
from noaber.people.models import Person
from noaber.projects.models import LEADS, Member, MemberState


class ProjectSubjects(DescribedSubjects):
    """Projects, with who leads them."""

    def own(self, person: Person) -> QuerySet[Member, str]:  # type: ignore[override]
        """Those that this person leads."""
        leads = Member.objects.filter(person=person, state=MemberState.IN, role__in=LEADS)
        return leads.order_by().values_list("project__ref", flat=True)
