# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who hears of a review: those who may judge when it is asked, the writers when it is judged; never who did it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from noaber import ledger
from noaber.base import clock, mail
from noaber.ledger.models import Entry
from noaber.pages import access, review_actions
from noaber.people.models import Person


# ── What Wagtail tells, within the transaction of the step ───────────────────────────────────────────────────────────
def _asked(sender: Any, instance: TaskState, user: Any = None, **_signal: Any) -> None:
    review_actions.ask_review(instance, by=_person(user), at=clock.now())


def _judged(sender: Any, instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    step = TaskState.objects.get(pk=instance.current_task_state_id)
    review_actions.note_judgement(step, by=_person(user), at=clock.now())


def _heard(sender: Any, **_signal: Any) -> None:
    """A workflow that starts has a step that starts: said already."""


def _person(user: Any) -> Person | None:
    return user if isinstance(user, Person) else None


# ── The mail that follows ────────────────────────────────────────────────────────────────────────────────────────────
def tell_readers(entry: Entry) -> None:
    """A page waits: those who may judge it are asked, unless it was taken back meanwhile."""
    step = _step(entry)
    if step is None or step.status != TaskState.STATUS_IN_PROGRESS:
        return
    readers = access.keepers_of(entry.werkplaats).exclude(pk__in=_writers(step))
    _tell(entry, step, readers, "review_asked", _("Wil je een pagina nalezen?"))


def tell_approved(entry: Entry) -> None:
    _tell_writers(entry, "review_approved", _("Je pagina is goedgekeurd"))


def tell_changes(entry: Entry) -> None:
    _tell_writers(entry, "review_changes", _("Een vraag bij je pagina"))


def _tell_writers(entry: Entry, template: str, subject: Any) -> None:
    step = _step(entry)
    if step is not None:
        writers = Person.objects.filter(pk__in=_writers(step), is_active=True).order_by("pk")
        _tell(entry, step, writers, template, subject)


def _step(entry: Entry) -> TaskState | None:
    steps = TaskState.objects.select_related("workflow_state__requested_by", "revision")
    found: TaskState | None = steps.filter(pk=entry.data["step"]).first()
    return found


def _writers(step: TaskState) -> set[int]:
    """Who asked for the review, and who wrote what is reviewed."""
    return {step.workflow_state.requested_by_id, step.revision.user_id} - {None}


def _tell(entry: Entry, step: TaskState, people: Iterable[Person], template: str, subject: Any) -> None:
    page = step.workflow_state.content_object
    if page is None:
        return
    for person in people:
        if not person.email or person.pk == entry.by_id:
            continue
        with translation.override(person.language):
            mail.enqueue(
                to=person.email,
                subject=str(subject),
                template=f"pages/mail/{template}.txt",
                context={
                    "title": entry.data["title"],
                    "who": entry.by.name if entry.by and entry.by.name else "",
                    "comment": entry.reason,
                    "link": f"{settings.SITE_URL}{entry.data['href']}",
                    "public": f"{settings.SITE_URL}{page.specific.get_absolute_url()}" if page.live else "",
                    "planned": _moment(step.revision.approved_go_live_at),
                },
                at=entry.at,
                key=f"page:{entry.pk}:{template}:{person.pk}",
            )


def _moment(value: dt.datetime | None) -> str:
    return date_format(timezone.localtime(value), "j F Y H:i") if value else ""


def register() -> None:
    """Take the place of Wagtail's own mails, which go out within the request and are lost when that fails.

    A signal keeps one receiver of a name, the first; our room is ready before Wagtail's.
    """
    places = (
        (task_submitted, TaskState, _asked, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, _heard, "workflow_state_submitted_email_notification"),
        (workflow_approved, WorkflowState, _judged, "workflow_state_approved_email_notification"),
        (workflow_rejected, WorkflowState, _judged, "workflow_state_rejected_email_notification"),
    )
    for signal, sender, receiver, name in places:
        signal.connect(receiver, sender=sender, dispatch_uid=name)
    ledger.on("page.review_asked", tell_readers)
    ledger.on("page.approved", tell_approved)
    ledger.on("page.changes_asked", tell_changes)
