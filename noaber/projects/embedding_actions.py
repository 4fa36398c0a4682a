# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who owns the result afterwards: writing that down, and asking again when the day comes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.projects import policies
from noaber.projects.actions import locked
from noaber.projects.models import EmbeddingCheck, EmbeddingPlan, Phase, Project

ledger.declare(
    {
        "project.embedding_planned": "a group wrote down who owns the result afterwards",
        "project.embedding_asked": "the owner of a result was asked how it is with it",
        "project.embedding_answered": "the owner of a result told how it is with it",
        "project.embedding_unanswered": "the owner of a result did not answer within thirty days",
    }
)
ANSWER_WITHIN = dt.timedelta(days=30)


@transaction.atomic
def plan(
    project: Project,
    *,
    owner_name: str,
    owner_mail: str,
    place: str,
    where: str,
    look_again_on: dt.date,
    by: Person | None,
    at: dt.datetime,
) -> EmbeddingPlan:
    """Write down, or change, who owns the result, where it lives and when it is looked at again."""
    project = locked(project)
    require(policies.may_lead(by, project, clock.day(at)))
    if look_again_on <= timezone.localdate(at):
        raise Refused(_("Kies een dag in de toekomst om opnieuw te kijken."))
    told = {"owner_name": owner_name, "owner_mail": owner_mail.strip().lower(), "place": place, "where": where}
    kept, _new = EmbeddingPlan.objects.update_or_create(
        project=project, defaults={**told, "look_again_on": look_again_on, "changed_at": at}
    )
    # Another day or another owner: who was asked before need not answer any more.
    kept.checks.filter(answered_at__isnull=True).delete()
    _note("project.embedding_planned", project, by=by, at=at)
    return kept


@transaction.atomic
def ask_owner(embedding: EmbeddingPlan, *, by: Person | None, at: dt.datetime) -> EmbeddingCheck | None:
    """The day has come: ask the owner, once. None when that was done, or when it is not the time."""
    project = locked(embedding.project)
    embedding = EmbeddingPlan.objects.get(pk=embedding.pk)
    waits = embedding.checks.filter(answered_at__isnull=True).exists()
    if waits or project.phase != Phase.FINISHED or not embedding.due(timezone.localdate(at)):
        return None
    check = EmbeddingCheck.objects.create(ref=new_ref("b"), plan=embedding, asked_at=at)
    _note("project.embedding_asked", project, by=by, at=at, data={"check": check.pk})
    return check


@transaction.atomic
def answer(
    check: EmbeddingCheck,
    *,
    finding: str,
    text: str = "",
    look_again_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> EmbeddingCheck:
    """The owner tells how it is, by the mailed link; and when we look again. Again changes nothing."""
    project = locked(check.plan.project)
    check = EmbeddingCheck.objects.select_for_update(of=("self",)).select_related("plan").get(pk=check.pk)
    if check.answered_at is not None:
        return check
    alive = finding != EmbeddingCheck.Finding.STOPPED
    if alive and (look_again_on is None or look_again_on <= timezone.localdate(at)):
        raise Refused(_("Kies een dag in de toekomst om opnieuw te kijken."))
    check.finding, check.text, check.answered_at = finding, text, at
    check.save()
    # What is no longer used is not asked about again.
    check.plan.look_again_on = look_again_on if alive else None
    check.plan.save(update_fields=["look_again_on"])
    _note("project.embedding_answered", project, by=by, at=at, data={"check": check.pk, "finding": finding})
    return check


@transaction.atomic
def note_unanswered(check: EmbeddingCheck, *, by: Person | None, at: dt.datetime) -> bool:
    """Nobody answered in time: the public page says so from now on. True the first time."""
    project = locked(check.plan.project)
    check = EmbeddingCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.answered_at is not None or check.told_at is not None or at < check.asked_at + ANSWER_WITHIN:
        return False
    check.told_at = at
    check.save(update_fields=["told_at"])
    _note("project.embedding_unanswered", project, by=by, at=at, data={"check": check.pk})
    return True


def _note(
    verb: str, project: Project, *, by: Person | None, at: dt.datetime, data: dict[str, object] | None = None
) -> None:
    ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, data=data or {})
