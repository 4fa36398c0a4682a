# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of questions waits on the desk of moderation: held questions and contributions that nobody judged yet."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.members.work_queries import word
from noaber.moderation import Waiting
from noaber.people.models import Person
from noaber.questions.models import Contribution, ContributionState, Part, Question, State, desk

MOST_LISTED = 200
ROW = ("kind", "pk", "named", "address", "since", "werkplaats")


class QuestionDesk:
    """Held questions and waiting contributions that this person may judge: on their desk, and not their own."""

    def waiting(self, person: Person) -> list[Waiting]:
        """Longest waiting first, both in one query."""
        labels = {"question": _("Vraag om eerst te bekijken"), "contribution": _("Bijdrage bij een vraag")}
        rows = _held(person).union(_contributions(person), all=True).order_by("since")
        return [
            Waiting(
                kind=kind,
                label=labels[kind],
                title=title,
                href=reverse("question_detail", args=[slug]) if slug else reverse("question_judge", args=[pk]),
                since=since,
                werkplaats=place or "",
            )
            for kind, pk, title, slug, since, place in rows[: 2 * MOST_LISTED]
        ]


def _held(person: Person) -> Any:
    own = Question.objects.filter(voices__person=person, voices__part=Part.ASKED)
    rows = Question.objects.filter(desk(person), state=State.HELD).exclude(pk__in=own.values("pk")).order_by()
    told = {"named": F("title"), "address": F("slug"), "since": F("changed_at"), "werkplaats": F("home__slug")}
    return rows.annotate(kind=word("question"), **told).values_list(*ROW)


def _contributions(person: Person) -> Any:
    questions = Question.objects.filter(desk(person)).order_by()
    rows = Contribution.objects.filter(state=ContributionState.WAITING, question__in=questions).exclude(person=person)
    told = {"named": F("question__title"), "since": F("made_at"), "werkplaats": F("question__home__slug")}
    return rows.order_by().annotate(kind=word("contribution"), address=word(""), **told).values_list(*ROW)
