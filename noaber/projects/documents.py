# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects as documents of the search index: with their learning questions and the insights that are public."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch

from noaber.people.models import Described
from noaber.projects.models import LearningRound, PlanItem, Project, Sort
from noaber.search.described import DescribedSource
from noaber.search.documents import Document


class ProjectSource(DescribedSource):
    """Hands over projects, with what their groups ask and learned. What is of the group is never handed over."""

    def _rows(self) -> Any:
        asked = PlanItem.objects.filter(sort=Sort.QUESTION).order_by("pk")
        learned = LearningRound.objects.filter(public=True, finished_at__isnull=False).order_by("number")
        rows = super()._rows()
        return rows.prefetch_related(
            Prefetch("plan", asked, to_attr="asked"), Prefetch("rounds", learned, to_attr="learned")
        )

    def _document(self, thing: Described) -> Document:
        document = super()._document(thing)
        assert isinstance(thing, Project)
        asked: list[PlanItem] = getattr(thing, "asked", [])
        learned: list[LearningRound] = getattr(thing, "learned", [])
        told = [part for one in asked for part in (one.text, one.answer)]
        told += [part for one in learned for part in (one.question, one.insight)]
        return replace(document, text="\n".join(filter(None, [document.text, *told])))
