# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mijn gegevens: read, take along and erase, with an account or through a mailed link."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.base import clock, throttle
from noaber.base.verdicts import Refused
from noaber.members import own_data_actions, own_data_queries
from noaber.members.own_data_forms import AskForm, EraseForm
from noaber.members.own_data_words import words
from noaber.people.models import Person
from noaber.people.second_step import asks_again, before_second_step
from noaber.ui.acting import dead_link

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[[HttpRequest, Person, str], HttpResponse]
# A link that does not work (any more), with the way to a fresh one.
explain = dead_link("members/own_data_ask.html", AskForm)


@never_cache
@before_second_step
@get_or_post
def own_data(request: HttpRequest) -> HttpResponse:
    """What is kept of who signed in; anybody else asks for a link."""
    if isinstance(request.user, Person):
        return show(request, request.user, "")
    form = AskForm(request.POST if request.method == "POST" else None)
    sent = request.method == "POST" and asked(request, form)
    return render(request, "members/own_data_ask.html", {"form": form, "sent": sent})


def asked(request: HttpRequest, form: AskForm) -> bool:
    """Whether a link was asked for; whether there is anything to send is told by mail only."""
    if not form.is_valid():
        return False
    email, at = form.cleaned_data["email"], clock.now()
    for scope, key, limit in (("data link", email, 3), ("data link from", request.META.get("REMOTE_ADDR", ""), 20)):
        verdict = throttle.hit(scope, key, limit, timedelta(hours=1), at)
        if not verdict:
            form.add_error(None, verdict.reason)
            return False
    own_data_actions.ask_link(email, by=None, at=at)
    return True


def show(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    sections = own_data_queries.sections(own_data_queries.collected(person))
    context = {"person": person, "sections": sections, "word": words, "token": token}
    return render(request, "members/own_data.html", context)


def take(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    at = clock.now()
    answer = HttpResponse(own_data_queries.as_zip(person, at=at), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.zip"'
    own_data_actions.note_taken(person, by=person, at=at)
    return answer


def erase(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            own_data_actions.erase(person, by=person, at=clock.now())
            if not token:
                logout(request)
            return redirect("own_data_done")
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    return render(request, "members/own_data_erase.html", {"form": form, "token": token, "person": person})


def with_account(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """For who signed in, and is still the same person where that can be asked."""

    @login_required
    @asks_again
    def opened(request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, Person)
        return view(request, request.user, "")

    return before_second_step(never_cache(opened))


def with_link(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """For who reads the mail of an address without an account."""

    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            person = own_data_actions.person_of_link(token, by=None, at=clock.now())
        except Refused as refusal:
            return explain(request, refusal)
        return view(request, person, token)

    return before_second_step(never_cache(opened))


@require_safe
def own_data_done(request: HttpRequest) -> HttpResponse:
    return render(request, "members/own_data_done.html")


own_data_download = require_POST(with_account(take))
own_data_erase = get_or_post(with_account(erase))
own_data_link = require_safe(with_link(show))
own_data_link_download = require_POST(with_link(take))
own_data_link_erase = get_or_post(with_link(erase))
