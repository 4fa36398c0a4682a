# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for a newsletter, confirming, choosing and stopping. A link is opened by scanners too: only a POST does it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock, signing
from noaber.base.verdicts import Refused
from noaber.following import links as follow_links
from noaber.following.follow_actions import follower_at
from noaber.newsletters import links, policies, queries, subscribing_actions
from noaber.newsletters.forms import WORDS, RegionsForm, SubscribeForm
from noaber.newsletters.models import Consent, Newsletter, Subscription
from noaber.ui.acting import attempt_in_public, dead_link

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# One address may be a whole office; this stops a machine, not a meeting.
AN_HOUR = 60
explain = dead_link("newsletters/dead_link.html")


@never_cache
@get_or_post
def newsletter_detail(request: HttpRequest, slug: str) -> HttpResponse:
    newsletter = get_object_or_404(queries.newsletters(), slug=slug)
    form = SubscribeForm(newsletter, request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt_in_public(
        request, form, lambda: _ask(newsletter, form), room="newsletters", most=AN_HOUR
    ):
        return redirect("subscription_sent")
    context = {"newsletter": newsletter, "form": form, "words": WORDS, "issues": queries.archive(newsletter)[:50]}
    context |= {"brand_slug": newsletter.home.slug, "keeps": policies.may_keep(request.user, newsletter)}
    return render(request, "newsletters/newsletter_detail.html", context)


def _ask(newsletter: Newsletter, form: SubscribeForm) -> Subscription:
    given = form.cleaned_data
    regions = given.get("regions", ())
    return subscribing_actions.ask(newsletter, email=given["email"], regions=regions, by=None, at=clock.now())


@never_cache
@require_safe
def subscription_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletters/sent.html")


@never_cache
@get_or_post
def subscription_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscription = links.subscription_by(token, links.CONFIRM)
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        subscribing_actions.confirm(subscription, words=str(WORDS), by=None, at=clock.now())
        return redirect(links.choose_path(subscription.ref))
    context = {"subscription": subscription, "words": WORDS, "brand_slug": subscription.newsletter.home.slug}
    return render(request, "newsletters/confirm.html", context)


@never_cache
@get_or_post
def subscription_choose(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscription = links.subscription_by(token, links.CHOOSE)
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        return redirect(_choose(request, subscription))
    rows = [(one, RegionsForm(one) if one.newsletter.is_national else None) for one in _lists(subscription)]
    return render(request, "newsletters/choose.html", {"rows": rows, "saved": "bewaard" in request.GET})


def _lists(subscription: Subscription) -> list[Subscription]:
    """Everything that this address is or was on."""
    return [one for one in queries.of_address(subscription.email) if one.confirmed_at]


def _choose(request: HttpRequest, subscription: Subscription) -> str:
    """Do what was pressed; where to go on."""
    at, address = clock.now(), f"{request.path}?bewaard=1"
    if "volgen" in request.POST:
        follower = follower_at(subscription.email, by=None, at=at)
        return reverse("follow_manage", args=[signing.seal(follow_links.MANAGE, follower.ref)])
    for one in _lists(subscription):
        if request.POST.get("stop") == one.ref:
            subscribing_actions.end(one, by=None, at=at)
        elif request.POST.get("weer") == one.ref:
            subscribing_actions.confirm(one, words=str(WORDS), by=None, at=at)
        elif request.POST.get("kies") == one.ref:
            form = RegionsForm(one, request.POST)
            chosen = form.cleaned_data["regions"] if form.is_valid() else one.regions
            subscribing_actions.choose_regions(one, regions=chosen, by=None, at=at)
    return address


# A mail program presses this button for its reader: without a cookie, so without a form of ours (RFC 8058).
@csrf_exempt
@never_cache
@get_or_post
def subscription_stop(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscription = links.subscription_by(token, links.STOP)
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        source = Consent.Source.BUTTON if one_click else Consent.Source.FORM
        subscription = subscribing_actions.end(subscription, source=source, by=None, at=clock.now())
    # A link to stop stands in every mail, also one that is passed on: it leads no further.
    context = {"subscription": subscription, "stopped": not subscription.runs}
    context["brand_slug"] = subscription.newsletter.home.slug
    return render(request, "newsletters/stop.html", context)
