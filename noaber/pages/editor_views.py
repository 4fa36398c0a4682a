# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wagtail's editor with hints for the author beside it, computed from what stands there now."""

from __future__ import annotations

from typing import Any, ClassVar

from django.forms import Media
from django.http import HttpRequest, HttpResponse  # noqa: TID251
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.admin.views.pages.revisions import RevisionsUnscheduleView
from wagtail.admin.viewsets.pages import PageViewSet

from noaber.pages.drafts import hints_for
from noaber.pages.hints import Hints
from noaber.pages.models import ProsePage, SitePage
from noaber.pages.readability import verdict


def shown(hints: Hints, page: Any, url: str, *, fault: bool = False) -> SafeString:
    """The hints as a piece of the page."""
    dutch = (getattr(page, "lang", "nl") or "nl") == "nl"
    context = {"hints": hints, "verdict": verdict(hints.reading.score), "url": url, "dutch": dutch, "fault": fault}
    return mark_safe(render_to_string("pages/admin/hints.html", context, using="jinja2"))


class HintsSidePanel(BaseSidePanel):
    """Readability and accessibility beside the form."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Leesbaarheid en toegankelijkheid tonen of verbergen")
        icon_name = "pilcrow"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": self.panel.hints.count}

    name = "hints"
    title = _("Leesbaarheid en toegankelijkheid")
    order = 340

    def __init__(self, page: Any, request: HttpRequest, url: str) -> None:
        super().__init__(page, request)
        self.url = url
        self.hints = hints_for(page)

    def render_html(self, parent_context: Any = None) -> SafeString:
        return shown(self.hints, self.object, self.url)

    @property
    def media(self) -> Media:
        return Media(js=["pages/js/hints.js"])


def _beside(panels: MediaContainer, panel: HintsSidePanel) -> MediaContainer:
    return MediaContainer([*panels, panel])


class EditWithHints(EditView):
    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if self.expects_json_response or self.hydrate_create_view:
            return panels
        return _beside(panels, HintsSidePanel(self.page, self.request, reverse("page_hints", args=[self.page.pk])))


class CreateWithHints(CreateView):
    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if self.expects_json_response:
            return panels
        kind = (self.page_class._meta.app_label, self.page_class._meta.model_name)
        url = reverse("page_hints_add", args=[*kind, self.parent_page.pk])
        return _beside(panels, HintsSidePanel(self.page, self.request, url))


class BackToThePage(RevisionsUnscheduleView):
    """Who takes a plan back wants to change the page; Wagtail would show its history."""

    def get_next_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])


class _WithChecks:
    """A preview brings Wagtail's checker (axe, from our own files) along, for the panel beside the form."""

    def get(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        if hasattr(answer, "render"):
            answer.render()
        if request.GET.get("in_preview_panel") == "true" and b"</body>" in answer.content:
            request.in_preview_panel = True  # type: ignore[attr-defined]
            checker = Userbar(object=self.object).render_html({"request": request})
            answer.content = answer.content.replace(b"</body>", str(checker).encode() + b"</body>")
            answer.headers["Content-Length"] = str(len(answer.content))
        return answer


class PreviewOnEdit(_WithChecks, PreviewOnEditView):
    pass


class PreviewOnCreate(_WithChecks, PreviewOnCreateView):
    pass


class Checker(ContentCheckerItem):
    """What an author wrote is checked; the masthead and the foot around it are ours."""

    axe_include: ClassVar[list[str]] = ["main"]


class _Answer:
    """The same form as the preview, looked at instead of drawn. Nothing is kept."""

    http_method_names: ClassVar[list[str]] = ["post", "options"]

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        fault = not self.validate_form(form)
        return HttpResponse(shown(hints_for(form.instance), form.instance, request.path, fault=fault))


class HintsOnEdit(_Answer, PreviewOnEditView):
    pass


class HintsOnCreate(_Answer, PreviewOnCreateView):
    pass


class Guide(WagtailAdminTemplateMixin, TemplateView):
    """How to make and publish a page, in the house itself."""

    template_name = "pages_admin/guide.html"
    page_title = _("Hoe werkt dit?")
    header_icon = "help"


class ProseViewSet(PageViewSet):
    model = ProsePage
    edit_view_class = EditWithHints
    add_view_class = CreateWithHints
    preview_on_edit_view_class = PreviewOnEdit
    revisions_unschedule_view_class = BackToThePage
    preview_on_add_view_class = PreviewOnCreate


class SiteViewSet(PageViewSet):
    model = SitePage
    edit_view_class = EditWithHints
    preview_on_edit_view_class = PreviewOnEdit
    revisions_unschedule_view_class = BackToThePage


prose_views = ProseViewSet("prose_pages")
site_views = SiteViewSet("site_pages")
