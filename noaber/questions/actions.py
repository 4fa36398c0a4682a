# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking a question, and what the asker may do with it afterwards."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import throttle
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.ledger.models import Entry
from noaber.loop.stations import Standing
from noaber.moderation.queries import subject_of
from noaber.people.actions import record_person
from noaber.people.models import Concept, Person, Werkplaats
from noaber.questions import clientdata, policies
from noaber.questions.models import EDITABLE, LIFECYCLE, Message, Part, Question, State, Voice

ledger.declare(
    {
        "question.asked": "somebody asked a question and is sent a link to confirm it",
        "question.raised": "a question became public",
        "question.held": "a question waits for a coordinator to look first",
        "question.edited": "the asker changed the words",
        "question.clarified": "the asker answered what a coordinator asked back",
        "question.withdrawn": "the asker withdrew the question and its words were erased",
        "question.asker_left": "the asker left a question that others have too",
    }
)

MANY_LINKS = 3
MAILS_A_DAY = 20


@transaction.atomic
def note(
    question: Question,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Save a changed question, write it in the ledger and have it indexed again; within the caller's transaction."""
    question.changed_at = at
    question.save()
    search.changed(Question.KIND, question.ref)
    told = {"standing": standing_of(question), **(data or {})}
    return ledger.record(verb, question, by=by, at=at, werkplaats=question.home_slug, reason=reason, data=told)


def standing_of(question: Question) -> str:
    """Where it is in the loop: waited for, dealt with, living on in another question, or not public."""
    if not question.is_public:
        return Standing.HIDDEN.value
    if question.state in (State.MERGED, State.DECLINED):
        return Standing.ASIDE.value
    return (Standing.DONE if question.state == State.ANSWERED else Standing.OPEN).value


def locked(question: Question) -> Question:
    """The question as it is now, held until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("home").get(pk=question.pk)


def person_at(email: str, *, at: datetime) -> Person:
    """Whoever reads mail at this address; two at once find the same person."""
    require(throttle.hit("questions.mail", email.strip().lower(), MAILS_A_DAY, timedelta(days=1), at))
    try:
        with transaction.atomic():
            return record_person(email=email, language=get_language() or "nl", by=None, at=at)
    except IntegrityError:
        return Person.objects.get(email=email.strip().lower())


def why_held(title: str, text: str) -> str:
    """Why a coordinator should look before everybody can; empty when there is no reason."""
    reasons = []
    if found := clientdata.findings(f"{title}\n{text}"):
        kinds = ", ".join(dict.fromkeys(finding.label for finding in found))
        reasons.append(_("mogelijk gegevens over een cliënt: %(kinds)s") % {"kinds": kinds})
    if len(re.findall(r"(?:https?://|www\.)", f"{title} {text}", re.IGNORECASE)) >= MANY_LINKS:
        reasons.append(_("veel links"))
    return "; ".join(reasons)[:300]


@transaction.atomic
def ask(
    *,
    title: str,
    perspective: str,
    email: str,
    text: str = "",
    place: str = "",
    home: Werkplaats | None = None,
    themes: Iterable[Concept] = (),
    origin: str = "",
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> Question:
    """Put a question; it shows once the asker has confirmed it. The same `submission` again gives the same question.

    An `origin` (kind:ref) that is not there or not public is left out.
    """
    if submission and (known := Question.objects.filter(submission=submission).first()):
        return known
    person = by or person_at(email, at=at)
    ref = new_ref("v")
    question = Question(
        ref=ref,
        root_key=ref,
        slug=slug_for(title, ref),
        title=title,
        text=text,
        perspective=perspective,
        place=place,
        home=home,
        asked_at=at,
        changed_at=at,
        held_because=why_held(title, text),
        origin=origin if origin and subject_of(origin) else "",
        submission=submission or None,
        example=example,
    )
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Question.objects.get(submission=submission)
    question.themes.set(themes)
    voice = Voice.objects.create(
        question=question, person=person, part=Part.ASKED, perspective=perspective, started_at=at
    )
    told = {"voice": voice.pk, "perspective": perspective, "themes": [theme.slug for theme in question.themes.all()]}
    note(question, "question.asked", by=person, at=at, data={**told, **came_of(question)})
    return question


def came_of(question: Question) -> dict[str, list[str]]:
    """What the ledger tells of where a question came from; nothing when it stands on its own."""
    return {"origins": [question.origin]} if question.origin else {}


@transaction.atomic
def confirm_asked(question: Question, *, by: Person | None, at: datetime) -> Question:
    """The asker confirmed: show the question, or hold it when somebody should look first. Again changes nothing."""
    question = locked(question)
    if question.state != State.UNCONFIRMED:
        return question
    LIFECYCLE.move(question, State.HELD if question.held_because else State.RAISED)
    voice = question.voices.get(part=Part.ASKED)
    voice.confirmed_at, voice.counts_for = at, question
    voice.save(update_fields=["confirmed_at", "counts_for"])
    person, verb = by or voice.person, f"question.{question.state}"
    note(question, verb, by=person, at=at, reason=question.held_because, data=came_of(question))
    return question


@transaction.atomic
def edit(voice: Voice, *, title: str, text: str, place: str, by: Person | None, at: datetime) -> Question:
    """The asker says it better, until somebody works on it; its address stays."""
    require(policies.may_edit(voice))
    question = locked(voice.question)
    if question.state not in EDITABLE:
        raise Refused(_("Er wordt al aan deze vraag gewerkt. De tekst ligt nu vast."))
    held_because = why_held(title, text)
    question.title, question.text, question.place = title, text, place
    if held_because:
        question.held_because = held_because
        if question.state in (State.RAISED, State.CLARIFYING):
            LIFECYCLE.move(question, State.HELD)
    elif question.state == State.UNCONFIRMED:
        question.held_because = ""
    note(question, "question.edited", by=by or voice.person, at=at)
    return question


@transaction.atomic
def clarify_back(voice: Voice, *, text: str, by: Person | None, at: datetime) -> Message:
    """The asker answers what the coordinator asked back."""
    question = locked(voice.question)
    last = question.messages.last()
    if last is not None and last.from_asker and last.text == text:
        return last
    if question.state != State.CLARIFYING:
        raise Refused(_("Er staat nu geen vraag aan jou open."))
    message = Message.objects.create(question=question, by=by or voice.person, from_asker=True, text=text, at=at)
    LIFECYCLE.move(question, State.RAISED)
    note(question, "question.clarified", by=by or voice.person, at=at, data={"message": message.pk})
    return message


@transaction.atomic
def withdraw(voice: Voice, *, by: Person | None, at: datetime) -> Question:
    """The asker takes the question back. Where others have it too it stays, without the asker."""
    question = locked(voice.question)
    person = by or voice.person
    tree = Question.objects.filter(Q(root=question.ref))
    others = Voice.objects.filter(question__in=[question, *tree], confirmed_at__isnull=False)
    if question.root_id is not None or others.exclude(person=voice.person).exclude(part=Part.FOLLOWS).exists():
        from noaber.questions.voice_actions import recount

        voice.delete()
        recount(question)
        note(question, "question.asker_left", by=person, at=at)
        return question
    LIFECYCLE.move(question, State.WITHDRAWN)
    question.title, question.text, question.place = _("Ingetrokken vraag"), "", ""
    question.slug = slug_for("", question.ref)
    question.messages.all().delete()
    note(question, "question.withdrawn", by=person, at=at)
    return question
