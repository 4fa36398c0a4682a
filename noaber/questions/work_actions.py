# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Remembering on a question that a group works on it, what knowledge came of that, and that it is used."""

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
        "question.used": "what came of a question is used",
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


@transaction.atomic
def note_used(question: Question, *, use: str, title: str, url: str, by: Person | None, at: datetime) -> bool:
    """Put a use of what came of it in the trail of the question; says whether it is the first."""
    first = not Entry.objects.filter(kind=Question.KIND, ref=root_of(question).ref, verb="question.used").exists()
    _note("question.used", question, title=title, url=url, by=by, at=at, use=use)
    return first


def _note(verb: str, question: Question, *, title: str, url: str, by: Person | None, at: datetime, **more: str) -> None:
    question = locked(root_of(question))
    known = Entry.objects.filter(kind=Question.KIND, ref=question.ref, verb=verb, data__url=url)
    if not known.exists():
        data = {"title": title, "url": url, **more}
        ledger.record(verb, question, by=by, at=at, werkplaats=question.home_slug, data=data)
