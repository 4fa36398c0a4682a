# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading along from outside: asking somebody, and what that person sees and says by a mailed link."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.knowledge import outside_actions, outside_links, outside_queries, policies, writing_queries
from noaber.knowledge.forms import WordsForm
from noaber.knowledge.outside_forms import OutsideForm
from noaber.knowledge.outside_models import OutsideReader
from noaber.knowledge.prose import html_of
from noaber.knowledge.views.reviewing import download
from noaber.knowledge.views.writing import get_or_post, insist, signed_in, workable
from noaber.ui.acting import attempt, dead_link
from noaber.ui.kept import recall, signed_in_or_kept

# What somebody from outside can do: the action, whether words are needed, and what is said afterwards.
STEPS: dict[str, tuple[Callable[..., object], bool, Any]] = {
    "zeggen": (outside_actions.say, True, gettext_lazy("Je opmerking staat in het gesprek.")),
    "klaar": (outside_actions.finish, False, gettext_lazy("Dank je wel. De schrijvers weten dat je klaar bent.")),
    "afzeggen": (outside_actions.decline, False, ""),
}


@never_cache
@signed_in_or_kept
@get_or_post
def draft_outside_invite(request: HttpRequest, pk: int) -> HttpResponse:
    version, person = workable(request, pk), signed_in(request)
    insist(policies.may_invite(person, version))
    form = OutsideForm(request.POST if request.method == "POST" else recall(request))

    def act() -> None:
        outside_actions.invite(version, **form.cleaned_data, by=person, at=clock.now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("De uitnodiging is verstuurd."))
        return redirect("draft_detail", version.pk)
    return render(request, "knowledge/outside_invite.html", {"version": version, "form": form})


@signed_in_or_kept
@require_POST
def draft_outside_withdraw(request: HttpRequest, pk: int, reader: int) -> HttpResponse:
    version = workable(request, pk)
    insist(policies.may_talk(request.user, version))
    asked = get_object_or_404(version.outside_readers.select_related("version"), pk=reader)
    outside_actions.withdraw(asked, by=signed_in(request), at=clock.now())
    messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect("draft_detail", version.pk)


# A link that does not work (any more), and why.
explain = dead_link("knowledge/outside_link.html")


@never_cache
@require_safe
def outside_read(request: HttpRequest, token: str) -> HttpResponse:
    try:
        reader = outside_links.reader_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    form = WordsForm(label=_("Wat valt je op?"), required=True, seen=0)
    return read_page(request, reader, token, form)


def read_page(request: HttpRequest, reader: OutsideReader, token: str, form: WordsForm) -> HttpResponse:
    version = reader.version
    context = {
        "reader": reader, "version": version, "token": token, "say": form,
        "html": html_of(version.facts.get("text") or ""),
        "shown": {name: writing_queries.shown(name, value) for name, value in version.facts.items()},
        "files": writing_queries.attached_to(version), "remarks": outside_queries.heard_by(reader),
    }  # fmt: skip
    return render(request, "knowledge/outside_read.html", context)


@never_cache
@require_POST
def outside_step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    try:
        reader = outside_links.reader_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    _act, required, _told = STEPS[step]
    form = WordsForm(request.POST, label=_("Wat valt je op?"), required=required, seen=0)
    if not attempt(form, lambda: act(step, reader, form)):
        return read_page(request, reader, token, form)
    return stepped(request, step, token)


def act(step: str, reader: OutsideReader, form: WordsForm) -> None:
    given = {name: form.cleaned_data[name] for name in ("text", "submission")}
    STEPS[step][0](reader, **given, by=None, at=clock.now())


def stepped(request: HttpRequest, step: str, token: str) -> HttpResponse:
    """Back to the page, or a word of thanks to who cannot look."""
    if step == "afzeggen":
        return render(request, "knowledge/outside_link.html", {"declined": True})
    messages.success(request, STEPS[step][2])
    return redirect("outside_read", token)


@never_cache
@require_safe
def outside_file(request: HttpRequest, token: str, file: int) -> HttpResponse | FileResponse:
    try:
        reader = outside_links.reader_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    return download(get_object_or_404(reader.version.files, pk=file))
