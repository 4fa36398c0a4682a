# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling who asked: a group works on their question, learned something about it, or is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import mail
from noaber.ledger.models import Entry
from noaber.people.models import Visibility
from noaber.people.region_queries import origin_of
from noaber.projects.models import LearningRound, Project
from noaber.questions import work_actions
from noaber.questions.models import Question
from noaber.questions.queries import people_to_tell
from noaber.questions.tasks import manage_token
from noaber.ui.languages import in_language


def _page(origin: str, name: str, *args: Any) -> str:
    return f"{origin}{in_language(reverse(name, args=args))}"


# Made when a mail is written: only then is known in which language.
_link = lazy(_page, str)


def _project(entry: Entry) -> Project:
    return Project.objects.select_related("home").get(ref=entry.ref)


def tell_askers(
    entry: Entry, project: Project, questions: Iterable[Question], template: str, subject: Any, **context: Any
) -> None:
    """Everybody who asked, shares or follows one of these questions, once, whatever the number of questions."""
    told: set[int] = set()
    if project.visibility != Visibility.PUBLIC or project.example:
        return
    page = _link(origin_of(project.home_slug), "project_detail", project.slug)
    for question in questions:
        for voice in people_to_tell(question):
            person = voice.person
            if person.pk in told or not person.email:
                continue
            told.add(person.pk)
            manage = _link(settings.SITE_URL, "question_manage", manage_token(voice))
            given = {"page": page, "project": project, "question": question, "manage": manage, **context}
            with translation.override(person.language):
                mail.enqueue(
                    to=person.email, subject=str(subject), template=template, context=given, at=entry.at,
                    key=f"project:{entry.pk}:{template.rpartition('/')[2][:-4]}:{person.email}",
                )  # fmt: skip


def mark_questions(entry: Entry) -> None:
    """The page of each question shows that a group works on it."""
    project = _project(entry)
    if project.visibility == Visibility.PUBLIC:
        for question in Question.objects.public().filter(ref__in=entry.data.get("questions", ())):
            page = project.get_absolute_url()
            work_actions.note_worked_on(question, title=project.title, url=page, by=entry.by, at=entry.at)


def tell_started(entry: Entry) -> None:
    """A group works on their question."""
    questions = Question.objects.public().filter(ref__in=entry.data.get("questions", ()))
    subject = _("Er wordt aan je vraag gewerkt")
    tell_askers(entry, _project(entry), questions, "projects/mail/asker_started.txt", subject)


def tell_insight(entry: Entry) -> None:
    """A group learned something about their question, and made it public."""
    round = LearningRound.objects.filter(pk=entry.data["round"], public=True, finished_at__isnull=False).first()
    if round is not None:
        questions = Question.objects.public().filter(projects__ref=entry.ref)
        subject = _("Er is iets geleerd over je vraag")
        tell_askers(entry, _project(entry), questions, "projects/mail/asker_insight.txt", subject, round=round)


def tell_finished(entry: Entry) -> None:
    """The group that worked on their question is done."""
    questions = Question.objects.public().filter(projects__ref=entry.ref)
    subject = _("Het leertraject over je vraag is afgerond")
    tell_askers(entry, _project(entry), questions, "projects/mail/asker_finished.txt", subject)


def register() -> None:
    """Follow up what is written in the ledger about projects."""
    for verb in ("project.started", "project.changed"):
        ledger.on(verb, tell_started)
        ledger.on(verb, mark_questions)
    ledger.on("project.insight_shared", tell_insight)
    ledger.on("project.finished", tell_finished)
