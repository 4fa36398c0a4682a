# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposing a theme or a meeting without an account, and what the programme team makes of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.meetings import links, policies, proposal_actions
from noaber.meetings.models import Meeting, Proposal, ProposalState
from noaber.meetings.proposal_forms import PickForm, ProposalForm
from noaber.meetings.views.harvesting import explain
from noaber.meetings.views.planning import get_or_post, planner, typed
from noaber.ui.acting import attempt, attempt_in_public, insist
from noaber.ui.chrome import person_of
from noaber.ui.kept import signed_in_or_kept

AN_HOUR = 30


@never_cache
@get_or_post
def proposal_new(request: HttpRequest) -> HttpResponse:
    person, posted = person_of(request), request.method == "POST"
    asked = {"home": request.GET.get("werkplaats", "")[:100]}
    form = ProposalForm(request.POST if posted else None, known=person is not None, initial=asked)

    def act() -> object:
        return proposal_actions.propose(**form.values(), by=person, at=clock.now())

    if posted and attempt_in_public(request, form, act, room="meetings.proposal", most=AN_HOUR):
        return redirect("proposal_sent")
    return render(request, "meetings/proposal_new.html", {"form": form})


@never_cache
@require_safe
def proposal_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/proposal_sent.html", {"known": person_of(request) is not None})


@never_cache
@get_or_post
def proposal_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        proposal = links.proposal_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    # A link in a mail is opened by scanners too; only a person presses the button.
    if request.method == "POST":
        proposal = proposal_actions.confirm(proposal, by=None, at=clock.now())
    waits = proposal.state == ProposalState.UNCONFIRMED
    return render(request, "meetings/proposal_confirm.html", {"proposal": proposal, "waits": waits})


@never_cache
@signed_in_or_kept
@get_or_post
def proposal_judge(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Proposal.objects.select_related("home", "meeting", "person").exclude(state=ProposalState.UNCONFIRMED)
    proposal = get_object_or_404(rows, pk=pk)
    insist(policies.may_pick(request.user, proposal))
    form, made = PickForm(typed(request)), list[Meeting]()

    def act() -> None:
        told = {"reason": form.cleaned_data["reason"], "by": planner(request), "at": clock.now()}
        if request.POST.get("step") == "pick":
            made.append(proposal_actions.pick(proposal, **told))
        else:
            proposal_actions.leave(proposal, **told)

    if request.method == "POST" and attempt(form, act):
        return redirect("meeting_edit", made[0].slug) if made else redirect("desk")
    return render(request, "meetings/proposal_judge.html", {"form": form, "proposal": proposal})
