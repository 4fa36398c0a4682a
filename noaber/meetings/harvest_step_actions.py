# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One step from what was noted at a meeting to a question, to knowledge, or to a group that goes on with it."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.knowledge import draft_actions
from noaber.knowledge.models import Product, Version
from noaber.meetings import policies
from noaber.meetings.harvest_actions import harvest_of
from noaber.meetings.harvest_models import Noted
from noaber.meetings.models import Meeting
from noaber.meetings.planning_actions import locked, note
from noaber.people.models import Person, Perspective
from noaber.projects import actions as project_actions
from noaber.projects import team_actions
from noaber.projects.models import ALIVE, Project
from noaber.questions import actions as question_actions
from noaber.questions.models import Question

ledger.declare(
    {
        "meeting.question_raised": "a question that was raised at a meeting was put to the network",
        "meeting.insight_lifted": "an insight of a meeting became the draft of a product",
        "meeting.project_sown": "those who want to go on were invited to a new project",
        "project.sown": "a project came of a meeting",
    }
)
LONGEST_TITLE = 200


def in_two(text: str) -> tuple[str, str]:
    """The first sentence as a title, and the whole when there is more."""
    first = re.split(r"(?<=[.?!])\s|\n", text.strip(), maxsplit=1)[0].strip()
    title = first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"
    return title, "" if title == text.strip() else text.strip()


def _noted(meeting: Meeting, pk: int) -> Noted:
    found = meeting.noted.filter(pk=pk).first()
    if found is None:
        raise Refused(_("Dit is intussen weggehaald."))
    return found


@transaction.atomic
def raise_question(meeting: Meeting, *, pk: int, perspective: str, by: Person | None, at: dt.datetime) -> Question:
    """Put what was asked at a table to the network, as its planner. Again, also at the same moment, it is the same."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    noted = _noted(meeting, pk)
    if noted.became:
        return Question.objects.get(ref=_ref(noted, Question.KIND))
    perspective = perspective or noted.perspective
    if perspective not in Perspective.values:
        raise Refused(_("Kies van wie deze vraag is: vanuit welk perspectief."))
    title, text = in_two(noted.text)
    question = question_actions.ask(
        title=title, text=text, perspective=perspective, email="", home=meeting.home, place=meeting.place[:80],
        themes=meeting.themes.all(), origin=f"{Meeting.KIND}:{meeting.ref}", submission=f"meeting-noted-{noted.pk}",
        example=meeting.example, by=by, at=at,
    )  # fmt: skip
    question = question_actions.confirm_asked(question, by=by, at=at)
    _became(noted, f"{Question.KIND}:{question.ref}")
    note(meeting, "meeting.question_raised", by=by, at=at, data={"question": question.ref})
    return question


def _ref(noted: Noted, kind: str) -> str:
    found, _colon, ref = noted.became.partition(":")
    if found != kind:
        raise Refused(_("Hier is al iets anders van gemaakt."))
    return ref


def _became(noted: Noted, thing: str) -> None:
    noted.became = thing
    noted.save(update_fields=["became"])


@transaction.atomic
def lift(meeting: Meeting, *, pk: int, by: Person | None, at: dt.datetime) -> Version:
    """Begin to write about an insight of a meeting. Again, also at the same moment, it is the same draft."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    assert meeting.home is not None
    noted = _noted(meeting, pk)
    if noted.became:
        known = Version.objects.filter(ref=_ref(noted, Product.KIND)).order_by("-pk").first()
        if known is None:
            raise Refused(_("Van dit inzicht is al kennis gemaakt."))
        return known
    title, _more = in_two(noted.text)
    version = draft_actions.start(
        title[:120], home=meeting.home, type=Product.Type.ARTICLE.value, example=meeting.example, by=by, at=at
    )
    source = _("Dit kwam naar voren op de bijeenkomst [%(title)s](%(address)s).") % {
        "title": meeting.title.replace("[", "(").replace("]", ")"), "address": meeting.get_absolute_url(),
    }  # fmt: skip
    facts = {**version.facts, "summary": noted.text[:600], "text": f"{noted.text}\n\n{source}"}
    version = draft_actions.save_draft(version, facts=facts, seen=version.saved, by=by, at=at)
    came_of = {"meeting": meeting.ref, "origins": [f"{Meeting.KIND}:{meeting.ref}"]}
    draft_actions.note(version, "product.lifted", by=by, at=at, data=came_of)
    _became(noted, f"{Product.KIND}:{version.ref}")
    note(meeting, "meeting.insight_lifted", by=by, at=at, data={"product": version.ref})
    return version


@transaction.atomic
def sow(meeting: Meeting, *, title: str, summary: str, by: Person | None, at: dt.datetime) -> Project:
    """Start a project with those who want to go on: they are invited, and say yes themselves. Later also who came
    after."""
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    harvest = harvest_of(meeting)
    if harvest.project is None:
        assert meeting.home is not None
        project = project_actions.start(
            title, home=meeting.home, summary=summary, questions=[meeting.question] if meeting.question else [],
            agenda_items=[meeting.agenda_item] if meeting.agenda_item else [], themes=meeting.themes.all(),
            submission=f"meeting-{meeting.ref}", example=meeting.example, by=by, at=at,
        )  # fmt: skip
        came_of = {"meeting": meeting.ref, "origins": [f"{Meeting.KIND}:{meeting.ref}"]}
        project_actions.note(project, "project.sown", by=by, at=at, data=came_of)
        harvest.project = project
        harvest.save()
    invited = _invite(meeting, harvest.project, by=by, at=at)
    told = {"project": harvest.project.ref, "invited": invited}
    note(meeting, "meeting.project_sown", by=by, at=at, data=told)
    return harvest.project


def _invite(meeting: Meeting, project: Project, *, by: Person | None, at: dt.datetime) -> int:
    """Invite those who were not yet; who takes part already needs no mail."""
    words = _("Je zei op “%(meeting)s” dat je hiermee verder wilt.") % {"meeting": meeting.title}
    waiting = list(meeting.going_on.filter(invited_at__isnull=True))
    for number, one in enumerate(waiting):
        told = {"mail": one.email, "name": one.name, "perspective": one.perspective, "words": words}
        theirs = Q(mail=one.email) | Q(person__email=one.email)
        try:
            if not project.members.filter(theirs, state__in=ALIVE).exists():
                team_actions.invite(project, **told, by=by, at=at)
        except Refused:
            # As many as may be on one day; the others stay for the next time.
            return number
        one.invited_at = at
        one.save(update_fields=["invited_at"])
    return len(waiting)
