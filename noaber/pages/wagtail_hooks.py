# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The house of an editor: what stands in the menu, what a chooser offers, what the dashboard tells."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest  # noqa: TID251
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem

from noaber.pages import access, object_views
from noaber.pages.editor_desk import Desk
from noaber.pages.editor_views import Checker, Guide, HintsOnCreate, HintsOnEdit, prose_views, site_views

# A superuser has all of Wagtail's menu; an editor has what they need.
MENU = {"explorer", "images", "newsletters", "how-to"}


def _below_or_top(request: HttpRequest, pages: Any) -> Any:
    """One's own pages, and the top from which one looks down to them."""
    if request.user.is_superuser:
        return pages
    mine = access.own_tree(request.user).values("pk")
    return pages.filter(Q(pk__in=mine) | Q(depth=1))


@hooks.register("construct_page_chooser_queryset")  # type: ignore[untyped-decorator]
def choose_own_pages(pages: Any, request: HttpRequest) -> Any:
    """Another werkplaats's drafts are not to be read as titles in a list either."""
    return _below_or_top(request, pages)


@hooks.register("construct_explorer_page_queryset")  # type: ignore[untyped-decorator]
def explore_own_pages(parent: Any, pages: Any, request: HttpRequest) -> Any:
    return _below_or_top(request, pages)


@hooks.register("construct_image_chooser_queryset")  # type: ignore[untyped-decorator]
def choose_own_files(things: Any, request: HttpRequest) -> Any:
    if request.user.is_superuser:
        return things
    return access.own(request.user, things)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def keep_the_menu_small(request: HttpRequest, items: list[Any]) -> None:
    everything = request.user.is_superuser
    items[:] = [item for item in items if item.name in MENU or (everything and item.name != "documents")]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def editors_of_our_pages() -> list[Any]:
    return [prose_views, site_views]


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def hints_addresses() -> list[URLPattern]:
    new = "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/hints/"
    return [
        path("objects/", object_views.objects, name="page_objects"),
        path("pages/<int:page_id>/hints/", HintsOnEdit.as_view(), name="page_hints"),
        path(new, HintsOnCreate.as_view(), name="page_hints_add"),
        path("hoe-werkt-dit/", Guide.as_view(), name="editors_guide"),
    ]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def how_to() -> MenuItem:
    return MenuItem(_("Hoe werkt dit?"), reverse_lazy("editors_guide"), name="how-to", icon_name="help", order=9000)


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def begin_with_the_desk(request: HttpRequest, panels: list[Any]) -> None:
    # What one changed last is on the desk already.
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "recent_edits"]
    panels.append(Desk(request.user))  # type: ignore[arg-type]


@hooks.register("construct_homepage_summary_items", order=1000)  # type: ignore[untyped-decorator]
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/css/editor.css"))


@hooks.register("insert_editor_js")  # type: ignore[untyped-decorator]
def keep_what_is_typed() -> SafeString:
    return format_html('<script src="{}"></script>', static("pages/js/keeping.js"))


@hooks.register("construct_page_action_menu")  # type: ignore[untyped-decorator]
def ask_for_review_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The button that shows is to have a colleague read along; publishing at once is one step further."""
    ahead = [item for item in items if item.name in ("action-submit", "action-resubmit", "action-restart-workflow")]
    items[:] = [*(one for one in ahead), *(item for item in items if item not in ahead)]


@hooks.register("construct_wagtail_userbar")  # type: ignore[untyped-decorator]
def check_what_the_author_wrote(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [Checker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]
