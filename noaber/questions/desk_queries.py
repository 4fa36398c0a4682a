# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of questions waits on the desk of moderation: held questions and contributions that nobody judged yet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.moderation import Waiting
from noaber.people.models import Person
from noaber.questions.models import Contribution, ContributionState, Part, Question, State, desk

MOST_LISTED = 200


class QuestionDesk:
    """Held questions and waiting contributions that this person may judge: on their desk, and not their own."""

    def waiting(self, person: Person) -> list[Waiting]:
        """Longest waiting first."""
        mine = Question.objects.filter(desk(person))
        return sorted([*_held(person, mine), *_contributions(person, mine)], key=lambda one: one.since)


def _held(person: Person, mine: QuerySet[Question]) -> list[Waiting]:
    rows = mine.filter(state=State.HELD).select_related("home")
    own = Question.objects.filter(voices__person=person, voices__part=Part.ASKED)
    return [
        Waiting(
            kind="question",
            label=_("Vraag om eerst te bekijken"),
            title=question.title,
            href=question.get_absolute_url(),
            since=question.changed_at,
            werkplaats=question.home_slug,
        )
        for question in rows.exclude(pk__in=own.values("pk")).order_by("changed_at", "pk")[:MOST_LISTED]
    ]


def _contributions(person: Person, mine: QuerySet[Question]) -> list[Waiting]:
    questions = mine.order_by()
    rows = Contribution.objects.filter(state=ContributionState.WAITING, question__in=questions).exclude(person=person)
    return [
        Waiting(
            kind="contribution",
            label=_("Bijdrage bij een vraag"),
            title=contribution.question.title,
            href=reverse("question_judge", args=[contribution.pk]),
            since=contribution.made_at,
            werkplaats=contribution.question.home_slug,
        )
        for contribution in rows.select_related("question__home").order_by("made_at", "pk")[:MOST_LISTED]
    ]
