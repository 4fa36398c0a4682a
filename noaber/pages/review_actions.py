# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the ledger knows of a review: that it was asked, and what was said. Wagtail writes the steps themselves."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from wagtail.models import TaskState

from noaber import ledger
from noaber.ledger.models import Entry
from noaber.pages.models import ProsePage, SitePage
from noaber.people.models import Person

ledger.declare(
    {
        "page.review_asked": "an editor asked a colleague to read a page",
        "page.approved": "a colleague approved a page",
        "page.changes_asked": "a colleague asked for changes to a page",
    }
)


@transaction.atomic
def ask_review(step: TaskState, *, by: Person | None, at: dt.datetime) -> Entry | None:
    """A page lies with its readers."""
    return _record("page.review_asked", step, by=by, at=at)


@transaction.atomic
def note_judgement(step: TaskState, *, by: Person | None, at: dt.datetime) -> Entry | None:
    """A reader said what they think of it; the log of the werkplaats shows it with the reason."""
    approved = step.status == TaskState.STATUS_APPROVED
    return _record("page.approved" if approved else "page.changes_asked", step, by=by, at=at)


def _record(verb: str, step: TaskState, *, by: Person | None, at: dt.datetime) -> Entry | None:
    page = step.workflow_state.content_object.specific
    if not isinstance(page, (ProsePage, SitePage)):
        return None
    href = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {"step": step.pk, "title": step.revision.object_str, "href": href}
    slug = page.werkplaats.slug
    return ledger.record(verb, page, by=by, at=at, werkplaats=slug, reason=step.comment, data=data)
