# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that wait for a second reader, on the desk with everything else that waits; and a mail to who may read."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from noaber.moderation import Waiting
from noaber.pages.access import keeps
from noaber.pages.models import ProsePage
from noaber.pages.review_models import ReviewTask
from noaber.people.models import Person


class PageDesk:
    """Pages of editors, for the desk."""

    def waiting(self, person: Person) -> Sequence[Waiting]:
        """What somebody else of the same werkplaats sent for review; nobody judges their own."""
        # Wagtail keeps what is reviewed by its number in words.
        states = TaskState.objects.filter(
            task__in=ReviewTask.objects.values("pk"), status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        )  # fmt: skip
        others = states.exclude(workflow_state__requested_by=person).exclude(revision__user=person)
        pages = ProsePage.objects.annotate(since=Subquery(others.values("started_at")[:1])).filter(since__isnull=False)
        if not person.is_superuser:
            pages = pages.filter(werkplaats__in=keeps(person).values("pk"))
        return [
            Waiting(
                kind=ProsePage.KIND,
                label=_("Pagina om na te lezen: %(sort)s") % {"sort": page.get_sort_display()},
                title=page.draft_title or page.title,
                href=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                since=page.since,
                werkplaats=page.werkplaats.slug,
            )
            for page in pages.select_related("werkplaats").order_by("since", "pk")
        ]
