# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one's own registration, behind the mailed link: how it stands, changing it, saying yes, staying away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock, signing
from noaber.base.verdicts import Refused
from noaber.meetings import queries, signup_actions, signup_mail, signup_policies, signup_queries
from noaber.meetings.models import Registration, RegistrationState
from noaber.meetings.signup_calendar import calendar_of
from noaber.meetings.signup_forms import SignUpForm
from noaber.ui.acting import attempt, dead_link

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
gone = dead_link("meetings/registration_gone.html")


def of_token(token: str) -> Registration:
    """The registration that a link is about; raises `Refused` when it is not ours, too old, or forgotten."""
    found = signup_queries.of_ref(signing.unseal(signup_mail.PURPOSE, token, signup_mail.LINK_AGE))
    if found is None or found.forgotten_at is not None:
        raise signing.Expired(_("Deze aanmelding is gewist."))
    return found


def with_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view gets the registration; a link that does not work says why."""

    @never_cache
    @wraps(view)
    def find(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            registration = of_token(token)
        except Refused as refusal:
            return gone(request, refusal)
        return view(request, registration, token, **kwargs)

    return find


@with_link
@require_safe
def registration_detail(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    meeting, now = registration.meeting, clock.now()
    inside = registration.state == RegistrationState.IN
    context = {
        "one": registration, "item": meeting, "token": token, "lines": signup_mail.lines_of(registration),
        "choices": list(signup_queries.choices_of(registration)), "inside": inside,
        "may_change": signup_policies.may_change(registration, meeting, now),
        "may_cancel": registration.state != RegistrationState.OUT and signup_policies.may_cancel(meeting, now),
        "may_say_yes": registration.state == RegistrationState.OFFERED
        and signup_policies.may_say_yes(registration, meeting, now),
        "papers": list(queries.papers_of(meeting, everything=inside)),
    }  # fmt: skip
    return render(request, "meetings/registration_detail.html", context)


@with_link
@get_or_post
def registration_change(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = SignUpForm(posted, meeting=registration.meeting, registration=registration)
    context = {"form": form, "item": registration.meeting, "one": registration, "token": token}
    if form.is_bound and form.is_valid() and form.asks_on:
        return render(request, "meetings/sign_up_more.html", context)

    def act() -> None:
        signup_actions.change(registration, **form.values(), by=None, at=clock.now())

    if form.is_bound and attempt(form, act):
        messages.success(request, _("Bewaard."))
        return redirect("registration_detail", token)
    return render(request, "meetings/registration_change.html", context)


@with_link
@get_or_post
def registration_cancel(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    if request.method == "POST":
        return acted(request, token, lambda: signup_actions.cancel(registration, by=None, at=clock.now()))
    return render(
        request, "meetings/registration_cancel.html",
        {"one": registration, "item": registration.meeting, "token": token},
    )  # fmt: skip


@require_POST
@with_link
def registration_yes(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    return acted(request, token, lambda: signup_actions.say_yes(registration, by=None, at=clock.now()))


def acted(request: HttpRequest, token: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, and show how it stands now, or why it could not be done."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("registration_detail", token)


@with_link
@require_safe
def registration_calendar(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    text = calendar_of([(registration, signup_mail.link_of(registration))], at=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="bijeenkomst.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@with_link
@require_safe
def registration_paper(request: HttpRequest, registration: Registration, token: str, pk: int) -> FileResponse:
    everything = registration.state == RegistrationState.IN
    papers = queries.papers_of(registration.meeting, everything=everything).exclude(file="")
    paper = get_object_or_404(papers, pk=pk)
    name = f"{paper.name}.{paper.file.name.rpartition('.')[2]}"
    return FileResponse(paper.file.open("rb"), as_attachment=True, filename=name, content_type=paper.mime)
