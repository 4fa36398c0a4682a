# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The candidates of a round, for who runs it: putting them in, judging proposals, saying them more clearly."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from noaber.agenda import candidate_actions, desk_queries, outcome_queries, policies
from noaber.agenda.desk_forms import CandidateForm, JudgeForm, PickForm
from noaber.agenda.models import Candidate, Round
from noaber.agenda.views.showing import attempt, get_or_post, run, signed_in
from noaber.base import clock
from noaber.base.verdicts import Refused

LONGEST_LOOKED_UP = 300


@never_cache
@login_required
@get_or_post
def candidate_list(request: HttpRequest, slug: str) -> HttpResponse:
    round, person, at = run(request, slug), signed_in(request), clock.now()
    posted = request.POST if request.method == "POST" else None
    pick = PickForm(posted) if posted is not None and "question" in posted else None
    form = CandidateForm(posted if pick is None else None, round=round)
    if pick is not None and attempt(
        pick, lambda: candidate_actions.add_question(round, **pick.values(), by=person, at=at)
    ):
        return put_in(request, slug)
    if (
        posted is not None
        and pick is None
        and attempt(form, lambda: candidate_actions.add(round, **form.values(), by=person, at=at))
    ):
        return put_in(request, slug)
    words = (request.GET.get("zoek") or "").replace("\x00", "")[:LONGEST_LOOKED_UP]
    return candidates_page(request, round, {"form": form, "pick": pick, "words": words})


def put_in(request: HttpRequest, slug: str) -> HttpResponse:
    messages.success(request, _("De kandidaat staat erin."))
    return redirect("candidate_list", slug)


def candidates_page(request: HttpRequest, round: Round, context: dict[str, object]) -> HttpResponse:
    context |= {
        "round": round,
        "amount": outcome_queries.amount,
        "offered": desk_queries.offered(round, str(context["words"])),
        "may": policies.may_change_rules(signed_in(request), round, clock.now()),
        "brand_slug": round.werkplaats.slug,
        **desk_queries.all_candidates(round),
    }
    return render(request, "agenda/candidate_list.html", context)


@never_cache
@login_required
@get_or_post
def candidate_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    round = run(request, slug)
    candidate = get_object_or_404(round.candidates.select_related("question", "into", "proposed_by"), number=number)
    candidate.round = round
    posted, step = request.POST if request.method == "POST" else None, request.POST.get("step", "")
    form = CandidateForm(posted if step == "woorden" else None, round=round, candidate=candidate)
    judge = JudgeForm(posted if step != "woorden" else None, candidate=candidate)
    acted = form if step == "woorden" else judge
    if posted is not None and attempt(acted, lambda: act(request, candidate, step, form, judge)):
        messages.success(request, _("Gedaan."))
        return redirect("candidate_list", slug)
    person, at = signed_in(request), clock.now()
    context = {
        "round": round,
        "candidate": candidate,
        "form": form,
        "judge": judge,
        "brand_slug": round.werkplaats.slug,
    }
    context |= {
        "may": policies.may_change_rules(person, round, at),
        "may_judge": policies.may_judge(person, candidate, at),
    }
    return render(request, "agenda/candidate_detail.html", context)


def act(request: HttpRequest, candidate: Candidate, step: str, form: CandidateForm, judge: JudgeForm) -> object:
    """One step with a candidate; the forms tell what it needs."""
    person, at = signed_in(request), clock.now()
    if step == "woorden":
        return candidate_actions.reword(candidate, **form.values(), by=person, at=at)
    text, into = judge.cleaned_data["text"], judge.cleaned_data["into"]
    if step in ("toelaten", "afwijzen"):
        return candidate_actions.judge(candidate, accept=step == "toelaten", text=text, by=person, at=at)
    if step == "samenvoegen":
        if into is None:
            raise Refused(_("Kies met welke kandidaat dit samengaat."))
        return candidate_actions.merge(candidate, into, text=text, by=person, at=at)
    if step == "intrekken":
        return candidate_actions.withdraw(candidate, text=text, by=person, at=at)
    raise Refused(_("Kies wat je met deze kandidaat wilt doen."))
