# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weighing by the personal link: without an account, a cookie or a script.

The link itself is what opens the page, so the forms need no mark against forgery: nobody else can know the address.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from noaber.agenda import ballot_actions, keys, outcome_queries, participant_actions, policies, queries, slip_queries
from noaber.agenda.models import BEFORE_WEIGHING, Phase, Round, State
from noaber.agenda.slip_queries import Slip
from noaber.agenda.views.showing import WATCH_OFTEN, WATCH_SELDOM, with_outcome
from noaber.agenda.weighing_models import Participant, Way
from noaber.base import clock
from noaber.base.verdicts import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@never_cache
@get_or_post
def round_weigh(request: HttpRequest, key: str) -> HttpResponse:
    participant = keys.participant_of(key)
    if participant is None or participant.round.state == State.DRAFT:
        return render(request, "agenda/ballot_gone.html", status=404)
    if request.method == "POST" and request.POST.get("stap") == "meedoen":
        participant_actions.confirm(participant, by=None, at=clock.now())
        return redirect("round_weigh", key)
    phase = participant.round.phase(clock.now())
    context = about(participant, key, phase)
    if phase in BEFORE_WEIGHING or phase == Phase.CANCELLED:
        return render(request, "agenda/ballot_waits.html", context)
    if request.method == "POST":
        return cast(request, participant, context)
    if phase == Phase.WEIGH:
        return slip_page(request, context, slip_queries.slips(participant))
    return render(request, "agenda/ballot_closed.html", with_outcome(context, participant.round))


def about(participant: Participant, key: str, phase: Phase) -> dict[str, object]:
    round: Round = participant.round
    return {
        "participant": participant,
        "round": round,
        "phase": phase,
        "key": key,
        "here": reverse("round_weigh", args=[key]),
        "amount": outcome_queries.amount,
        "often": WATCH_OFTEN if participant.way == Way.ROOM else WATCH_SELDOM,
        "brand_slug": round.werkplaats.slug,
    }


def slip_page(request: HttpRequest, context: dict[str, object], slips: list[Slip], status: int = 200) -> HttpResponse:
    """One slip at a time: the one that was asked for, or the first that is still empty; without any: all is kept."""
    asked = {slip.kind: slip for slip in slips}.get(request.GET.get("deel", ""))
    wrong = next((slip for slip in slips if slip.wrong), None)
    empty = next((slip for slip in slips if slip.saved_at is None), None)
    kept = next((slip for slip in slips if slip.kind == request.GET.get("bewaard") and slip.saved_at), None)
    context |= {"slips": slips, "slip": wrong or asked or empty, "kept": kept}
    context["left"] = sum(slip.saved_at is None for slip in slips)
    return render(request, "agenda/ballot.html", context, status=status)


def cast(request: HttpRequest, participant: Participant, context: dict[str, object]) -> HttpResponse:
    """Keep what was sent: one slip, or all of them; a slip that is refused comes back with everything typed."""
    only, typed = request.POST.get("deel"), fields(request)
    asked = [method for method in queries.methods_of(participant.round) if only in (None, method.kind)]
    refused: dict[str, str] = {}
    for method in asked:
        try:
            ballot_actions.cast(participant, method, typed, by=None, at=clock.now())
        except Refused as refusal:
            refused[method.kind] = refusal.reason
    if refused:
        closed = not policies.may_weigh(participant, Round.objects.get(pk=participant.round_id), clock.now())
        shown = slip_queries.with_refusals(slip_queries.slips(participant), refused, typed)
        return redirect("round_weigh", context["key"]) if closed else slip_page(request, context, shown)
    kept = asked[-1].kind if asked else ""
    return redirect(f"{context['here']}?bewaard={kept}")


def fields(request: HttpRequest) -> Mapping[str, str]:
    given = list(request.POST.items())[: slip_queries.MOST_FIELDS]
    return {name: str(value).replace("\x00", "") for name, value in given}


@csrf_exempt
@never_cache
@get_or_post
def round_leave(request: HttpRequest, key: str) -> HttpResponse:
    participant = keys.participant_of(key)
    if participant is None:
        return render(request, "agenda/ballot_gone.html", status=404)
    context = about(participant, key, participant.round.phase(clock.now()))
    if request.method == "POST" and request.POST.get("zeker") == "1":
        participant_actions.leave(participant, by=None, at=clock.now())
        return render(request, "agenda/ballot_left.html", context)
    return render(request, "agenda/ballot_leave.html", context)
