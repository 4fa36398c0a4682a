# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects as works: the questions and items of agendas that they come from, and who leads them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from noaber.matching.sources import DescribedMatches, facts, text, ties
from noaber.people.models import AnyPerson, Person, Visibility
from noaber.projects.models import LEADS, Member, MemberState, Phase, Project


class ProjectMatches(DescribedMatches):
    """Learning projects, tied to what they work on."""

    def __init__(self) -> None:
        super().__init__(Project.KIND, "projects.Project")

    def things(self, person: AnyPerson) -> QuerySet[Any, Any]:
        """What this person may read; it is called as its region calls it."""
        rows: Any = self._rows()
        year = Coalesce("year", ExtractYear("starts_on"))
        began, ended = F("starts_on"), F("ends_on")
        return facts(rows.visible_to(person), self.kind, began=began, ended=ended, year=year, called=F("label"))

    def ties(self) -> Sequence[QuerySet[Any, Any]]:
        """Beside organisations, its questions and its items of agendas."""
        rows = self._rows()
        root = text(Coalesce("questions__root_key", F("questions__root_id")))
        item = text(F("agenda_items__ref"))
        return (
            *super().ties(),
            ties(rows.filter(questions__isnull=False), self.kind, "question", tied_ref=root),
            ties(rows.filter(agenda_items__isnull=False), self.kind, "agenda_item", tied_ref=item),
        )

    def leads(self, refs: Collection[str]) -> Sequence[tuple[str, int]]:
        """Lead and co-leads, the lead first, as long as the project is not finished."""
        rows = Member.objects.filter(project__ref__in=refs, state=MemberState.IN, role__in=LEADS, person__isnull=False)
        rows = rows.filter(person__is_active=True).exclude(project__phase=Phase.FINISHED)
        return list(rows.order_by("-role", "pk").values_list("project__ref", "person"))

    def led_by(self, person: Person) -> Sequence[str]:
        """The public projects that this person leads or leads with another."""
        parts = Member.objects.filter(person=person, state=MemberState.IN, role__in=LEADS)
        rows = Project.objects.filter(pk__in=parts.values("project"), visibility=Visibility.PUBLIC)
        return list(rows.exclude(phase=Phase.FINISHED).order_by("pk").values_list("slug", flat=True))
