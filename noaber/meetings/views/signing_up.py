# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing up for a meeting or a whole series, without an account."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock, throttle
from noaber.base.forms import Guarded
from noaber.base.verdicts import require
from noaber.meetings import queries, signup_actions, signup_policies, signup_queries
from noaber.meetings.models import Series
from noaber.meetings.signup_forms import LinkForm, SeriesForm, SignUpForm
from noaber.meetings.views.reading import readable
from noaber.people.models import AnyPerson
from noaber.ui.acting import attempt_in_public
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# A whole library, or a hall full of people, may stand behind one address.
AN_HOUR, LINKS_AN_HOUR = 400, 30
ROOM = "meetings.sign_up"
# Each of these is a mail: nobody fills the mailbox of somebody else.
ADDRESS_AN_HOUR = 10


def require_calm(form: Guarded) -> None:
    """Refuse when this address was filled in too often, by whomever."""
    email = form.cleaned_data["email"]
    require(throttle.hit("meetings.address", email, ADDRESS_AN_HOUR, dt.timedelta(hours=1), clock.now()))


@never_cache
@get_or_post
def meeting_sign_up(request: HttpRequest, slug: str) -> HttpResponse:
    meeting, person = readable(request, slug), person_of(request)
    form = SignUpForm(request.POST if request.method == "POST" else None, meeting=meeting, person=person)
    context = {"form": form, "item": meeting, "may": signup_policies.may_sign_up(meeting, clock.now())}
    context["mine"] = signup_queries.own(meeting, person)
    if form.is_bound and form.is_valid() and form.asks_on:
        return render(request, "meetings/sign_up_more.html", context)
    made: list[signup_actions.SignedUp] = []

    def act() -> None:
        require_calm(form)
        told = {**form.values(), "submission": form.cleaned_data["submission"]}
        made.append(signup_actions.sign_up(meeting, **told, by=person, at=clock.now()))

    if form.is_bound and attempt_in_public(request, form, act, room=ROOM, most=AN_HOUR):
        return redirect(f"{reverse('meeting_signed_up', args=[meeting.slug])}?hoe={made[0].state}")
    return render(request, "meetings/sign_up.html", context)


@never_cache
@require_safe
def meeting_signed_up(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"item": readable(request, slug), "how": request.GET.get("hoe", "")}
    return render(request, "meetings/signed_up.html", context)


def series_for(slug: str, person: AnyPerson) -> Series:
    """The series of which this person may read at least one meeting, or 404."""
    series = get_object_or_404(Series.objects.select_related("home"), slug=slug)
    if not queries.of_series(series, person).exists():
        raise Http404
    return series


@never_cache
@get_or_post
def series_sign_up(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    series = series_for(slug, person)
    posted = request.POST if request.method == "POST" else None
    form = SeriesForm(posted, series=series, person=person, at=clock.now())

    def act() -> None:
        require_calm(form)
        told = {"facts": form.facts(), "submission": form.cleaned_data["submission"]}
        signup_actions.sign_up_series(form.chosen, **told, by=person, at=clock.now())

    if form.is_bound and attempt_in_public(request, form, act, room=ROOM, most=AN_HOUR):
        return redirect("series_signed_up", series.slug)
    return render(request, "meetings/series_sign_up.html", {"form": form, "series": series})


@never_cache
@require_safe
def series_signed_up(request: HttpRequest, slug: str) -> HttpResponse:
    series = series_for(slug, person_of(request))
    return render(request, "meetings/signed_up.html", {"series": series, "how": ""})


@never_cache
@get_or_post
def registration_link(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = readable(request, slug)
    form = LinkForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        require_calm(form)
        signup_actions.ask_link(meeting, email=form.cleaned_data["email"], by=None, at=clock.now())

    if form.is_bound and attempt_in_public(request, form, act, room="meetings.link", most=LINKS_AN_HOUR):
        return redirect(f"{reverse('meeting_signed_up', args=[meeting.slug])}?hoe=link")
    return render(request, "meetings/registration_link.html", {"form": form, "item": meeting})
