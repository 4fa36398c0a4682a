# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a product: starting, saving, and keeping what was typed when the line or the session is gone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.knowledge import draft_actions, lift_actions, policies, writing_queries
from noaber.knowledge.draft_actions import Clash
from noaber.knowledge.forms import DraftForm, LiftForm, StartForm, typed_initial
from noaber.knowledge.models import DraftText, Product, Version
from noaber.people.models import Person
from noaber.people.queries import described
from noaber.projects.models import LearningRound, Project
from noaber.projects.policies import may_read_group
from noaber.ui.acting import insist as insist
from noaber.ui.kept import recall, signed_in_or_kept

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# What one person can have on the screen at once; more is not typed.
MOST_TYPED = 500_000


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def workable(request: HttpRequest, pk: int) -> Version:
    """The open version that this person may see, or 404."""
    rows = Version.objects.workable_by(signed_in(request)).select_related("home", "product", "changed_by")
    return get_object_or_404(rows.prefetch_related("home__names"), pk=pk)


@never_cache
@signed_in_or_kept
@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    insist(policies.may_write_somewhere(person))
    drafts = writing_queries.drafts_of(person)
    mine = [draft for draft in drafts if person in draft.writers.all()]
    context = {"mine": mine, "others": [draft for draft in drafts if draft not in mine]}
    return render(request, "knowledge/draft_list.html", context)


@never_cache
@signed_in_or_kept
@get_or_post
def draft_start(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    insist(policies.may_write_somewhere(person))
    form = StartForm(request.POST if request.method == "POST" else recall(request), person=person)
    if request.method == "POST" and form.is_valid():
        try:
            version = draft_actions.start(**form.cleaned_data, by=person, at=clock.now())
            return redirect("draft_write", version.pk)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "knowledge/draft_start.html", {"form": form})


@never_cache
@signed_in_or_kept
@get_or_post
def draft_lift(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    person = signed_in(request)
    rows = LearningRound.objects.filter(project__in=described(Project, person), project__slug=slug)
    round = get_object_or_404(rows.select_related("project__home"), number=number)
    if not may_read_group(person, round.project):
        raise Http404
    insist(policies.may_lift(person, round))
    form = LiftForm(request.POST if request.method == "POST" else recall(request), round=round)
    if request.method == "POST" and form.is_valid():
        version = lift_actions.from_insight(round, **form.cleaned_data, by=person, at=clock.now())
        return redirect("draft_write" if version.state == "draft" else "draft_detail", version.pk)
    return render(request, "knowledge/draft_lift.html", {"form": form, "round": round, "item": round.project})


@never_cache
@signed_in_or_kept
@get_or_post
def product_revise(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(described(Product, signed_in(request)), slug=slug)
    insist(policies.may_write(request.user, product.home))
    if request.method != "POST":
        return render(request, "knowledge/product_revise.html", {"item": product})
    version = draft_actions.revise(product, by=signed_in(request), at=clock.now())
    return redirect("draft_write" if version.state == "draft" else "draft_detail", version.pk)


@never_cache
@signed_in_or_kept
@get_or_post
def draft_write(request: HttpRequest, pk: int) -> HttpResponse:
    version = workable(request, pk)
    if not (verdict := policies.may_change(request.user, version)):
        messages.info(request, verdict.reason)
        return redirect("draft_detail", version.pk)
    if request.method != "POST":
        return write_page(request, version, **unsaved(request, version))
    form = DraftForm(request.POST, version=version)
    clash = saved(request, form, version)
    if clash is None and form.is_valid():
        version.refresh_from_db(fields=["saved"])
        page = reverse("draft_detail" if "look" in request.POST else "draft_write", args=[version.pk])
        return redirect(f"{page}?bewaard={version.saved}")
    return write_page(request, version, form=form, clash=clash)


def saved(request: HttpRequest, form: DraftForm, version: Version) -> Clash | None:
    """Save a right form; where somebody else wrote in the same field, what both wrote."""
    if not form.is_valid():
        return None
    seen, note = form.cleaned_data["seen"] or 0, form.cleaned_data.get("note", "")
    facts = form.facts()
    try:
        fresh = draft_actions.save_draft(
            version, facts=facts, seen=seen, note_text=note, by=signed_in(request), at=clock.now()
        )
    except Clash as clash:
        return clash
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    joined = seen != version.saved and fresh.facts != facts
    messages.success(
        request, _("Bewaard, samen met wat een ander intussen bewaarde.") if joined else _("Je concept is bewaard.")
    )
    return None


def unsaved(request: HttpRequest, version: Version) -> dict[str, Any]:
    """What this person typed and did not save: before signing in again, or as the browser sent it along the way."""
    if (typed := recall(request)) is not None:
        initial = typed_initial(dict(typed.lists()))
        return {"form": DraftForm(version=version, initial=initial), "unsaved": clock.now(), "came_back": True}
    kept = DraftText.objects.filter(version=version, person=signed_in(request)).first()
    if kept is None:
        return {"form": DraftForm(version=version)}
    initial = {**typed_initial(kept.fields), "seen": kept.seen}
    return {"form": DraftForm(version=version, initial=initial), "unsaved": kept.at}


def write_page(request: HttpRequest, version: Version, *, form: DraftForm, **context: Any) -> HttpResponse:
    clash = context.get("clash")
    if clash is not None:
        # The next save is done knowing what the other wrote.
        form.saw(clash.version.saved)
        theirs = writing_queries.changes(form.facts(), clash.version.facts)
        context["theirs"] = [change for change in theirs if change.name in clash.disputed]
        context["their_words"] = {
            name: writing_queries.shown(name, clash.version.facts.get(name)) for name in clash.disputed
        }
    titles = writing_queries.organisation_titles().values()
    files = version.attached.count()
    return render(
        request,
        "knowledge/draft_write.html",
        {"version": version, "form": form, "organisations": titles, "files": files, **context},
    )


@never_cache
@require_POST
def draft_keep(request: HttpRequest, pk: int) -> JsonResponse:
    if not request.user.is_authenticated:
        return JsonResponse({"problem": "signed_out"}, status=401)
    version = Version.objects.workable_by(request.user).select_related("home").filter(pk=pk).first()
    if version is None:
        return JsonResponse({"problem": "gone"}, status=404)
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > MOST_TYPED:
        return JsonResponse({"problem": "too_much"}, status=413)
    seen = request.POST.get("seen", "")
    try:
        at = clock.now()
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        draft_actions.keep_typed(version, fields=typed, seen=number, by=signed_in(request), at=at)
    except Refused as refusal:
        return JsonResponse({"problem": "refused", "reason": refusal.reason}, status=409)
    return JsonResponse({"at": timezone.localtime(at).strftime("%H:%M"), "others": version.saved > number})


@signed_in_or_kept
@require_POST
def draft_forget(request: HttpRequest, pk: int) -> HttpResponse:
    version = workable(request, pk)
    draft_actions.forget(version, by=signed_in(request), at=clock.now())
    messages.info(request, _("Wat je had getypt is weg. Je ziet wat het laatst is bewaard."))
    return redirect("draft_write", version.pk)
