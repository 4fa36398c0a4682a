# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noticing what Wagtail writes. Its own signals come after the transaction; those of the table come within it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from noaber.base import clock
from noaber.pages import actions
from noaber.pages.models import ProsePage, SitePage
from noaber.people.models import Person

# Saving only these changes nothing that readers see.
OF_THE_DESK = {
    "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes", "locked", "locked_at",
    "locked_by", "owner", "comments", "content_type", "numchild",
}  # fmt: skip


def connect() -> None:
    """Called when the app is ready."""
    for model in (Page, ProsePage):
        pre_save.connect(_remember, sender=model, dispatch_uid=f"noaber.pages.{model.__name__}.before")
        post_save.connect(_saved, sender=model, dispatch_uid=f"noaber.pages.{model.__name__}.saved")
    post_save.connect(_site_saved, sender=SitePage, dispatch_uid="noaber.pages.site")
    post_delete.connect(_deleted, sender=ProsePage, dispatch_uid="noaber.pages.deleted")


def _who() -> Person | None:
    person = get_active_log_context().user
    return person if isinstance(person, Person) else None


def _of_the_desk(update_fields: Any) -> bool:
    return update_fields is not None and set(update_fields) <= OF_THE_DESK


def _remember(sender: Any, instance: Any, update_fields: Any = None, **_signal: Any) -> None:
    if instance.pk and not _of_the_desk(update_fields):
        paths = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True)
        instance.path_before = paths.first() or ""


def _saved(sender: Any, instance: Any, update_fields: Any = None, raw: bool = False, **_signal: Any) -> None:
    if raw or _of_the_desk(update_fields):
        return
    # Wagtail moves and withdraws a page as the bare row of the tree.
    page = instance if isinstance(instance, ProsePage) else ProsePage.objects.filter(pk=instance.pk).first()
    if page is None:
        return
    if page is not instance:
        page.follow_the_tree()
    actions.keep_up(page, before=getattr(instance, "path_before", ""), by=_who(), at=clock.now())


def _site_saved(sender: Any, instance: SitePage, created: bool, update_fields: Any = None, **_signal: Any) -> None:
    if not created and not _of_the_desk(update_fields):
        actions.keep_up_site(instance, by=_who(), at=clock.now())


def _deleted(sender: Any, instance: ProsePage, **_signal: Any) -> None:
    actions.note_removed(instance, by=_who(), at=clock.now())
