# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merging questions that are the same: every asker is kept, and it can be undone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.questions import policies, queries
from noaber.questions.actions import note
from noaber.questions.models import LIFECYCLE, Merge, Question, State, Voice
from noaber.questions.triage_actions import go_to, overtaken
from noaber.questions.voice_actions import recount

ledger.declare(
    {
        "question.merged": "a question was merged into another that asks the same",
        "question.absorbed": "another question was merged into this one",
        "question.unmerged": "a merge was undone",
        "question.let_go": "a question that was merged into this one stands on its own again",
    }
)


@transaction.atomic
def merge(
    question: Question, into: Question, *, text: str = "", seen: str = "", by: Person | None, at: datetime
) -> Merge:
    """Let `question` live on in `into`, with everything merged into it before.

    Both rows are held in order of age, so that two coordinators who merge A into B and B into A cannot wait for each
    other: the second finds the first one's work and is told so. The database keeps the tree whole besides.
    """
    question, into = _both(question, into)
    if seen and seen != question.version:
        raise overtaken(question, by)
    if into.root_id is not None:
        raise Refused(
            _("Die vraag is zelf net samengevoegd met “%(into)s”. Kies die vraag, of kijk of het nog nodig is.")
            % {"into": into.merged_into.title if into.merged_into else ""}
        )
    require(policies.may_merge(by, question, into, clock.day(at)))
    before = question.state
    go_to(question, State.MERGED, by=by)
    question.root_key, question.root, question.merged_into = None, into, into
    note(
        question,
        "question.merged",
        by=by,
        at=at,
        reason=text,
        data={"into": into.ref, "title": into.title, "url": into.get_absolute_url()},
    )
    # What had been merged into the question follows it to the new root.
    Question.objects.filter(Q(root=question.ref)).update(root=into.ref)
    recount(into)
    absorbed = {"question": question.ref, "title": question.title, "url": question.get_absolute_url()}
    told = {**absorbed, "origins": [f"question:{question.ref}"]}
    note(into, "question.absorbed", by=by, at=at, reason=text, data=told)
    return Merge.objects.create(question=question, into=into, by=by, at=at, reason=text, state_before=before)


@transaction.atomic
def undo_merge(question: Question, *, text: str = "", seen: str = "", by: Person | None, at: datetime) -> Question:
    """Let a merged question stand on its own again, with what had been merged into it, where it was before."""
    parent = Question.objects.only("merged_into").get(pk=question.pk).merged_into
    if parent is None:
        raise Refused(_("Deze vraag is niet meer samengevoegd."))
    question, parent = _both(question, parent)
    if question.merged_into_id != parent.pk or (seen and seen != question.version):
        raise overtaken(question, by)
    require(policies.may_triage(by, question, clock.day(at)))
    old_root = Question.objects.get(ref=question.root_ref)
    merge_row = Merge.objects.get(question=question, undone_at__isnull=True)
    below = queries.below(question)
    LIFECYCLE.move(question, merge_row.state_before)
    question.root_key, question.root, question.merged_into = question.ref, None, None
    note(question, "question.unmerged", by=by, at=at, reason=text, data={"from": old_root.ref, "title": old_root.title})
    Question.objects.filter(pk__in=below).update(root=question.ref)
    _uncount(question, below)
    recount(question)
    recount(old_root)
    search.changed(Question.KIND, old_root.ref)
    told = {"question": question.ref, "origins_gone": [f"question:{question.ref}"]}
    ledger.record("question.let_go", old_root, by=by, at=at, werkplaats=question.home_slug, data=told)
    merge_row.undone_by, merge_row.undone_at = by, at
    merge_row.save(update_fields=["undone_by", "undone_at"])
    return question


def _both(one: Question, other: Question) -> tuple[Question, Question]:
    rows = Question.objects.select_for_update(of=("self",)).select_related("home", "merged_into").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk, other.pk])}
    return found[one.pk], found[other.pk]


def _uncount(question: Question, below: list[int]) -> None:
    Voice.objects.filter(question__in=[question.pk, *below], counts_for__isnull=False).update(counts_for=None)
