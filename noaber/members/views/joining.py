# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coming in: accepting an invitation, and asking to join without an account."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock, throttle
from noaber.base.verdicts import Refused, require
from noaber.members import invite_actions, join_actions, policies, tasks
from noaber.members.forms import AcceptForm, JoinForm
from noaber.members.models import InvitationState, RequestState
from noaber.people.models import Werkplaats
from noaber.people.queries import werkplaatsen
from noaber.ui.acting import dead_link

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
AN_HOUR = 30


# A link that does not work (any more), and where to go instead.
explain = dead_link("members/link.html")


@never_cache
@get_or_post
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = tasks.invitation_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    verdict = policies.may_accept(invitation, clock.now())
    form = AcceptForm.of(request, initial={"name": invitation.name})
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST" and verdict and form.is_valid():
        invitation = invite_actions.accept(invitation, name=form.cleaned_data["name"], by=None, at=clock.now())
    done = invitation.state == InvitationState.ACCEPTED
    context = {"invitation": invitation, "verdict": verdict, "form": form, "done": done}
    return render(request, "members/invitation.html", context)


@require_safe
def join_choose(request: HttpRequest) -> HttpResponse:
    return render(request, "members/join_choose.html", {"werkplaatsen": werkplaatsen()})


@never_cache
@get_or_post
def join_ask(request: HttpRequest, slug: str) -> HttpResponse:
    open_still = Werkplaats.objects.exclude(status=Werkplaats.Status.ENDED).prefetch_related("names")
    werkplaats = get_object_or_404(open_still, slug=slug)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and asked(request, werkplaats, form):
        return redirect("join_sent")
    context = {"form": form, "werkplaats": werkplaats, "brand_slug": slug, "region": werkplaats.short}
    return render(request, "members/join_ask.html", context)


def asked(request: HttpRequest, werkplaats: Werkplaats, form: JoinForm) -> bool:
    """Ask when the form is right and the sender is not too fast; otherwise the form tells why."""
    if not form.is_valid():
        return False
    now, sender = clock.now(), request.META.get("REMOTE_ADDR", "")
    try:
        require(throttle.hit("members.sender", sender, AN_HOUR, timedelta(hours=1), now))
        join_actions.ask(werkplaats, **form.values(), by=None, at=now)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@never_cache
@require_safe
def join_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "members/join_sent.html")


@never_cache
@get_or_post
def join_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked_before = tasks.request_of(token)
        if request.method == "POST":
            asked_before = join_actions.confirm(asked_before, by=None, at=clock.now())
    except Refused as refusal:
        return explain(request, refusal)
    done = asked_before.state != RequestState.UNCONFIRMED
    return render(request, "members/join_confirm.html", {"asked": asked_before, "done": done})
