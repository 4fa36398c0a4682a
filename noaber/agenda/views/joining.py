# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking part: with the code of a room, or by mail; and proposing what should be weighed."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from noaber import search
from noaber.agenda import candidate_actions, participant_actions, policies, queries, tasks
from noaber.agenda.forms import LinkForm, ProposeForm, RoomForm, SignUpForm
from noaber.agenda.keys import key_of
from noaber.agenda.models import Candidate, CandidateState
from noaber.agenda.views.showing import attempt, attempt_in_public, found, get_or_post
from noaber.agenda.weighing_models import Participant
from noaber.base import clock, signing, throttle
from noaber.base.verdicts import Refused, require
from noaber.ui.acting import dead_link

LONGEST_LOOKED_UP = 500
ROOM_AN_HOUR = 600
# A link to a proposal that does not work (any more).
explain = dead_link("agenda/proposal_gone.html")


# Who stands in a room has no account and no cookie; a stranger who sends this form takes a seat, as with the code.
@csrf_exempt
@never_cache
@get_or_post
def room_enter(request: HttpRequest) -> HttpResponse:
    code = (request.POST.get("code") or request.GET.get("code") or "").replace("\x00", "")[:20]
    fresh = {"code": code, "submission": uuid.uuid4().hex}
    form = RoomForm(request.POST) if request.method == "POST" else RoomForm(initial=fresh)
    entered: list[Participant] = []

    def enter() -> None:
        sender = request.META.get("REMOTE_ADDR", "")
        # A code is short: who guesses is stopped long before one is found. A whole room may share one address.
        require(throttle.hit("agenda.room", sender, ROOM_AN_HOUR, timedelta(hours=1), clock.now()))
        entered.append(participant_actions.enter_room(code, **form.values(), by=None, at=clock.now()))

    if request.method == "POST" and attempt(form, enter):
        return redirect("round_weigh", key_of(entered[0]))
    round = queries.by_room_code(code) if code else None
    return render(request, "agenda/room_enter.html", {"form": form, "round": round})


@never_cache
@get_or_post
def round_join(request: HttpRequest, slug: str) -> HttpResponse:
    round = found(request, slug)
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt_in_public(
        request, form, lambda: participant_actions.sign_up(round, **form.values(), by=None, at=clock.now())
    ):
        return sent("meedoen")
    may = policies.may_sign_up(round, clock.now())
    return render(request, "agenda/round_join.html", {"form": form, "round": round, "may": may})


@never_cache
@get_or_post
def round_link(request: HttpRequest, slug: str) -> HttpResponse:
    round = found(request, slug)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt_in_public(
        request, form, lambda: participant_actions.ask_link(round, **form.values(), by=None, at=clock.now())
    ):
        return sent("link")
    return render(request, "agenda/round_link.html", {"form": form, "round": round})


@never_cache
@get_or_post
def candidate_propose(request: HttpRequest, slug: str) -> HttpResponse:
    round, step = found(request, slug), request.POST.get("step", "")
    form = ProposeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "round": round, "may": policies.may_propose(round, clock.now())}
    if step not in ("send", "edit") and form.is_valid():
        words = form.cleaned_data["title"][:LONGEST_LOOKED_UP]
        alike = {"same": search.same_questions(words, limit=5), "known": search.known_answers(words, limit=3)}
        if any(alike.values()):
            return render(request, "agenda/candidate_compare.html", context | alike)
    if (
        request.method == "POST"
        and step != "edit"
        and attempt_in_public(
            request, form, lambda: candidate_actions.propose(round, **form.values(), by=None, at=clock.now())
        )
    ):
        return sent("voorstel")
    return render(request, "agenda/candidate_propose.html", context)


@never_cache
@get_or_post
def candidate_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        candidate = proposal(signing.unseal(tasks.PROPOSAL, token, tasks.PROPOSAL_AGE))
    except Refused as refusal:
        return explain(request, refusal)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST":
        candidate = acted_on(candidate, request.POST.get("step", ""))
    may_withdraw = policies.may_withdraw(candidate, clock.now())
    context = {"candidate": candidate, "round": candidate.round, "may_withdraw": may_withdraw}
    return render(request, "agenda/candidate_confirm.html", context)


def proposal(pk: str) -> Candidate:
    """The proposal that a link is about."""
    rows = Candidate.objects.select_related("round__werkplaats", "proposed_by", "into")
    candidate = rows.filter(pk=int(pk)).first()
    if candidate is None:
        raise signing.Forged(_("Dit voorstel bestaat niet meer."))
    return candidate


def acted_on(candidate: Candidate, step: str) -> Candidate:
    """Confirm it, or take it back; what can no longer be done leaves it as it is."""
    try:
        if step == "weg" and candidate.state != CandidateState.UNCONFIRMED:
            return candidate_actions.withdraw(candidate, by=candidate.proposed_by, at=clock.now())
        return candidate_actions.confirm(candidate, by=None, at=clock.now())
    except Refused:
        return proposal(str(candidate.pk))


def sent(what: str) -> HttpResponse:
    return redirect(f"{reverse('agenda_sent')}?wat={what}")


@never_cache
@require_safe
def agenda_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "agenda/sent.html", {"what": request.GET.get("wat", "")})
