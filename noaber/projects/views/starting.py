# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starting a project, saying it better, and moving it on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.people.models import Perspective
from noaber.projects import actions, policies, trail_queries
from noaber.projects.forms import EditForm, PhaseForm, StartForm
from noaber.projects.models import Phase
from noaber.projects.views.places import (
    Place,
    for_leads,
    get_or_post,
    insist,
    readable,
    signed_in,
    typed,
)
from noaber.ui.kept import signed_in_or_kept


@never_cache
@signed_in_or_kept
@get_or_post
def project_start(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    insist(policies.may_start_somewhere(person))
    chosen = {"agenda_items": request.GET.getlist("agenda")[:20], "questions": request.GET.getlist("vraag")[:20]}
    slugs = [*chosen["questions"], *request.POST.getlist("questions")[:200]]
    slugs = [slug for slug in slugs if "\x00" not in slug]
    side = person.perspective if person.perspective in Perspective.values else Perspective.RESEARCH
    form = StartForm(typed(request), person=person, slugs=slugs, initial={**chosen, "lead_perspective": side})
    if request.method == "POST" and form.is_valid():
        try:
            project = actions.start(**form.values(), by=person, at=clock.now())
            return redirect("project_plan" if form.cleaned_data["lead_perspective"] else "project_invite", project.slug)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "projects/start.html", {"form": form})


@never_cache
@signed_in_or_kept
@get_or_post
def project_begin(request: HttpRequest, slug: str) -> HttpResponse:
    project, person = readable(request, slug), signed_in(request)
    insist(policies.may_start(person, project.home))
    if request.method == "POST":
        side = person.perspective if person.perspective in Perspective.values else Perspective.RESEARCH
        actions.begin_group(project, lead_perspective=side, by=person, at=clock.now())
        return redirect("project_plan", project.slug)
    return render(request, "projects/begin.html", {"item": project})


@for_leads
@get_or_post
def project_edit(request: HttpRequest, place: Place) -> HttpResponse:
    form = EditForm(typed(request), project=place.project)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(place.project, **form.values(), by=place.person, at=clock.now())
            messages.success(request, _("Bewaard."))
            return redirect(place.project)
        except Refused as refusal:
            form.refuse(refusal)
            form.data = seen_now(form.data, place)
    context = {"form": form, "place": place, "item": place.project, "here": "edit"}
    return render(request, "projects/edit.html", context)


def seen_now(data: Any, place: Place) -> Any:
    """The next try is done knowing what another saved."""
    fresh = data.copy()
    place.project.refresh_from_db(fields=["saved"])
    fresh["seen"] = place.project.saved
    return fresh


@for_leads
@get_or_post
def project_phase(request: HttpRequest, place: Place) -> HttpResponse:
    form = PhaseForm(typed(request), project=place.project)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_phase(place.project, **form.values(), by=place.person, at=clock.now())
            return redirect(place.project)
        except Refused as refusal:
            form.refuse(refusal)
    needs_plan = place.project.phase == Phase.EMBED and not policies.may_finish(place.project)
    context = {"form": form, "place": place, "item": place.project, "needs_plan": needs_plan, "here": "phase"}
    context["phases"] = trail_queries.phases_of(place.project)
    return render(request, "projects/phase.html", context)
