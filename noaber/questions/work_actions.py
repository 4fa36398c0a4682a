# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Remembering on a question that a group works on it."""

from datetime import datetime

from django.db import transaction

from noaber import ledger
from noaber.ledger.models import Entry
from noaber.people.models import Person
from noaber.questions.actions import locked
from noaber.questions.models import Question
from noaber.questions.voice_actions import root_of

ledger.declare({"question.worked_on": "a learning project works on a question"})


@transaction.atomic
def note_worked_on(question: Question, *, title: str, url: str, by: Person | None, at: datetime) -> None:
    """Put it in the trail of the question, once a project."""
    question = locked(root_of(question))
    known = Entry.objects.filter(kind=Question.KIND, ref=question.ref, verb="question.worked_on", data__url=url)
    if not known.exists():
        data = {"title": title, "url": url}
        ledger.record("question.worked_on", question, by=by, at=at, werkplaats=question.home_slug, data=data)
