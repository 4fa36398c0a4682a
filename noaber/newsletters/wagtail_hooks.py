# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing an issue in the house of the editors, with a preview of every way in which it will be read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest  # noqa: TID251
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.newsletters import issue_actions, policies, queries
from noaber.newsletters.issue_models import Issue
from noaber.pages import doors
from noaber.people.models import Person


class Keepers(BasePermissionPolicy):
    """Who keeps a list writes its issues; what went out is not written any more."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("add", "change", "view") and queries.kept_by(user).exists()

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, one) for one in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return (
            action in ("change", "view")
            and not instance.is_public
            and bool(policies.may_keep(user, instance.newsletter))
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return queries.issues_kept_by(user)

    def users_with_any_permission(self, actions: Any) -> Any:
        return Person.objects.filter(is_active=True, is_superuser=True)


class IssueForm(WagtailAdminModelForm):
    """Only the lists that one keeps can be chosen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["newsletter"].queryset = queries.kept_by(self.for_user)


class _Keeps:
    """Keeping goes by the action, as everywhere."""

    def post(self: Any, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if "body-count" not in request.POST:
            # Wagtail breaks on a form that was cut off; without blocks it says what is missing.
            cut_off = request.POST.copy()
            cut_off["body-count"] = "0"
            request.POST = cut_off  # type: ignore[assignment]
        return super().post(request, *args, **options)  # type: ignore[misc]

    def save_instance(self: Any) -> Issue:
        return issue_actions.write(self.form.instance, by=self.request.user, at=clock.now())

    def form_valid(self: Any, form: Any) -> Any:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            return self.form_invalid(form)


class WriteView(_Keeps, CreateView):
    pass


class ChangeView(_Keeps, EditView):
    pass


class IssueViewSet(SnippetViewSet):
    model = Issue
    icon = "mail"
    add_to_admin_menu = True
    menu_name = "newsletters"
    menu_order = 300
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display: ClassVar[list[str]] = ["title", "newsletter", "get_state_display"]
    add_view_class = WriteView
    edit_view_class = ChangeView
    edit_handler = ObjectList(
        [FieldPanel("newsletter"), FieldPanel("title"), FieldPanel("lead"), FieldPanel("body")],
        base_form_class=IssueForm,
    )

    @property
    def menu_label(self) -> str:
        return _("Nieuwsbrieven")

    def get_queryset(self, request: HttpRequest) -> Any:
        return queries.issues_kept_by(request.user)


register_permission_policy(Issue, Keepers(Issue))
register_snippet(IssueViewSet)
SPACE = "wagtailsnippets_newsletters_issue"


def _own(person: Person, numbers: dict[str, Any]) -> bool:
    """Whether the issue in the address is one that this person keeps."""
    key = str(numbers.get("pk", ""))
    return not key or (key.isdecimal() and queries.issues_kept_by(person).filter(pk=key).exists())


for _door in ("list", "list_results", "add", "edit", "preview_on_add", "preview_on_edit"):
    doors.another(f"{SPACE}:{_door}", _own)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def only_for_keepers(request: HttpRequest, items: list[Any]) -> None:
    if not queries.kept_by(request.user).exists():
        items[:] = [item for item in items if item.name != "newsletters"]
