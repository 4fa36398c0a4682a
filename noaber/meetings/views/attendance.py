# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who was there on paper: the presence list, name badges, certificates; accreditation, and mail to some."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.meetings import certificates, checkin_queries, links, selection_actions, selection_queries
from noaber.meetings.day_forms import SelectionMailForm
from noaber.meetings.models import Meeting, Registration
from noaber.meetings.views.harvesting import explain
from noaber.meetings.views.planning import for_planners, get_or_post, planner, typed
from noaber.ui.acting import attempt, insist


@for_planners
@require_safe
def meeting_presence(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    everybody = checkin_queries.expected(meeting)
    numbers = [one.register_number for one in everybody if one.came_at and one.register_number]
    context = {
        "item": meeting, "here": "presence", "everybody": everybody, "walk_ins": list(meeting.walk_ins.all()),
        "numbers": numbers, "accreditations": list(meeting.accreditations.all()), "over": meeting.over(clock.now()),
        "programme_parts": list(meeting.parts.filter(round__gt=0)),
    }  # fmt: skip
    return render(request, "meetings/presence.html", context)


@for_planners
@require_safe
def meeting_presence_csv(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    answer = HttpResponse(checkin_queries.as_sheet(meeting), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="aanwezig-{meeting.slug}.csv"'
    return answer


@for_planners
@require_safe
def meeting_badges(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    people = [one for one in checkin_queries.expected(meeting) if one.takes_a_place]
    return render(request, "meetings/badges.html", {"item": meeting, "here": "presence", "people": people})


def as_pdf(registration: Registration) -> HttpResponse:
    """The certificate of somebody who was there."""
    insist(certificates.may_have(registration, clock.now()))
    made = certificates.certificate(registration, timezone.localdate(clock.now()))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="bewijs-{registration.meeting.slug}.pdf"'
    return answer


@never_cache
@require_safe
def meeting_certificate(request: HttpRequest, token: str) -> HttpResponse:
    try:
        return as_pdf(links.registration_of(token))
    except Refused as refusal:
        return explain(request, refusal)


@for_planners
@require_safe
def meeting_certificate_of(request: HttpRequest, meeting: Meeting, ref: str) -> HttpResponse:
    rows = Registration.objects.select_related("meeting__home")
    return as_pdf(get_object_or_404(rows, meeting=meeting, ref=ref))


@for_planners
@get_or_post
def meeting_mail(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = SelectionMailForm(typed(request), meeting=meeting)
    context: dict[str, Any] = {"form": form, "item": meeting, "here": "mail"}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "send" and sent(request, meeting, form):
            return redirect("meeting_mail", meeting.slug)
        told = {name: value for name, value in form.told().items() if name in ("who", "part", "perspective")}
        context["preview"] = list(selection_queries.selected(meeting, **told)) if form.is_valid() else None
    context["mails"] = list(meeting.selection_mails.select_related("by")[:50])
    return render(request, "meetings/mail.html", context)


def sent(request: HttpRequest, meeting: Meeting, form: SelectionMailForm) -> bool:
    """Send a mail that was looked at first; a refusal is told in the form."""
    done: list[int] = []

    def act() -> None:
        mail = selection_actions.send(meeting, **form.told(), by=planner(request), at=clock.now())
        done.append(mail.number)

    if not attempt(form, act):
        return False
    messages.success(
        request,
        ngettext("De mail gaat naar %(num)s persoon.", "De mail gaat naar %(num)s mensen.", done[0]) % {"num": done[0]},
    )  # noqa: E501
    return True
