# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding what is on the agenda: after a round, between rounds, and off again; and asking others to join forces."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from noaber.agenda import agenda_queries, decision_actions, page_queries, policies, queries, together_actions
from noaber.agenda.decision_forms import AddForm, AdoptForm, TogetherForm, WithdrawForm
from noaber.agenda.decision_models import AgendaItem
from noaber.agenda.models import Round
from noaber.agenda.views.showing import attempt, found, get_or_post, insist, outcome_of, signed_in, with_outcome
from noaber.base import clock
from noaber.people.models import Person, Werkplaats
from noaber.people.queries import current_period


@never_cache
@login_required
@get_or_post
def round_decide(request: HttpRequest, slug: str) -> HttpResponse:
    round, person, at = found(request, slug), signed_in(request), clock.now()
    insist(policies.may_decide(person, round.werkplaats))
    may = policies.may_adopt(person, round, at)
    posted = request.POST if request.method == "POST" else None
    form = adopt_form(round, posted)
    if posted is not None and attempt(form, lambda: decision_actions.adopt(round, **form.values(), by=person, at=at)):
        messages.success(
            request, _("Het besluit is vastgelegd. Iedereen die het aangaat krijgt bericht, met de reden.")
        )
        return redirect("agenda_period", round.werkplaats.slug, round.period.slug)
    context = with_outcome({"form": form, "round": round, "may": may}, round)
    return render(request, "agenda/round_decide.html", context | {"brand_slug": round.werkplaats.slug})


def adopt_form(round: Round, posted: Any) -> AdoptForm:
    """The form with what equal shares propose filled in, and what residents find most important marked."""
    outcome = outcome_of(round)
    return AdoptForm(
        posted,
        round=round,
        candidates=queries.candidates_of(round),
        proposed=outcome.overall.proposal.chosen if outcome else (),
        residents=queries.residents_top(round),
        initial={"submission": uuid.uuid4().hex},
    )


@never_cache
@login_required
@get_or_post
def agenda_add(request: HttpRequest, werkplaats: str) -> HttpResponse:
    home = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=werkplaats)
    person, at = signed_in(request), clock.now()
    insist(policies.may_decide(person, home))
    posted = request.POST if request.method == "POST" else None
    now = current_period(home)
    fresh = {"submission": uuid.uuid4().hex, "period": request.GET.get("periode") or (now.slug if now else None)}
    form = AddForm(posted, werkplaats=home, initial=fresh)
    made: list[AgendaItem] = []
    if posted is not None and attempt(
        form, lambda: made.append(decision_actions.add(**form.values(), by=person, at=at))
    ):
        messages.success(request, _("Het staat op de agenda."))
        return redirect("agenda_period", werkplaats, made[0].period.slug)
    return render(request, "agenda/agenda_add.html", {"form": form, "werkplaats": home, "brand_slug": werkplaats})


def item_for(request: HttpRequest, slug: str) -> tuple[AgendaItem, Person]:
    """The item at this address, for who may see it."""
    person = signed_in(request)
    item = agenda_queries.find_item(slug, person)
    if item is None:
        raise Http404
    return item, person


@never_cache
@login_required
@get_or_post
def agenda_item_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    (item, person), at = item_for(request, slug), clock.now()
    insist(policies.may_decide(person, item.period.werkplaats))
    posted = request.POST if request.method == "POST" else None
    form = WithdrawForm(posted)
    if posted is not None and attempt(form, lambda: decision_actions.withdraw(item, **form.values(), by=person, at=at)):
        messages.success(request, _("Het is van de agenda. Wie erom vroeg krijgt bericht, met de reden."))
        return redirect("agenda_period", item.period.werkplaats.slug, item.period.slug)
    context = {"form": form, "item": item, "brand_slug": item.period.werkplaats.slug}
    return render(request, "agenda/agenda_item_withdraw.html", context)


@never_cache
@login_required
@get_or_post
def agenda_item_together(request: HttpRequest, slug: str) -> HttpResponse:
    (item, person), at = item_for(request, slug), clock.now()
    insist(policies.may_run(person, item.period.werkplaats))
    offered = [(hit.ref, f"{hit.title} ({where})") for hit, where in page_queries.beside(item)]
    posted = request.POST if request.method == "POST" else None
    form = TogetherForm(posted, offered=offered)

    def offer() -> None:
        other = get_object_or_404(AgendaItem.objects.all().visible_to(None), ref=form.cleaned_data["other"])
        together_actions.offer(item, other, text=form.cleaned_data["text"], by=person, at=at)

    if posted is not None and attempt(form, offer):
        messages.success(request, _("Je voorstel is gemaild aan de coördinator van de andere werkplaats."))
        return redirect("agenda_item_detail", slug)
    context = {"form": form, "item": item, "offered": offered, "brand_slug": item.period.werkplaats.slug}
    return render(request, "agenda/agenda_item_together.html", context)
