# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Let Wagtail's groups follow the roles: the only writer of who may edit what."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from noaber import ledger
from noaber.base import clock
from noaber.pages import access
from noaber.pages.review_models import ReviewTask
from noaber.people.models import Person, Werkplaats

ledger.declare(
    {
        "pages.house_opened": "the editors of a werkplaats got their tree of pages and their collection",
        "pages.access_given": "a person became one of the editors of a werkplaats",
        "pages.access_ended": "a person is no longer one of the editors of a werkplaats",
    }
)


@transaction.atomic
def open_house(werkplaats: Werkplaats, *, by: Person | None, at: dt.datetime) -> Group:
    """Give the editors of a werkplaats their tree, their collection and the review step; twice changes nothing."""
    group, _new = Group.objects.get_or_create(name=access.group_name(werkplaats.slug))
    if access.is_open(werkplaats):
        return group
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    collection = access.collection_of(group)
    if collection is None:
        collection = Collection.get_first_root_node().add_child(instance=Collection(name=werkplaats.short))
    for permission in _permissions("wagtailimages", access.PICTURE_ACTIONS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    site_page = getattr(werkplaats, "site_page", None)
    if site_page is not None:
        for permission in _permissions("wagtailcore", access.PAGE_ACTIONS):
            GroupPagePermission.objects.get_or_create(group=group, page_id=site_page.pk, permission=permission)
    _lay_the_review_step()
    ledger.record("pages.house_opened", werkplaats, by=by, at=at, werkplaats=werkplaats.slug)
    return group


def _permissions(app: str, codenames: tuple[str, ...]) -> set[Permission]:
    """The permissions that Wagtail looks for: those of its own models, whichever model of ours takes their place."""
    return set(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))


def _lay_the_review_step() -> None:
    """One workflow for every tree; it replaces the one that Wagtail begins with."""
    if ReviewTask.objects.filter(active=True).exists():
        return
    task = ReviewTask.objects.create(
        name=_("Een collega leest mee"), content_type=ContentType.objects.get_for_model(ReviewTask)
    )
    workflow = Workflow.objects.create(name=_("een collega"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)


@transaction.atomic
def follow_roles(person: Person, *, by: Person | None, at: dt.datetime) -> bool:
    """Put a person in the groups that their roles of today call for, and in no other. Says whether anything changed."""
    houses = {access.group_name(one.slug): one for one in access.keeps(person, clock.day(at))}
    now = access.groups_of(person)
    for name, werkplaats in houses.items():
        if name not in now or not access.is_open(werkplaats):
            group = open_house(werkplaats, by=by, at=at)
            person.groups.add(group)
    for name in now - set(houses):
        person.groups.remove(Group.objects.get(name=name))
    for verb, names in (("pages.access_given", set(houses) - now), ("pages.access_ended", now - set(houses))):
        for name in sorted(names):
            ledger.record(verb, person, by=by, at=at, werkplaats=name.removeprefix(access.GROUP))
    return set(houses) != now
