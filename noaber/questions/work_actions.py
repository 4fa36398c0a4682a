# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Remembering on a question that a group works on it, and what knowledge came of that."""

from datetime import datetime

from django.db import transaction

from noaber import ledger
from noaber.ledger.models import Entry
from noaber.people.models import Person
from noaber.questions.actions import locked
from noaber.questions.models import Question
from noaber.questions.voice_actions import root_of

ledger.declare(
    {
        "question.worked_on": "a learning project works on a question",
        "question.learned": "what a group learned about a question became knowledge",
    }
)


@transaction.atomic
def note_worked_on(question: Question, *, title: str, url: str, by: Person | None, at: datetime) -> None:
    """Put it in the trail of the question, once a project."""
    _note("question.worked_on", question, title=title, url=url, by=by, at=at)


@transaction.atomic
def note_learned(question: Question, *, title: str, url: str, by: Person | None, at: datetime) -> None:
    """Put the knowledge in the trail of the question, once a product."""
    _note("question.learned", question, title=title, url=url, by=by, at=at)


def _note(verb: str, question: Question, *, title: str, url: str, by: Person | None, at: datetime) -> None:
    question = locked(root_of(question))
    known = Entry.objects.filter(kind=Question.KIND, ref=question.ref, verb=verb, data__url=url)
    if not known.exists():
        data = {"title": title, "url": url}
        ledger.record(verb, question, by=by, at=at, werkplaats=question.home_slug, data=data)
