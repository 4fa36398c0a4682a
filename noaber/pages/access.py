# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who keeps which pages: the roles of a person today, in the words of Wagtail (groups, trees, collections).

A role is the truth; a group only follows it (`access_actions`). Whatever a group says, `in_own_tree` and `own_pictures`
are what the gate before /beheer/ asks (`middleware`).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from noaber.base import clock
from noaber.people.models import AnyPerson, Person, Role, Werkplaats, current_on
from noaber.people.queries import roles_of

GROUP = "redactie-"
EDITS = (Role.Kind.EDITOR, Role.Kind.COORDINATOR)
# What an editor does with the pages of their tree, and with the pictures of their collection.
PAGE_ACTIONS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
PICTURE_ACTIONS = ("add_image", "change_image", "choose_image")


def group_name(slug: str) -> str:
    """The group of the editors of a werkplaats."""
    return f"{GROUP}{slug}"


def keeps(person: AnyPerson, on: dt.date | None = None) -> QuerySet[Werkplaats]:
    """The werkplaatsen whose pages a person keeps on a day: as an editor or as the coordinator."""
    if not isinstance(person, Person) or not person.is_active:
        return Werkplaats.objects.none()
    mine = roles_of(person, on or _today()).filter(role__in=EDITS).values("werkplaats")
    return Werkplaats.objects.filter(pk__in=mine).select_related("site_page")


def keepers_of(slug: str, on: dt.date | None = None) -> QuerySet[Person]:
    """Who keeps the pages of a werkplaats on a day."""
    roles = Role.objects.filter(current_on(on or _today()), werkplaats__slug=slug, role__in=EDITS)
    return Person.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("pk")


def _today() -> dt.date:
    return clock.day()


def groups_of(person: Person) -> set[str]:
    """The editors' groups that a person is in, right or wrong."""
    return set(person.groups.filter(name__startswith=GROUP).values_list("name", flat=True))


def is_open(werkplaats: Werkplaats) -> bool:
    """Whether the editors' group of a werkplaats has its tree and its collection."""
    group = Group.objects.filter(name=group_name(werkplaats.slug)).first()
    if group is None or collection_of(group) is None:
        return False
    site_page = getattr(werkplaats, "site_page", None)
    return site_page is None or GroupPagePermission.objects.filter(group=group, page=site_page).exists()


def collection_of(group: Group) -> Collection | None:
    """Where the pictures of a werkplaats are, by its editors' group."""
    row = GroupCollectionPermission.objects.filter(group=group).select_related("collection").first()
    return row.collection if row else None


def own_tree(person: AnyPerson, pages: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The pages that a person keeps; `pages` are those to choose from."""
    found = Page.objects.all() if pages is None else pages
    if isinstance(person, Person) and person.is_active and person.is_superuser:
        return found
    paths = [one.site_page.path for one in keeps(person) if getattr(one, "site_page", None)]
    if not paths:
        return found.none()
    condition = Q()
    for path in paths:
        condition |= Q(path__startswith=path)
    return found.filter(condition)


def in_own_tree(person: AnyPerson, page_id: int) -> bool:
    """Whether a page is one that this person keeps."""
    return own_tree(person, Page.objects.filter(pk=page_id)).exists()


def own_collections(person: AnyPerson) -> QuerySet[Collection]:
    """The collections with the pictures that a person keeps, and what lies in them."""
    if isinstance(person, Person) and person.is_active and person.is_superuser:
        everything: QuerySet[Collection] = Collection.objects.all()
        return everything
    groups = [group_name(slug) for slug in keeps(person).values_list("slug", flat=True)]
    roots = Collection.objects.filter(group_permissions__group__name__in=groups).distinct()
    condition = Q(pk__in=())
    for path in roots.values_list("path", flat=True):
        condition |= Q(path__startswith=path)
    found: QuerySet[Collection] = Collection.objects.filter(condition)
    return found


def own(person: AnyPerson, things: QuerySet[Any]) -> QuerySet[Any]:
    """The pictures of a person's own collections."""
    return things.filter(collection__in=own_collections(person))
