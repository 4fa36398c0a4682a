# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calendar: month and agenda, one's own, and the files that programs keep."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.calendar import CONTENT_TYPE
from noaber.base.signing import Expired, Forged
from noaber.meetings import calendar_actions, calendar_queries, feed_queries
from noaber.meetings.calendar_queries import Chosen, chosen_of
from noaber.meetings.views.reading import calendar_context, readable
from noaber.people.models import Person
from noaber.ui.chrome import person_of

MINE = "mij"


@require_safe
def meeting_month(request: HttpRequest, year: int | None = None, number: int | None = None) -> HttpResponseBase:
    return _page(request, "month", year, number)


@require_safe
def meeting_days(request: HttpRequest, year: int | None = None, number: int | None = None) -> HttpResponseBase:
    return _page(request, "days", year, number)


def _page(request: HttpRequest, view: str, year: int | None, number: int | None) -> HttpResponseBase:
    """A month, as weeks or as days; without a month the one that it is now."""
    person, now = person_of(request), clock.now()
    mine = request.GET.get("van") == MINE
    if mine and person is None:
        return redirect("meeting_mine")
    first = _month_of(year, number, now)
    chosen = chosen_of(request.GET, person if mine else None)
    month = calendar_queries.month(person, chosen, first, now)
    context = {
        "month": month,
        "view": view,
        "mine": mine,
        "thin": bool(year) and not month.days,
        **calendar_context(chosen),
    }
    return render(request, f"meetings/calendar_{view}.html", context)


def _month_of(year: int | None, number: int | None, now: dt.datetime) -> dt.date:
    today = timezone.localdate(now)
    if year is None or number is None:
        return today.replace(day=1)
    first = calendar_queries.month_of(year, number, now)
    if first is None:
        raise Http404
    return first


@require_safe
def meeting_feed(request: HttpRequest) -> HttpResponse:
    # For everybody: a program that keeps it signs in nowhere. What is only for members is in one's own.
    return answer(feed_queries.feed(chosen_of(request.GET), None, clock.now()), feed_queries.changed_at())


@require_safe
def meeting_ical(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = readable(request, slug)
    if feed_queries.moment_of(meeting) is None:
        raise Http404
    return answer(feed_queries.one(meeting), meeting.updated_at)


def answer(text: str, changed: dt.datetime | None = None) -> HttpResponse:
    """A calendar as programs ask for it again and again."""
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def meeting_own_feed(request: HttpRequest, sealed: str) -> HttpResponse:
    try:
        person = feed_queries.person_of_feed(sealed)
    except (Expired, Forged) as refusal:
        return HttpResponse(f"{refusal.reason}\n", status=404, content_type="text/plain; charset=utf-8")
    response = answer(feed_queries.own(person, clock.now()))
    response["Cache-Control"] = "private, max-age=0"
    # Who knows the address may read it, and nobody else knows it: it may be kept here, and on no machine in between.
    response.kept_by_address = True  # type: ignore[attr-defined]
    return response


@never_cache
@login_required
@require_safe
def meeting_mine(request: HttpRequest) -> HttpResponse:
    person, now = _person(request), clock.now()
    key = getattr(person, "calendar_key", None)
    context = {
        "ahead": calendar_queries.ahead(person, Chosen(of=person), now), "past": calendar_queries.past(person, now),
        "address": request.build_absolute_uri(feed_queries.address_of(key)) if key else "",
    }  # fmt: skip
    return render(request, "meetings/mine.html", context)


@require_POST
@never_cache
@login_required
def meeting_own_address(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    if "stop" in request.POST:
        calendar_actions.take_address(person, by=person, at=clock.now())
        messages.success(request, _("Het adres werkt niet meer."))
    else:
        calendar_actions.give_address(person, by=person, at=clock.now())
        messages.success(request, _("Je agenda heeft een nieuw adres."))
    return redirect("meeting_mine")


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
