# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on questions: who answered one, or knew something. Who asked one is never told."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import ExtractYear

from noaber.members.work_queries import ANSWERED, CONTRIBUTED, rows, word
from noaber.questions.models import HIDDEN, Answer, Contribution, ContributionState, Question


class QuestionWorks:
    """Work on questions, as `members.works` wants to know it."""

    def done(self) -> Sequence[QuerySet[Any, Any]]:
        """Answers by coordinators, and contributions that were accepted."""
        answers = Answer.objects.filter(by__isnull=False).exclude(question__state__in=HIDDEN)
        known = Contribution.objects.filter(state=ContributionState.ACCEPTED).exclude(question__state__in=HIDDEN)
        kind = word(Question.KIND)
        return (
            rows(answers, person="by_id", kind=kind, ref="question__ref", part=word(ANSWERED), at="at"),
            rows(known, person="person_id", kind=kind, ref="question__ref", part=word(CONTRIBUTED), at="made_at"),
        )

    def things(self, refs: Collection[str]) -> QuerySet[Any, Any]:
        """Public questions, a row for each theme."""
        public = Question.objects.public().filter(ref__in=refs).order_by()
        return public.annotate(
            work_kind=word(Question.KIND),
            language=word("nl"),
            asked_in=ExtractYear("asked_at"),
            theme=F("themes__slug"),
        ).values_list("work_kind", "ref", "title", "slug", "language", "asked_in", "theme")

    def about(self, theme: str) -> QuerySet[Any, Any]:
        """The refs of the questions about a theme."""
        return Question.objects.public().filter(themes__slug=theme).order_by().values("ref")

    def thing(self, slug: str) -> tuple[str, str, int | None] | None:
        """A part in a question is known already: nobody has to say so."""
        return None
