# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The doors of /beheer/ that an editor needs. What is not named here does not exist for an editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.models import Page, TaskState, WorkflowState

from noaber.pages import access
from noaber.pages.models import Picture
from noaber.people.models import Person

HOUSE = "beheer/"
SIGN_IN = {
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
# Icons and words of the editor; nothing of anybody.
FOR_ALL = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_logout"}


# Files belong to knowledge, which has an owner, a licence and versions: /beheer/ keeps none, for nobody.
SHUT = ("wagtaildocs", "wagtailadmin_api:documents")


def _all(space: str, names: str) -> set[str]:
    return {f"{space}:{name}" for name in names.split()}


OPEN = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_block_preview",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtail_bulk_action",
    "editors_guide",
    "page_hints",
    "page_objects",
    "page_hints_add",
    *_all(
        "wagtailadmin_pages",
        "add preview_on_add choose_parent edit preview_on_edit view_draft add_subpage delete unpublish search "
        "search_results move move_confirm set_page_position copy workflow_action collect_workflow_action_data "
        "confirm_workflow_cancellation workflow_preview lock unlock revisions_index revisions_view revisions_revert "
        "revisions_unschedule revisions_compare workflow_history workflow_history_detail history history_results usage",
    ),
    *_all("wagtailadmin_editing_sessions", "ping release"),
    *_all("wagtailadmin_api:pages", "listing detail"),
    *_all(
        "wagtailimages",
        "index index_results edit delete preview add image_usage",
    ),
    *_all("wagtailimages_chooser", "choose choose_results chosen create"),
}
# Doors of later rooms, each with who may pass it.
MORE: dict[str, Callable[[Person, dict[str, Any]], bool]] = {}


def another(door: str, may: Callable[[Person, dict[str, Any]], bool]) -> None:
    """Name a door of a later room; `may` says for whom it is there, with these numbers in its address."""
    MORE[door] = may


PAGE = {"page_id", "parent_page_id", "page_to_move_id", "destination_id"}
PICTURE = {"image_id"}
# Where the number is called `pk`, the door says of what.
PK = {
    "wagtailadmin_pages:revisions_compare": "page_id",
    "wagtailadmin_api:pages:detail": "page_id",
    "wagtailimages_chooser:chosen": "image_id",
}
# One looks down from the top of all trees; Wagtail shows only the own ones there.
FROM_THE_TOP = {
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_api:pages:detail",
}
# The one kind of page that an editor makes; most addresses name none.
KINDS = {(None, None), ("pages", "prosepage")}
# What is done to many at once; Wagtail tells the titles of those one may not touch.
BULK = {("wagtailcore", "page"): "page_id", ("pages", "picture"): "image_id"}


def may_pass(person: Person, door: str, numbers: dict[str, Any], many: list[str]) -> bool:
    """Whether this door is there for this person, with these numbers in its address and after its question mark."""
    if door in MORE:
        return MORE[door](person, numbers)
    if door not in OPEN:
        return False
    if door == "wagtail_bulk_action":
        of = BULK.get((numbers["app_label"], numbers["model_name"]))
        return of is not None and all(
            one.isdecimal() and _is_own(person, of, int(one), from_the_top=False) for one in many
        )
    if (numbers.get("content_type_app_name"), numbers.get("content_type_model_name")) not in KINDS:
        return False
    for name, value in numbers.items():
        of = PK.get(door, name) if name == "pk" else name
        if not _is_own(person, of, value, from_the_top=door in FROM_THE_TOP):
            return False
    return _of_this_page(numbers)


def _of_this_page(numbers: dict[str, Any]) -> bool:
    """Wagtail takes any review step with any page; here the one that is judged is one of the page in the address."""
    page = str(numbers.get("page_id", ""))
    if "task_state_id" in numbers:
        steps = TaskState.objects.filter(pk=numbers["task_state_id"], workflow_state__object_id=page)
        return bool(steps.exists())
    if "workflow_state_id" in numbers:
        return bool(WorkflowState.objects.filter(pk=numbers["workflow_state_id"], object_id=page).exists())
    return True


def _is_own(person: Person, name: str, value: Any, *, from_the_top: bool) -> bool:
    if name in PAGE:
        return access.in_own_tree(person, value) or (from_the_top and _is_top(value))
    if name in PICTURE:
        return access.own(person, Picture.objects.filter(pk=value)).exists()
    return name != "pk"


def _is_top(number: Any) -> bool:
    return bool(Page.objects.filter(pk=number, depth=1).exists())
