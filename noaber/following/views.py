# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a thing, the one page of preferences, and stopping: with an account or by a mailed link."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock, signing
from noaber.base.forms import Guarded
from noaber.base.verdicts import Refused
from noaber.following import follow_actions, links, policies, queries
from noaber.following.forms import AGAIN, CONSENT, KIND, PLACE, FollowForm, LinkForm, PaceForm
from noaber.following.models import Follower
from noaber.people.models import Person
from noaber.ui.acting import attempt_in_public, dead_link
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# One address may be a whole office; this stops a machine, not a meeting.
AN_HOUR = 60


def attempt(request: HttpRequest, form: Guarded, act: Callable[[], object]) -> bool:
    """Do it when the form is right and the sender is not too fast; otherwise the form tells why."""
    return attempt_in_public(request, form, act, room="following", most=AN_HOUR)


def sent(what: str) -> HttpResponse:
    return redirect(f"{reverse('follow_sent')}?wat={what}")


def known(request: HttpRequest) -> Person | None:
    """Who signed in and can be mailed."""
    person: Person | None = person_of(request)
    return person if person is not None and person.email else None


@never_cache
@get_or_post
def follow_new(request: HttpRequest) -> HttpResponse:
    key = str((request.POST if request.method == "POST" else request.GET).get("wat", ""))[:241]
    person = known(request)
    thing = queries.known([key]).get(key) if policies.may_follow(person_of(request), key) else None
    if thing is None:
        raise Http404
    if person is not None and request.method == "POST":
        tell(request, follow_or_stop(person, key, stop="stop" in request.POST))
        return redirect(thing.href)
    form = FollowForm(request.POST if request.method == "POST" else None, known=person is not None)
    if request.method == "POST" and attempt(request, form, lambda: ask(form, key)):
        return sent("dit")
    context = {"form": form, "thing": thing, "key": key, "consent": CONSENT, "person": person}
    return render(request, "following/follow_new.html", context)


def ask(form: FollowForm, key: str) -> object:
    email = form.cleaned_data["email"]
    return follow_actions.ask_follow(key, consent=str(CONSENT), email=email, by=None, at=clock.now())


def follow_or_stop(person: Person, key: str, *, stop: bool) -> str:
    """What to tell the reader; again changes nothing."""
    follow = queries.follow_of(person, key)
    if stop and follow is not None:
        follow_actions.unfollow(follow, by=person, at=clock.now())
    if stop:
        return _("Je volgt dit niet meer.")
    follow_actions.ask_follow(key, consent=str(CONSENT), by=person, at=clock.now())
    return _("Je volgt dit. Bij “Wat ik volg” kies je hoe vaak je mail krijgt.")


def tell(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


@never_cache
@get_or_post
def following(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if person is not None:
        return managed(request, queries.of_person(person), reverse("following"), person)
    form = LinkForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        follow_actions.ask_follow_link(email=form.cleaned_data["email"], by=None, at=clock.now())

    if request.method == "POST" and attempt(request, form, act):
        return sent("link")
    return render(request, "following/link.html", {"form": form})


def managed(request: HttpRequest, follower: Follower | None, address: str, person: Person | None) -> HttpResponse:
    """The page of preferences of one address; a POST changes something."""
    prefs = queries.preferences(follower)
    form = PaceForm(prefs, request.POST if "kies" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()) and change(request, prefs, form, person):
        return redirect(f"{address}?bewaard=1")
    context = {"prefs": prefs, "form": form, "address": address, "saved": "bewaard" in request.GET}
    return render(request, "following/preferences.html", context | {"person": person})


def change(request: HttpRequest, prefs: queries.Preferences, form: PaceForm, person: Person | None) -> bool:
    """Do what was pressed; no when there is nothing to do it to."""
    follower, at = prefs.follower or begun(person), clock.now()
    if follower is None:
        return False
    if form.is_bound:
        kinds, places = form.chosen(KIND), form.chosen(PLACE)
        follow_actions.choose_paces(follower, kinds=kinds, werkplaatsen=places, by=person, at=at)
    for one in prefs.follows:
        if one.follow.ref == request.POST.get("stop"):
            follow_actions.unfollow(one.follow, by=person, at=at)
    if request.POST.get("mail") == "geen":
        follow_actions.stop_mail(follower, by=person, at=at)
    elif request.POST.get("mail") == "weer":
        follow_actions.resume_mail(follower, consent=str(AGAIN), by=person, at=at)
    return True


def begun(person: Person | None) -> Follower | None:
    """Who has an address may choose before following anything."""
    if person is None or not person.email:
        return None
    return follow_actions.follower_at(person.email, by=person, at=clock.now())


@never_cache
@require_safe
def follow_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "following/sent.html", {"what": request.GET.get("wat", "")})


# A link that does not work (any more), and the way to a fresh one.
explain = dead_link("following/link.html", LinkForm)


@never_cache
@get_or_post
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        follow = links.follow_by(token)
    except Refused as refusal:
        return explain(request, refusal)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST":
        follow_actions.confirm_follow(follow, consent=str(CONSENT), by=None, at=clock.now())
        return redirect("follow_manage", signing.seal(links.MANAGE, follow.follower.ref))
    thing = queries.known(queries.visible([follow.key], follow.follower.person)).get(follow.key)
    return render(request, "following/confirm.html", {"thing": thing, "consent": CONSENT})


@never_cache
@get_or_post
def follow_manage(request: HttpRequest, token: str) -> HttpResponse:
    try:
        follower = links.follower_by(token, links.MANAGE)
    except Refused as refusal:
        return explain(request, refusal)
    return managed(request, follower, request.path, None)


# A mail program presses this button for its reader: without a cookie, so without a form of ours (RFC 8058).
@csrf_exempt
@never_cache
@get_or_post
def follow_stop(request: HttpRequest, token: str) -> HttpResponse:
    try:
        follower = links.follower_by(token, links.STOP)
    except Refused as refusal:
        return explain(request, refusal)
    if request.method == "POST":
        follow_actions.stop_mail(follower, by=None, at=clock.now())
    manage = reverse("follow_manage", args=[signing.seal(links.MANAGE, follower.ref)])
    stopped = request.method == "POST" or follower.stopped_at is not None
    return render(request, "following/stop.html", {"stopped": stopped, "manage": manage})
