# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What questions keep of a person: handed over whole, and erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from noaber import search
from noaber.members.own_data_actions import GONE, after_commit, nameless, without_name
from noaber.people.models import Person
from noaber.questions.models import (
    HIDDEN,
    Answer,
    Connection,
    Contribution,
    ContributionState,
    Message,
    Part,
    Question,
    State,
    Voice,
)


class QuestionsHolder:
    """Questions that somebody asked, has too or follows; what they told about them; and being asked to think along."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        return {
            "voices": [_voice(one) for one in person.voices.select_related("question").order_by("pk")],
            "messages": [
                {"question": one.question.title, "text": one.text, "at": one.at}
                for one in Message.objects.filter(_letters_of(person)).select_related("question").distinct()
            ],
            "contributions": [
                {
                    "question": one.question.title, "kind": one.get_source_display(), "text": one.text,
                    "link": one.link, "file": one.file_name, "state": one.get_state_display(), "at": one.made_at,
                }
                for one in person.contributions.select_related("question")
            ],
            "connections": [
                {"question": one.question.title, "text": one.note, "at": one.at}
                for one in Connection.objects.filter(person=person).select_related("question")
            ],
        }  # fmt: skip

    def files(self, person: Person) -> Iterator[tuple[str, Any]]:
        """The files that came with what they told."""
        for one in person.contributions.exclude(file=""):
            yield one.file_name, one.file

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """What is on the site stays without the person; the rest goes, with its files."""
        for voice in person.voices.select_related("question").order_by("pk"):
            if voice.part == Part.ASKED:
                _leave_asked(voice, person, at)
            else:
                _leave(voice, at)
        for contribution in person.contributions.select_related("question"):
            _leave_contribution(contribution, person, at)
        for connection in Connection.objects.filter(person=person):
            connection.note = without_name(connection.note, person)
            connection.person = nameless(at=at)
            connection.save(update_fields=["note", "person"])


def _voice(voice: Voice) -> dict[str, Any]:
    question = voice.question
    return {
        "question": question.title,
        "text": question.text if voice.part == Part.ASKED else "",
        "place": question.place if voice.part == Part.ASKED else "",
        "part": voice.get_part_display(),
        "perspective": voice.get_perspective_display(),
        "state": question.get_state_display(),
        "address": question.get_absolute_url() if question.is_public else "",
        "wants_mail": voice.wants_mail,
        "since": voice.started_at,
    }


def _letters_of(person: Person) -> Q:
    """The conversation about a question is between the coordinator and who asked it."""
    return Q(by=person) | Q(question__voices__person=person, question__voices__part=Part.ASKED)


def _leave_asked(voice: Voice, person: Person, at: dt.datetime) -> None:
    question = voice.question
    # Letters between coordinator and asker were never for others.
    question.messages.all().delete()
    if question.state in HIDDEN and question.state != State.MERGED:
        _remove(question, voice)
        return
    for answer in Answer.objects.filter(question=question):
        Answer.objects.filter(pk=answer.pk).update(text=without_name(answer.text, person))
    question.title, question.text = without_name(question.title, person), without_name(question.text, person)
    question.save(update_fields=["title", "text"])
    _hand_over(voice, at)
    search.changed(Question.KIND, question.ref)


def _remove(question: Question, voice: Voice) -> None:
    """A question that nobody else sees goes altogether; where another one hangs on it, its words do."""
    search.removed(Question.KIND, question.ref)
    names = [one.file.name for one in question.contributions.exclude(file="")]
    storage = Contribution._meta.get_field("file").storage
    try:
        with transaction.atomic():
            question.delete()
        for name in names:
            after_commit(partial(storage.delete, str(name)))
    except ProtectedError:
        Question.objects.filter(pk=question.pk).update(title=GONE, text="", place="")
        voice.delete()


def _leave(voice: Voice, at: dt.datetime) -> None:
    """Who has a question too keeps counting, as nobody; who follows it no longer does."""
    if voice.part == Part.SHARES and voice.confirmed_at is not None:
        _hand_over(voice, at)
        return
    # Wired while Django still starts, when not everything below can be imported.
    from noaber.questions.voice_actions import recount

    question = voice.question
    voice.delete()
    recount(question)


def _hand_over(voice: Voice, at: dt.datetime) -> None:
    voice.person, voice.wants_mail = nameless(at=at), False
    voice.save(update_fields=["person", "wants_mail"])


def _leave_contribution(contribution: Contribution, person: Person, at: dt.datetime) -> None:
    if contribution.state != ContributionState.ACCEPTED:
        name, storage = contribution.file.name, contribution.file.storage
        contribution.delete()
        if name:
            after_commit(lambda: storage.delete(name))
        return
    contribution.person = nameless(at=at)
    contribution.text = without_name(contribution.text, person)
    if contribution.file_name:
        # What somebody calls a file often bears their name.
        contribution.file_name = f"bijlage.{contribution.file_name.rpartition('.')[2]}"
    contribution.save(update_fields=["person", "text", "file_name"])
    search.changed(Question.KIND, contribution.question.ref)
