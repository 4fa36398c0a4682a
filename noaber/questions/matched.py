# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions as works: what they are, and in which question each lives on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Case, DateField, F, QuerySet, When
from django.db.models.functions import Cast, Coalesce, ExtractYear

from noaber.matching import Subject
from noaber.matching.sources import LONGEST, NO_DAY, NO_YEAR, facts, text, ties
from noaber.members.work_queries import word
from noaber.people.models import AnyPerson, Person
from noaber.questions.models import Question


class QuestionMatches:
    """Questions, each tied to the one it lives on in: its own when it was not merged."""

    def subject(self, slug: str, person: AnyPerson) -> Subject | None:
        """The question at this address, when this person may read it."""
        one = Question.objects.visible_to(person).select_related("home").filter(slug=slug).first()
        if one is None:
            return None
        told = one.text[:LONGEST]
        return Subject("question", one.ref, slug, one.title, one.get_absolute_url(), told, "nl", one.home_slug)

    def things(self, person: AnyPerson) -> QuerySet[Any, Any]:
        """What everybody may read; what waits for a first look is nobody's match."""
        began = Case(When(dated=True, then=Cast("asked_at", DateField())), default=NO_DAY)
        year = Case(When(dated=True, then=ExtractYear("asked_at")), default=NO_YEAR)
        return facts(Question.objects.public(), "question", lang=word("nl"), began=began, year=year)

    def ties(self) -> Sequence[QuerySet[Any, Any]]:
        """Its root."""
        root = text(Coalesce("root_key", F("root_id")))
        return (ties(Question.objects.public(), "question", "question", tied_ref=root),)

    def themes(self) -> Sequence[QuerySet[Any, Any]]:
        """What it is about."""
        rows = Question.objects.public().filter(themes__isnull=False)
        return (ties(rows, "question", "theme", tied_ref=text(F("themes__slug"))),)

    def leads(self, refs: Collection[str]) -> Sequence[tuple[str, int]]:
        """Nobody: who asked is never told."""
        return ()

    def led_by(self, person: Person) -> Sequence[str]:
        """Nothing."""
        return ()
