# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting people to weigh: by mail, or in a room with a code on the screen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from noaber.agenda import participant_actions, policies, queries, round_actions
from noaber.agenda.desk_forms import InviteForm, SeatsForm
from noaber.agenda.models import Round
from noaber.agenda.views.showing import WATCH_OFTEN, attempt, get_or_post, run, signed_in
from noaber.agenda.weighing_models import Participant
from noaber.base import clock
from noaber.people.region_queries import origin_of
from noaber.ui import qr


@never_cache
@login_required
@get_or_post
def round_invite(request: HttpRequest, slug: str) -> HttpResponse:
    round, person, at = run(request, slug), signed_in(request), clock.now()
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted)
    made: list[Participant] = []
    if posted is not None and attempt(
        form, lambda: made.extend(participant_actions.invite(round, **form.values(), by=person, at=at))
    ):
        messages.success(request, invited(len(made), len(form.cleaned_data["addresses"])))
        return redirect("round_invite", slug)
    context = {
        "round": round,
        "form": form,
        "present": queries.turnout(round),
        "may": policies.may_invite(person, round, at),
    }
    return render(request, "agenda/round_invite.html", context | {"brand_slug": round.werkplaats.slug})


def invited(new: int, asked: int) -> str:
    told = ngettext("%(num)s mens is uitgenodigd.", "%(num)s mensen zijn uitgenodigd.", new) % {"num": new}
    if old := asked - new:
        told += " " + ngettext("%(num)s deed al mee.", "%(num)s deden al mee.", old) % {"num": old}
    return told


@never_cache
@login_required
@get_or_post
def round_room(request: HttpRequest, slug: str) -> HttpResponse:
    round, person, at = run(request, slug), signed_in(request), clock.now()
    posted = request.POST if request.method == "POST" else None
    if posted is not None and posted.get("step") == "dicht":
        round_actions.close_room(round, by=person, at=at)
        return redirect("round_room", slug)
    form = SeatsForm(posted, initial={"seats": round.room_seats or 50})
    if posted is not None and attempt(
        form, lambda: round_actions.open_room(round, seats=form.cleaned_data["seats"], by=person, at=at)
    ):
        return redirect("round_room", slug)
    context = {"form": form, "may": policies.may_open_room(person, round, at)}
    return render(request, "agenda/round_room.html", context | room(round))


def room(round: Round) -> dict[str, object]:
    """What the beamer shows: the code, the address as a square code, and how many came in and weighed."""
    address = origin_of(round.werkplaats.slug) + reverse("room_enter")
    present = queries.turnout(round)
    return {
        "round": round,
        "phase": round.phase(clock.now()),
        "often": WATCH_OFTEN,
        "address": address.partition("://")[2],
        "code": round.room_code or "",
        "squares": qr.squares(f"{address}?code={round.room_code}") if round.room_open else None,
        "inside": sum(one.in_room for one in present),
        "voted": sum(one.voted for one in present),
        "ready": sum(one.invited + one.signed_up + one.in_room for one in present),
        "brand_slug": round.werkplaats.slug,
    }
