# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first page of an editor's house: what is unfinished, what is due, what broke."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.ui.components import Component

from noaber import pages
from noaber.pages import access
from noaber.pages.models import ProsePage
from noaber.people.models import Person

MOST = 12
SOON = dt.timedelta(days=14)


def drafts_of(person: Person) -> list[ProsePage]:
    """Pages that this person began or changed last and that readers do not see so yet, the newest first."""
    unfinished = ProsePage.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    mine = unfinished.filter(Q(owner=person) | Q(latest_revision__user=person))
    return list(access.own_tree(person, mine).order_by("-latest_revision_created_at", "-pk")[:MOST])


def to_reread(person: Person, on: dt.date) -> list[ProsePage]:
    """Live pages of one's own trees whose day to be looked at again has come or is near."""
    due = ProsePage.objects.filter(live=True, review_on__lte=on + SOON)
    return list(access.own_tree(person, due).order_by("review_on", "pk")[:MOST])


def broken_links(person: Person) -> list[tuple[Any, list[Any]]]:
    """The werkplaatsen of this person with the links there that lead nowhere, when a later room knows them."""
    know = pages.LIVE.get("broken_links")
    if know is None:
        return []
    found = [(werkplaats, list(know(werkplaats)[:MOST])) for werkplaats in access.keeps(person)]
    return [(werkplaats, links) for werkplaats, links in found if links]


class Desk(Component):
    """Drawn by our own templates, above what Wagtail tells about review and locks."""

    name = "desk"
    order = 100

    def __init__(self, person: Person) -> None:
        self.person = person

    def render_html(self, parent_context: Any = None) -> SafeString:
        today = timezone.localdate()
        context = {
            "drafts": drafts_of(self.person),
            "reread": to_reread(self.person, today),
            "broken": broken_links(self.person),
            "sites": [one.site_page for one in access.keeps(self.person) if getattr(one, "site_page", None)],
            "today": today,
        }
        return mark_safe(render_to_string("pages/admin/desk.html", context, using="jinja2"))
