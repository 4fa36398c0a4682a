# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is on agendas as works: from which questions each comes, and who keeps it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from noaber.agenda.decision_models import AgendaItem, ItemState
from noaber.matching.sources import DescribedMatches, facts, text, ties
from noaber.people.models import AnyPerson, Person, Role, Visibility, current_on
from noaber.people.queries import coordinates


class ItemMatches(DescribedMatches):
    """Items of agendas, tied to the questions that they cover."""

    def __init__(self) -> None:
        super().__init__(AgendaItem.KIND, "agenda.AgendaItem")

    def things(self, person: AnyPerson) -> QuerySet[Any, Any]:
        """What this person may read; its period is what it is called by."""
        rows: Any = self._rows()
        began, ended, year = F("since"), F("until"), ExtractYear("since")
        called = F("period__label")
        return facts(rows.visible_to(person), self.kind, began=began, ended=ended, year=year, called=called)

    def ties(self) -> Sequence[QuerySet[Any, Any]]:
        """Beside organisations, its questions: each as the one it lives on in."""
        asked = self._rows().filter(questions__isnull=False)
        root = text(Coalesce("questions__root_key", F("questions__root_id")))
        return (*super().ties(), ties(asked, self.kind, "question", tied_ref=root))

    def leads(self, refs: Collection[str]) -> Sequence[tuple[str, int]]:
        """The coordinators of the werkplaats, while it is on the agenda."""
        today = timezone.localdate()
        roles = Role.objects.filter(
            current_on(today), role=Role.Kind.COORDINATOR, person__is_active=True,
            werkplaats__agendaitem_items__ref__in=refs, werkplaats__agendaitem_items__state=ItemState.ON,
        )  # fmt: skip
        return list(roles.values_list("werkplaats__agendaitem_items__ref", "person").distinct().order_by("person"))

    def led_by(self, person: Person) -> Sequence[str]:
        """What is on the agendas of the werkplaatsen that this person coordinates."""
        homes = coordinates(person).prefetch_related(None).order_by()
        rows = AgendaItem.objects.filter(home__in=homes, state=ItemState.ON, visibility=Visibility.PUBLIC)
        return list(rows.order_by("pk").values_list("slug", flat=True))
