# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions as what a report can be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from noaber.moderation import Subject
from noaber.people.models import Person
from noaber.questions import triage_actions
from noaber.questions.models import Part, Question, Voice


class QuestionSubjects:
    """Questions, with who asked them."""

    def find(self, refs: Sequence[str]) -> Mapping[str, Subject]:
        """What is known of these questions, also of those that are not public."""
        rows = Question.objects.filter(ref__in=refs).select_related("home")
        return {
            question.ref: Subject(
                kind=Question.KIND,
                ref=question.ref,
                title=question.title,
                href=question.get_absolute_url(),
                werkplaats=question.home_slug,
                public=question.is_public,
            )
            for question in rows
        }

    def own(self, person: Person) -> QuerySet[Voice, str]:
        """Those that this person asked."""
        return Voice.objects.filter(part=Part.ASKED, person=person).order_by().values_list("question__ref", flat=True)

    def hide(self, ref: str, *, reason: str, by: Person | None, at: datetime) -> None:
        """Take it out of public view; who asked it is told why."""
        triage_actions.hide(Question.objects.get(ref=ref), text=reason, by=by, at=at)
