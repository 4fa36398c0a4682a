# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Having a question too, following it, knowing something about it: without an account, confirmed by mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from noaber import ledger, search
from noaber.base.verdicts import require
from noaber.people.models import Person
from noaber.questions import policies
from noaber.questions.actions import confirm_asked, locked, person_at
from noaber.questions.models import (
    CONTRIBUTION_LIFECYCLE,
    Contribution,
    ContributionState,
    Part,
    Question,
    Voice,
)

ledger.declare(
    {
        "question.joining": "somebody wants to share or follow a question and is sent a link to confirm it",
        "question.shared": "somebody has this question too",
        "question.followed": "somebody follows a question",
        "question.left": "somebody no longer shares or follows a question",
        "question.mail_chosen": "somebody chose whether to be mailed about a question",
        "question.link_asked": "somebody asked for a fresh link to what they take part in",
        "question.contributed": "somebody knows something and is sent a link to confirm it",
        "question.contribution_confirmed": "a contribution waits for a coordinator",
    }
)


def root_of(question: Question) -> Question:
    """The question in which this one lives on: itself, unless it was merged."""
    return question if question.root_id is None else Question.objects.select_related("home").get(ref=question.root_id)


def recount(question: Question) -> None:
    """Let each person count once in the tree of this question: with the voice that came first."""
    root = root_of(question)
    tree = Question.objects.tree_of(root)
    voices = Voice.objects.filter(question__in=tree.order_by())
    first: dict[int, int] = {}
    counting = voices.filter(confirmed_at__isnull=False).exclude(part=Part.FOLLOWS).order_by("started_at", "pk")
    for pk, person in counting.values_list("pk", "person_id"):
        first.setdefault(person, pk)
    voices.filter(counts_for__isnull=False).update(counts_for=None)
    Voice.objects.filter(pk__in=first.values()).update(counts_for=root)


@transaction.atomic
def join(
    question: Question,
    *,
    part: str,
    perspective: str,
    email: str,
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> Voice:
    """Share or follow; it counts after the mailed link is used. Doing it twice leaves one voice, and mails a link."""
    question = locked(root_of(question))
    require(policies.may_join(question))
    person = by or person_at(email, at=at)
    voice, _new = Voice.objects.get_or_create(
        question=question,
        person=person,
        defaults={"part": part, "perspective": perspective, "started_at": at},
    )
    ledger.record(
        "question.joining",
        question,
        by=person,
        at=at,
        werkplaats=question.home_slug,
        data={"voice": voice.pk, "part": part, "perspective": perspective, "example": example},
    )
    return voice


@transaction.atomic
def confirm(voice: Voice, *, part: str = "", perspective: str = "", by: Person | None, at: datetime) -> Voice:
    """Whoever reads mail at the address confirmed; a follower may go on to share. Again changes nothing."""
    if voice.part == Part.ASKED:
        confirm_asked(voice.question, by=by, at=at)
        voice.refresh_from_db()
        return voice
    question = locked(root_of(voice.question))
    voice.refresh_from_db()
    upgrade = part == Part.SHARES and voice.part == Part.FOLLOWS
    if voice.confirmed_at is not None and not upgrade:
        return voice
    if part:
        voice.part, voice.perspective = part, perspective or voice.perspective
    voice.confirmed_at = voice.confirmed_at or at
    voice.save(update_fields=["part", "perspective", "confirmed_at"])
    recount(question)
    search.changed(Question.KIND, question.ref)
    verb = "question.shared" if voice.part == Part.SHARES else "question.followed"
    told = {"perspective": voice.perspective}
    ledger.record(verb, question, by=by or voice.person, at=at, werkplaats=question.home_slug, data=told)
    voice.refresh_from_db()
    return voice


@transaction.atomic
def leave(voice: Voice, *, by: Person | None, at: datetime) -> None:
    """No longer share or follow; the count goes down with it."""
    question, person = locked(voice.question), by or voice.person
    voice.delete()
    recount(question)
    ledger.record("question.left", question, by=person, at=at, werkplaats=question.home_slug)


@transaction.atomic
def choose_mail(voice: Voice, *, wants_mail: bool, by: Person | None, at: datetime) -> Voice:
    """Be told by mail what happens to the question, or not."""
    voice.wants_mail = wants_mail
    voice.save(update_fields=["wants_mail"])
    ledger.record(
        "question.mail_chosen",
        voice.question,
        by=by or voice.person,
        at=at,
        werkplaats=voice.question.home_slug,
        data={"wants_mail": wants_mail},
    )
    return voice


@transaction.atomic
def ask_link(*, email: str, by: Person | None, at: datetime) -> None:
    """Have fresh links mailed to everything this address takes part in; says nothing about whether there is any."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        return
    person_at(email, at=at)
    for voice in Voice.objects.filter(person=person).select_related("question"):
        ledger.record("question.link_asked", voice.question, by=by, at=at, data={"voice": voice.pk})


@transaction.atomic
def contribute(
    question: Question,
    *,
    source: str,
    text: str,
    email: str,
    link: str = "",
    file: File[Any] | None = None,
    submission: str = "",
    by: Person | None,
    at: datetime,
) -> Contribution:
    """Tell what one knows; a coordinator looks at it after the mailed link is used."""
    if submission and (known := Contribution.objects.filter(submission=submission).first()):
        return known
    question = root_of(question)
    require(policies.may_join(question))
    person = by or person_at(email, at=at)
    contribution = Contribution(
        question=question,
        person=person,
        source=source,
        text=text,
        link=link,
        made_at=at,
        submission=submission or None,
        file_name=(file.name or "")[-120:] if file else "",
    )
    try:
        with transaction.atomic():
            contribution.save()
    except IntegrityError:
        return Contribution.objects.get(submission=submission)
    if file is not None:
        suffix = contribution.file_name.rpartition(".")[2].lower()
        # The name on disk tells nothing and cannot be chosen by the sender.
        contribution.file.save(f"{question.ref}-{contribution.pk}.{suffix}", file)
    ledger.record(
        "question.contributed",
        question,
        by=person,
        at=at,
        werkplaats=question.home_slug,
        data={"contribution": contribution.pk},
    )
    return contribution


@transaction.atomic
def confirm_contribution(contribution: Contribution, *, by: Person | None, at: datetime) -> Contribution:
    """The mailed link was used: now it waits for a coordinator. Again changes nothing."""
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if contribution.state != ContributionState.UNCONFIRMED:
        return contribution
    CONTRIBUTION_LIFECYCLE.move(contribution, ContributionState.WAITING)
    contribution.save(update_fields=["state"])
    ledger.record(
        "question.contribution_confirmed",
        contribution.question,
        by=by or contribution.person,
        at=at,
        werkplaats=contribution.question.home_slug,
        data={"contribution": contribution.pk},
    )
    return contribution
