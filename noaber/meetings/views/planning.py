# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning a meeting: beginning, saying it better, making it known, calling it off, and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.meetings import calendar_side_queries, planning_actions, policies, programme_actions, queries
from noaber.meetings.models import Meeting
from noaber.meetings.planning_forms import CancelForm, MeetingForm
from noaber.meetings.programme_forms import BELONGINGS, BelongingForm
from noaber.meetings.views.reading import readable
from noaber.people.models import Person
from noaber.ui.acting import attempt, insist
from noaber.ui.kept import recall, signed_in_or_kept

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def planner(request: HttpRequest) -> Person:
    """Who is signed in here."""
    assert isinstance(request.user, Person)
    return request.user


def typed(request: HttpRequest) -> Any:
    """What was sent, or what was typed before the session ended."""
    return request.POST if request.method == "POST" else recall(request)


def for_planners(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view gets the meeting, for who keeps it; others who may read it are told why not."""

    @never_cache
    @signed_in_or_kept
    @wraps(view)
    def find(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        meeting = get_object_or_404(Meeting.objects.select_related(*queries.RELATED), slug=slug)
        if not (may := policies.may_manage(request.user, meeting)):
            # Who may not even read it does not hear that it is there.
            readable(request, slug)
        insist(may)
        return view(request, meeting, *args, **kwargs)

    return find


@never_cache
@signed_in_or_kept
@get_or_post
def meeting_plan(request: HttpRequest) -> HttpResponse:
    person = planner(request)
    insist(policies.may_plan_somewhere(person))
    carries = {"question": "vraag", "agenda_item": "agenda", "project": "leertraject"}
    initial = {name: request.GET.get(word, "")[:100] for name, word in carries.items()}
    form = MeetingForm(typed(request), person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {**form.values(), "home": form.cleaned_data["home"], "submission": form.cleaned_data["submission"]}
        try:
            meeting = planning_actions.draft(told["facts"]["title"], **told, by=person, at=clock.now())
            return redirect("meeting_manage", meeting.slug)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "meetings/plan.html", {"form": form})


@for_planners
@require_safe
def meeting_manage(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    context = {
        "item": meeting, "here": "manage", "programme": queries.programme_of(meeting),
        "papers": list(meeting.papers.all()), "kept": list(meeting.kept_places.all()),
        "asked": list(meeting.asked.select_related("after")), "over": meeting.over(clock.now()),
        "overlaps": calendar_side_queries.overlaps(meeting, request.user),
    }  # fmt: skip
    return render(request, "meetings/manage.html", context)


@for_planners
@get_or_post
def meeting_edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = MeetingForm(typed(request), person=planner(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        told = {**form.values(), "seen": form.cleaned_data["seen"]}
        try:
            planning_actions.change(meeting, **told, by=planner(request), at=clock.now())
            messages.success(request, _("Bewaard."))
            return redirect("meeting_manage", meeting.slug)
        except Refused as refusal:
            form.refuse(refusal)
            form.data = seen_now(form.data, meeting)
    return render(request, "meetings/edit.html", {"form": form, "item": meeting, "here": "edit"})


def seen_now(data: Any, meeting: Meeting) -> Any:
    """The next try is done knowing what another saved."""
    fresh = data.copy()
    meeting.refresh_from_db(fields=["saved"])
    fresh["seen"] = meeting.saved
    return fresh


@require_POST
@for_planners
def meeting_publish(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        planning_actions.publish(meeting, by=planner(request), at=clock.now())
        messages.success(request, _("De bijeenkomst staat op de agenda."))
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("meeting_manage", meeting.slug)


@for_planners
@get_or_post
def meeting_cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = CancelForm(typed(request))

    def act() -> None:
        planning_actions.cancel(meeting, reason=form.cleaned_data["reason"], by=planner(request), at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect("meeting_manage", meeting.slug)
    return render(request, "meetings/cancel.html", {"form": form, "item": meeting, "here": "manage"})


def _belonging(what: str) -> type[BelongingForm]:
    if what not in BELONGINGS:
        raise Http404
    return BELONGINGS[what]


@for_planners
@get_or_post
def belonging_new(request: HttpRequest, meeting: Meeting, what: str) -> HttpResponse:
    form = _belonging(what)(typed(request), request.FILES or None, meeting=meeting)
    if request.method == "POST" and kept(request, meeting, form, None):
        return redirect("meeting_manage", meeting.slug)
    return render(request, "meetings/belonging.html", {"form": form, "item": meeting, "here": "manage"})


@for_planners
@get_or_post
def belonging_change(request: HttpRequest, meeting: Meeting, what: str, pk: int) -> HttpResponse:
    form_class = _belonging(what)
    thing = get_object_or_404(form_class.MODEL, meeting=meeting, pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        programme_actions.remove(meeting, model=form_class.MODEL, pk=pk, by=planner(request), at=clock.now())
        return redirect("meeting_manage", meeting.slug)
    form = form_class(typed(request), request.FILES or None, meeting=meeting, thing=thing)
    if request.method == "POST" and kept(request, meeting, form, pk):
        return redirect("meeting_manage", meeting.slug)
    return render(request, "meetings/belonging.html", {"form": form, "item": meeting, "thing": thing, "here": "manage"})


def kept(request: HttpRequest, meeting: Meeting, form: BelongingForm, pk: int | None) -> bool:
    """Keep a right form; a refusal is told in the form."""

    def act() -> None:
        told: dict[str, Any] = {"model": form.MODEL, "pk": pk, "facts": form.facts()}
        submission = form.cleaned_data["submission"]
        programme_actions.keep(meeting, **told, submission=submission, by=planner(request), at=clock.now())

    return attempt(form, act)
