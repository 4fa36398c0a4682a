# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""For who plans: who comes, who waits, what they need; signing somebody up, and taking somebody off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.meetings import signup_actions, signup_files, signup_queries
from noaber.meetings.models import Meeting, RegistrationState
from noaber.meetings.signup_forms import AddForm, RemoveForm
from noaber.meetings.views.planning import for_planners, get_or_post, planner, typed
from noaber.ui.acting import attempt


@for_planners
@require_safe
def registration_list(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    states = (RegistrationState.IN, RegistrationState.OFFERED, RegistrationState.WAITING)
    context = {
        "item": meeting, "here": "registrations", "figures": signup_queries.overview(meeting),
        "lists": [(one, list(signup_queries.listed(meeting, one))) for one in states],
        "asked": signup_queries.asked_of(meeting), "attendance": signup_queries.attendance(meeting, clock.now()),
    }  # fmt: skip
    return render(request, "meetings/registration_list.html", context)


@for_planners
@require_safe
def registration_export(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="aanmeldingen-{meeting.slug}.csv"'}
    return HttpResponse(signup_files.as_csv(meeting), content_type="text/csv; charset=utf-8", headers=headers)


@for_planners
@get_or_post
def registration_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = AddForm(typed(request))

    def act() -> None:
        told = {"facts": form.facts(), "submission": form.cleaned_data["submission"]}
        signup_actions.add(meeting, **told, by=planner(request), at=clock.now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Bewaard. Er is een mail onderweg."))
        return redirect("registration_list", meeting.slug)
    return render(request, "meetings/registration_add.html", {"form": form, "item": meeting, "here": "registrations"})


@for_planners
@get_or_post
def registration_remove(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponse:
    one = get_object_or_404(meeting.registrations.select_related("meeting__home"), pk=pk)
    form = RemoveForm(typed(request))

    def act() -> None:
        signup_actions.cancel(one, reason=form.cleaned_data["reason"], by=planner(request), at=clock.now())

    if request.method == "POST" and attempt(form, act):
        return redirect("registration_list", meeting.slug)
    context = {"form": form, "item": meeting, "one": one, "here": "registrations"}
    return render(request, "meetings/registration_remove.html", context)
