# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds of Most Significant Change: reading, leading, and choosing by a mailed link."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.base.verdicts import Refused
from noaber.effects import links, msc_actions, msc_policies, msc_queries
from noaber.effects.msc_forms import ChooseForm, GatherForm, PanelForm, RoundForm
from noaber.effects.msc_models import MscRound, MscState, Panelist
from noaber.effects.views.telling import explain
from noaber.people.models import Person
from noaber.ui.acting import attempt, insist
from noaber.ui.chrome import person_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# What a step is called in the address, and where it leads.
STEPS = {
    "kiezen": MscState.CHOOSING,
    "verzamelen": MscState.COLLECTING,
    "afronden": MscState.CLOSED,
    "stoppen": MscState.CANCELLED,
}


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def found(slug: str) -> MscRound:
    return get_object_or_404(MscRound.objects.select_related("home", "project"), slug=slug)


@require_safe
def msc_list(request: HttpRequest) -> HttpResponse:
    page = paginate(msc_queries.listed(), page_number(request.GET.get("page")))
    person = person_of(request)
    may_open = msc_policies.may_open_somewhere(person) if person else None
    return render(request, "effects/msc_list.html", {"page": page, "may_open": may_open})


def round_page(request: HttpRequest, round: MscRound, **more: Any) -> HttpResponse:
    person = person_of(request)
    context = {"round": round, "gathered": msc_queries.gathered(round), "panel": list(round.panel.all())}
    if person and msc_policies.may_lead_round(person, round):
        context |= {"may_lead": True, "gather": GatherForm(round=round), "ask": PanelForm()}
    return render(request, "effects/msc_detail.html", context | more)


@require_safe
def msc_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return round_page(request, found(slug))


@never_cache
@login_required
@get_or_post
def msc_new(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    insist(msc_policies.may_open_somewhere(person))
    made: list[MscRound] = []
    form = RoundForm(request.POST if request.method == "POST" else None, person=person)

    def act() -> object:
        made.append(msc_actions.open_round(**form.values(), by=person, at=clock.now()))
        return made

    if form.is_bound and attempt(form, act):
        return redirect(made[0])
    return render(request, "effects/msc_new.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["POST"])
def msc_gather(request: HttpRequest, slug: str) -> HttpResponse:
    round = found(slug)
    insist(msc_policies.may_lead_round(signed_in(request), round))
    form = GatherForm(request.POST, round=round)

    def act() -> object:
        given = {"story": form.cleaned_data["story"], "domain": form.cleaned_data["domain"]}
        return msc_actions.gather(round, **given, by=signed_in(request), at=clock.now())

    return redirect(round) if attempt(form, act) else round_page(request, round, gather=form)


@never_cache
@login_required
@require_http_methods(["POST"])
def msc_panel(request: HttpRequest, slug: str) -> HttpResponse:
    round = found(slug)
    insist(msc_policies.may_lead_round(signed_in(request), round))
    form = PanelForm(request.POST)

    def act() -> object:
        return msc_actions.ask_panel(round, panel=form.panel(), by=signed_in(request), at=clock.now())

    return redirect(round) if attempt(form, act) else round_page(request, round, ask=form)


@never_cache
@login_required
@require_http_methods(["POST"])
def msc_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    round = found(slug)
    insist(msc_policies.may_lead_round(signed_in(request), round))
    if step not in STEPS:
        raise Http404
    reason = request.POST.get("reason", "").replace("\x00", "")[:2000]
    try:
        msc_actions.move(round, to=STEPS[step], reason=reason, by=signed_in(request), at=clock.now())
    except Refused as refusal:
        return round_page(request, round, refused=refusal.reason, reason=reason)
    return redirect(round)


def choose_forms(panelist: Panelist, data: Any = None, only: int = 0) -> list[ChooseForm]:
    """A form for each domain that holds stories; only the one that was sent is bound."""
    known, forms = msc_queries.choices_of(panelist), []
    for row in msc_queries.gathered(panelist.round):
        if row.stories:
            mine = known.get(row.domain.pk)
            told = {"story": mine.story.ref, "reason": mine.reason} if mine else None
            forms.append(ChooseForm(data if row.domain.number == only else None, domain=row.domain, initial=told))
    return forms


@never_cache
@get_or_post
def msc_choose(request: HttpRequest, token: str) -> HttpResponse:
    try:
        panelist = links.panelist_of(token)
    except Refused as refusal:
        return explain(request, refusal)
    number = request.POST.get("domain", "")
    forms = choose_forms(panelist, request.POST, int(number) if number.isascii() and number.isdigit() else 0)

    def act(form: ChooseForm) -> object:
        given = {"story": form.cleaned_data["story"], "reason": form.cleaned_data["reason"]}
        return msc_actions.choose(panelist, domain=form.domain, **given, by=None, at=clock.now())

    if any(attempt(form, lambda form=form: act(form)) for form in forms if form.is_bound):  # type: ignore[misc]
        return redirect("msc_choose", token)
    return render(request, "effects/msc_choose.html", {"round": panelist.round, "forms": forms})
