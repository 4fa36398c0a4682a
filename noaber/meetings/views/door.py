# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door on a telephone, for who plans and for who helps with a link; and the ticket of who comes."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from noaber.base import clock, signing
from noaber.base.verdicts import Refused
from noaber.meetings import checkin_actions, checkin_queries, harvest_actions, links, policies
from noaber.meetings.day_models import DayLink
from noaber.meetings.harvest_forms import CONSENT
from noaber.meetings.models import Meeting, Part, Registration
from noaber.meetings.views.harvesting import explain
from noaber.meetings.views.planning import for_planners, get_or_post, planner
from noaber.people.models import Person, Perspective
from noaber.ui import qr
from noaber.ui.chrome import person_of

# Where a browser keeps that somebody helps at a door, so that a code that is scanned opens there too.
DOORS = "meetings.doors"


def words(request: HttpRequest, name: str, most: int = 120) -> str:
    return " ".join(request.POST.get(name, "").replace("\x00", "").split())[:most]


def part_of(request: HttpRequest, meeting: Meeting) -> Part | None:
    """The part whose door this is, if any."""
    told = request.GET.get("deel", "")
    return meeting.parts.filter(pk=told).first() if told.isascii() and told.isdigit() and len(told) < 16 else None


def press(request: HttpRequest, meeting: Meeting, by: Person | None) -> None:
    """Keep one press: somebody is there (1), is not (0), walked in (a name), or did not walk in after all (x)."""
    told: dict[str, Any] = {"with_link": by is None, "by": by, "at": clock.now()}
    sign, _space, ref = words(request, "press").partition(" ")
    mark = words(request, "mark", 40) or uuid.uuid4().hex
    if sign in ("0", "1"):
        told |= {"ref": ref, "came": sign == "1", "part": part_of(request, meeting)}
        checkin_actions.mark(meeting, mark=f"{mark}{sign}{ref}", **told)
    elif sign == "x":
        checkin_actions.not_in(meeting, mark=ref, **told)
    elif name := words(request, "name"):
        perspective = words(request, "perspective", 20)
        told |= {"name": name, "perspective": perspective if perspective in Perspective.values else ""}
        checkin_actions.walk_in(meeting, mark=mark, **told)
    else:
        raise Refused(_("Schrijf een naam."))


def pressed(request: HttpRequest, meeting: Meeting, by: Person | None) -> HttpResponse:
    """Answer a press: with the count for the script, with the page again without it."""
    as_json, refused = request.headers.get("Accept") == "application/json", ""
    try:
        press(request, meeting, by)
    except Refused as refusal:
        refused = refusal.reason
    if as_json:
        whole = checkin_queries.door(meeting).whole
        told = {"here": whole.here, "expected": whole.expected, "refused": refused}
        return JsonResponse(told, status=409 if refused else 200)
    if refused:
        messages.error(request, refused)
    return redirect(request.get_full_path())


def door_page(request: HttpRequest, meeting: Meeting, **more: Any) -> HttpResponse:
    part, q = part_of(request, meeting), request.GET.get("q", "").replace("\x00", "")[:100]
    context = {
        "item": meeting, "door": checkin_queries.door(meeting, part=part, q=q), "part": part, "q": q,
        "mark": uuid.uuid4().hex, "perspectives": Perspective.choices, "here": "door", **more,
    }  # fmt: skip
    return render(request, "meetings/door.html", context)


@for_planners
@get_or_post
def meeting_door(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if request.method == "POST":
        return pressed(request, meeting, planner(request))
    link = meeting.day_links.filter(sort=DayLink.Sort.DOOR).first()
    address = reverse("meeting_door_link", args=[links.day_link(link)]) if link else ""
    away = checkin_queries.stay_away(meeting, clock.now())
    return door_page(
        request, meeting, plans=True, door_link=request.build_absolute_uri(address) if link else "", away=away
    )


@require_POST
@for_planners
def meeting_door_make(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    harvest_actions.make_link(meeting, sort=DayLink.Sort.DOOR, by=planner(request), at=clock.now())
    return redirect(f"{reverse('meeting_door', args=[meeting.slug])}#helpen")


@never_cache
@get_or_post
def meeting_door_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        meeting = links.meeting_of(links.DOOR, token, clock.now())
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        return pressed(request, meeting, None)
    request.session[DOORS] = {**request.session.get(DOORS, {}), meeting.ref: token}
    return door_page(request, meeting)


def door_of(request: HttpRequest, meeting: Meeting) -> str:
    """The address of the door at which this browser helps; empty for who does not."""
    if policies.may_manage(person_of(request), meeting):
        return reverse("meeting_door", args=[meeting.slug])
    token = request.session.get(DOORS, {}).get(meeting.ref, "")
    try:
        known = links.meeting_of(links.DOOR, token, clock.now()) == meeting
    except Refused:
        return ""
    return reverse("meeting_door_link", args=[token]) if known else ""


def ticket_page(request: HttpRequest, registration: Registration, token: str, refused: str = "") -> HttpResponse:
    meeting = registration.meeting
    address = request.build_absolute_uri(reverse("meeting_ticket", args=[token]))
    goes_on = meeting.going_on.filter(email=registration.email).exists()
    context = {
        "item": meeting, "registration": registration, "squares": qr.squares(address), "token": token,
        "consent": CONSENT,
        "door": door_of(request, meeting), "mark": uuid.uuid4().hex, "over": meeting.over(clock.now()),
        "began": bool(meeting.starts_at and meeting.starts_at <= clock.now()), "goes_on": goes_on,
        "perspectives": Perspective.choices, "refused": refused,
    }  # fmt: skip
    return render(request, "meetings/ticket.html", context)


@never_cache
@get_or_post
def meeting_ticket(request: HttpRequest, token: str) -> HttpResponse:
    try:
        registration = links.registration_of(token)
        if request.method == "POST":
            go_on(request, registration)
            messages.success(request, _("Fijn! We nodigen je uit als er een groep begint."))
            return redirect("meeting_ticket", token)
    except (signing.Expired, signing.Forged) as refusal:
        return explain(request, refusal)
    except Refused as refusal:
        return ticket_page(request, registration, token, refused=refusal.reason)
    return ticket_page(request, registration, token)


def go_on(request: HttpRequest, registration: Registration) -> None:
    """Who was there says that they want to go on."""
    perspective = registration.perspective or words(request, "perspective", 20)
    if "yes" not in request.POST:
        raise Refused(_("Zet eerst het vinkje: zonder mogen we niet schrijven."))
    if perspective not in Perspective.values or not registration.email:
        raise Refused(_("Kies wat het best bij je past."))
    told = {"name": registration.name, "email": registration.email, "perspective": perspective}
    now = clock.now()
    harvest_actions.go_on(registration.meeting, **told, consent=str(CONSENT), with_link=True, by=None, at=now)
