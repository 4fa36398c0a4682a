# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan: what the group wants to learn and do, when it meets, what partners bring in, and what comes afterwards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.projects import calendar_queries, embedding_actions, links, plan_actions, policies, queries, trail_queries
from noaber.projects.models import PlanItem
from noaber.projects.plan_forms import THINGS, CheckForm, EmbeddingForm, ThingForm
from noaber.projects.views.places import Place, explain, for_group, for_leads, get_or_post, typed


@for_group
@require_safe
def project_plan(request: HttpRequest, place: Place) -> HttpResponse:
    project, now = place.project, clock.now()
    context = {
        "place": place, "item": project, "plan": queries.plan_of(project.plan.all()), "here": "plan",
        "sessions": list(project.sessions.all()), "brought": queries.brought(project.contributions.all()),
        "months": calendar_queries.months(project, project.sessions.all(), at=now), "now": now,
        "phases": trail_queries.phases_of(project), "feed": feed_of(request, place),
    }  # fmt: skip
    return render(request, "projects/plan.html", context)


def feed_of(request: HttpRequest, place: Place) -> str:
    """The address of one's own calendar, that a program reads without signing in."""
    member = policies.part_of(place.person, place.project)
    if member is None:
        return ""
    return request.build_absolute_uri(reverse("project_feed", args=[links.token(links.FEED, member)]))


@for_leads
@get_or_post
def thing_new(request: HttpRequest, place: Place, what: str) -> HttpResponse:
    form_class = THINGS.get(what)
    if form_class is None:
        raise Http404
    initial = {"sort": request.GET.get("soort", "")[:20]}
    form = form_class(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid() and kept(place, form, None):
        return redirect("project_plan", place.project.slug)
    context = {"place": place, "item": place.project, "form": form, "what": what, "here": "plan"}
    return render(request, "projects/thing.html", context)


def kept(place: Place, form: ThingForm, pk: int | None) -> bool:
    """Keep a right form; a refusal is told in the form."""
    try:
        told: dict[str, Any] = {"model": form.MODEL, "pk": pk, "facts": form.facts()}
        submission = form.cleaned_data["submission"]
        plan_actions.keep(place.project, **told, submission=submission, by=place.person, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@for_leads
@get_or_post
def thing_change(request: HttpRequest, place: Place, what: str, pk: int) -> HttpResponse:
    form_class = THINGS.get(what)
    if form_class is None:
        raise Http404
    sorts = {"sort__in": form_class.SORTS} if form_class.MODEL is PlanItem else {}
    thing = get_object_or_404(form_class.MODEL, project=place.project, pk=pk, **sorts)
    if request.method == "POST" and "remove" in request.POST:
        plan_actions.remove(place.project, model=form_class.MODEL, pk=pk, by=place.person, at=clock.now())
        return redirect("project_plan", place.project.slug)
    form = form_class(typed(request), thing=thing)
    if request.method == "POST" and form.is_valid() and kept(place, form, pk):
        return redirect("project_plan", place.project.slug)
    context = {"place": place, "item": place.project, "form": form, "what": what, "thing": thing, "here": "plan"}
    return render(request, "projects/thing.html", context)


@for_leads
@get_or_post
def project_embedding(request: HttpRequest, place: Place) -> HttpResponse:
    plan = getattr(place.project, "embedding_plan", None)
    form = EmbeddingForm(typed(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            embedding_actions.plan(place.project, **form.values(), by=place.person, at=clock.now())
            messages.success(request, _("Het borgingsplan is bewaard."))
            return redirect("project_plan", place.project.slug)
        except Refused as refusal:
            form.add_error("look_again_on", refusal.reason)
    context = {"place": place, "item": place.project, "form": form, "plan": plan, "here": "plan"}
    return render(request, "projects/embedding.html", context)


@never_cache
@get_or_post
def embedding_check(request: HttpRequest, token: str) -> HttpResponse:
    try:
        check = links.check_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            check = embedding_actions.answer(check, **form.values(), by=None, at=clock.now())
        except Refused as refusal:
            form.add_error("look_again_on", refusal.reason)
    context = {"check": check, "item": check.plan.project, "plan": check.plan, "form": form}
    return render(request, "projects/embedding_check.html", context)
