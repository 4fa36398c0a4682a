# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows when pages change: the ledger, the search, redirects. Wagtail writes the pages; these write the rest.

They run in the transaction in which Wagtail saves a page (see `keeping`): nobody sees the one without the other.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page, Revision

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import require
from noaber.pages import queries
from noaber.pages.addresses import reader_path
from noaber.pages.models import ProsePage, SitePage
from noaber.pages.sources import SORTS
from noaber.people.models import Concept, Person, Werkplaats
from noaber.people.policies import may_edit, may_manage_network

Body = Sequence[dict[str, Any]]
log = logging.getLogger(__name__)

ledger.declare(
    {
        "site.opened": "a werkplaats got a place for its pages",
        "site.changed": "what stands on the home of a werkplaats changed",
        "page.published": "readers see a new page, or a page anew",
        "page.withdrawn": "a page is no longer shown to readers",
        "page.moved": "a page got another address; the old one leads to it",
        "page.removed": "a page was removed",
        "page.not_published": "a page could not be published at the moment that was planned",
    }
)


@transaction.atomic
def open_site(werkplaats: Werkplaats, *, by: Person | None, at: dt.datetime) -> SitePage:
    """The root of the pages of a werkplaats; made once, and called what the werkplaats is called."""
    require(may_manage_network(by))
    title = str(werkplaats.short)
    known: SitePage | None = SitePage.objects.filter(werkplaats=werkplaats).first()
    if known is not None:
        if known.title == title:
            return known
        known.title = known.draft_title = title
        known.save()
        return known
    Locale.objects.get_or_create(language_code="nl")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    site = SitePage(title=title, slug=werkplaats.slug, werkplaats=werkplaats, first_published_at=at)
    root.add_child(instance=site)
    ledger.record("site.opened", site, by=by, at=at, werkplaats=werkplaats.slug)
    return site


@transaction.atomic
def write_home(site: SitePage, *, lead: str, body: Body, by: Person | None, at: dt.datetime) -> None:
    """Put a welcome and blocks on the home of a werkplaats."""
    require(may_edit(by, site.werkplaats, clock.day(at)) or may_manage_network(by))
    site.lead, site.body = lead, _stored(site, body)
    _publish_now(site, by)


@transaction.atomic
def write_page(
    under: SitePage | ProsePage, *, title: str, body: Body = (), themes: Iterable[Concept] = (), by: Person | None,
    at: dt.datetime, **facts: Any,
) -> ProsePage:  # fmt: skip
    """Write a page and publish it, without the editor's desk: for the demo network and for who loads many."""
    require(may_edit(by, under.werkplaats, clock.day(at)) or may_manage_network(by))
    page = ProsePage(title=title, live=False, **facts)
    page.body = _stored(page, body)
    under.add_child(instance=page)
    page.themes.set(themes)
    _publish_now(page, by)
    return page


def _publish_now(page: SitePage | ProsePage, by: Person | None) -> None:
    """Saving records it (see `keeping`). Who may was asked of the roles of today, not of Wagtail's groups."""
    with LogContext(user=by):
        page.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def _stored(page: SitePage | ProsePage, body: Body) -> Any:
    """Blocks as they are stored, each with a name of its own."""
    named = [{"id": str(uuid.uuid4()), **block} for block in body]
    return page._meta.get_field("body").to_python(json.dumps(named))


@transaction.atomic
def keep_up_site(site: SitePage, *, by: Person | None, at: dt.datetime) -> None:
    """The home of a werkplaats was saved."""
    ledger.record("site.changed", site, by=by, at=at, werkplaats=site.slug)


@transaction.atomic
def keep_up(page: ProsePage, *, before: str, by: Person | None, at: dt.datetime) -> None:
    """A page was saved as readers are to see it; `before` is where it stood in the tree, empty when it is new."""
    werkplaats = page.werkplaats.slug
    if before and before != page.url_path:
        _follow(page, before)
        if page.first_published_at is not None:
            data = {"from": reader_path(before), "to": reader_path(page.url_path)}
            ledger.record("page.moved", page, by=by, at=at, werkplaats=werkplaats, data=data)
    if page.live:
        data = {"title": page.title, "path": reader_path(page.url_path)}
        ledger.record("page.published", page, by=by, at=at, werkplaats=werkplaats, data=data)
    elif page.first_published_at is not None:
        ledger.record("page.withdrawn", page, by=by, at=at, werkplaats=werkplaats)
    _found_anew([page.ref])


def _follow(page: ProsePage, before: str) -> None:
    """Let the old addresses of a page and of those under it lead to the new; called before Wagtail moves the latter."""
    below = ProsePage.objects.filter(path__range=page._get_children_path_interval(page.path))
    moved = ProsePage.objects.filter(Q(pk=page.pk) | Q(pk__in=below.values("pk")))
    moved.exclude(werkplaats=page.werkplaats_id).update(werkplaats=page.werkplaats_id)
    old = [(page.pk, before)] if page.first_published_at else []
    old += below.filter(first_published_at__isnull=False).values_list("pk", "url_path")
    rows = [(Redirect.normalise_path(reader_path(path)), key) for key, path in old]
    for start in range(0, len(rows), 500):
        taken = dict(rows[start : start + 500])
        Redirect.objects.filter(old_path__in=taken, site__isnull=True, automatically_created=True).delete()
        Redirect.objects.bulk_create(
            Redirect(old_path=path, redirect_page_id=key, automatically_created=True) for path, key in taken.items()
        )
    _found_anew(list(below.values_list("ref", flat=True)))


@transaction.atomic
def note_removed(page: ProsePage, *, by: Person | None, at: dt.datetime) -> None:
    """A page is gone."""
    if page.first_published_at is not None:
        slug = Werkplaats.objects.filter(pk=page.werkplaats_id).values_list("slug", flat=True).first()
        data = {"title": page.title, "path": reader_path(page.url_path)}
        ledger.record("page.removed", page, by=by, at=at, werkplaats=slug or "", data=data)
    _found_anew([page.ref])


def _found_anew(refs: list[str]) -> None:
    """Have pages indexed again. As which kind they were found before is not known here, so all kinds are looked at."""
    for ref in refs:
        for kind in SORTS:
            search.changed(kind, ref)


@transaction.atomic
def publish_due(*, by: Person | None, at: dt.datetime) -> int:
    """Publish what was planned for now, and withdraw what was to end."""
    done = 0
    for key in list(queries.planned(at).values_list("pk", flat=True)):
        done += _publish(key, by=by, at=at)
    for page in queries.ending(at).specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        done += 1
    return done


def _publish(key: int, *, by: Person | None, at: dt.datetime) -> int:
    """Publish one revision. One that cannot be is not tried for ever: its editor sees it as not planned."""
    try:
        with transaction.atomic():
            revision = Revision.objects.select_for_update(of=("self",)).filter(pk=key).first()
            if revision is None or revision.approved_go_live_at is None:
                return 0
            revision.publish(log_action="wagtail.publish.scheduled")
            return 1
    except ValidationError as error:
        log.warning("revision %s could not be published: %s", key, error)
        with transaction.atomic():
            revision = Revision.objects.get(pk=key)
            Revision.objects.filter(pk=key).update(approved_go_live_at=None)
            subject = f"page:{revision.content.get('ref', revision.object_id)}"
            ledger.record("page.not_published", subject, by=by, at=at, reason=" ".join(error.messages))
        return 0
