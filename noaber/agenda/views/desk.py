# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running a round: planning it, its rules, and each step from the announcement to telling what was done with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agenda import (
    ballot_actions,
    desk_forms,
    desk_queries,
    participant_actions,
    policies,
    queries,
    round_actions,
    rules_forms,
)
from noaber.agenda.models import Round
from noaber.agenda.views.showing import attempt, found, get_or_post, insist, run, signed_in
from noaber.base import clock
from noaber.base.verdicts import Verdict
from noaber.people.models import Person, Werkplaats
from noaber.people.queries import coordinates, current_period


@dataclass(frozen=True)
class Deed:
    """A step with a round: what it is called, what is filled in, who may, and what is done."""

    title: Any
    told: Any
    button: Any
    form: type[desk_forms.Seen]
    may: Callable[[Any, Round, Any], Verdict]
    act: Callable[..., object]


def reminded(round: Round, *, by: Person, at: Any, seen: str = "") -> int:
    """To remind is no change of the round, so nobody can be faster."""
    return participant_actions.remind(round, by=by, at=at)


# What a step is called in the address.
STEPS: dict[str, Deed] = {
    "aankondigen": Deed(
        gettext_lazy("Kondig de ronde aan"),
        gettext_lazy(
            "Iedereen ziet de ronde, de datums en de regels. Wie een vraag in de ronde heeft krijgt een mail."
        ),
        gettext_lazy("Maak de ronde openbaar"),
        desk_forms.StepForm,
        policies.may_change_rules,
        round_actions.announce,
    ),
    "herinneren": Deed(
        gettext_lazy("Stuur een herinnering"),
        gettext_lazy("Alleen wie nog niet woog krijgt een mail, en ieder maar één keer."),
        gettext_lazy("Stuur de herinnering"),
        desk_forms.StepForm,
        policies.may_close,
        reminded,
    ),
    "sluiten": Deed(
        gettext_lazy("Sluit het wegen nu"),
        gettext_lazy("Wat gestemd is telt. Iedereen ziet meteen de uitslag. Dit kun je niet terugdraaien."),
        gettext_lazy("Sluit het wegen"),
        desk_forms.ReasonForm,
        policies.may_close,
        round_actions.close_early,
    ),
    "afgelasten": Deed(
        gettext_lazy("Gelast de ronde af"),
        gettext_lazy("De ronde gaat niet door. Wie meedeed krijgt bericht. Dit kun je niet terugdraaien."),
        gettext_lazy("Gelast af"),
        desk_forms.ReasonForm,
        policies.may_cancel,
        round_actions.cancel,
    ),
    "terugkoppelen": Deed(
        gettext_lazy("Rond de ronde af"),
        gettext_lazy(
            "Vertel wat ermee gedaan is. Daarna is geen stem meer van iemand: de band met de kiezer gaat weg."
        ),
        gettext_lazy("Rond af"),
        desk_forms.ReportForm,
        policies.may_report,
        ballot_actions.report,
    ),
}


@never_cache
@login_required
@require_safe
def agenda_desks(request: HttpRequest) -> HttpResponse:
    mine = list(coordinates(signed_in(request)))
    insist(Verdict(bool(mine), _("Dit is voor coördinatoren van een werkplaats.")))
    if len(mine) == 1:
        return redirect("agenda_desk", mine[0].slug)
    return render(request, "agenda/agenda_desks.html", {"werkplaatsen": mine})


def place(request: HttpRequest, slug: str) -> Werkplaats:
    """The werkplaats, for who runs rounds there."""
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=slug)
    insist(policies.may_run(signed_in(request), werkplaats))
    return werkplaats


@never_cache
@login_required
@require_safe
def agenda_desk(request: HttpRequest, werkplaats: str) -> HttpResponse:
    home, at = place(request, werkplaats), clock.now()
    context = {
        "werkplaats": home,
        "period": current_period(home),
        "rounds": [(one, one.phase(at)) for one in desk_queries.rounds_of(home)],
        "brand_slug": werkplaats,
    }
    return render(request, "agenda/agenda_desk.html", context)


@never_cache
@login_required
@get_or_post
def round_new(request: HttpRequest, werkplaats: str) -> HttpResponse:
    home, person, at = place(request, werkplaats), signed_in(request), clock.now()
    fresh = {**rules_forms.proposed(current_period(home), at), "submission": uuid.uuid4().hex}
    posted = request.POST if request.method == "POST" else None
    form = rules_forms.PlanForm(posted, werkplaats=home, initial=fresh)
    made: list[Round] = []
    if posted is not None and attempt(form, lambda: made.append(round_actions.plan(**form.values(), by=person, at=at))):
        messages.success(request, _("De ronde staat klaar als concept. Zet er nu kandidaten in."))
        return redirect("round_desk", made[0].slug)
    context = {"form": form, "werkplaats": home, "brand_slug": werkplaats, "round": None}
    return render(request, "agenda/round_rules.html", context)


@never_cache
@login_required
@get_or_post
def round_rules(request: HttpRequest, slug: str) -> HttpResponse:
    round, person, at = run(request, slug), signed_in(request), clock.now()
    posted = request.POST if request.method == "POST" else None
    form = rules_forms.ChangeForm(posted, round=round)
    if posted is not None and attempt(form, lambda: round_actions.change(round, **form.values(), by=person, at=at)):
        messages.success(request, _("Bewaard."))
        return redirect("round_desk", slug)
    may = policies.may_change_rules(person, round, at)
    context = {"form": form, "werkplaats": round.werkplaats, "round": round, "may": may}
    return render(request, "agenda/round_rules.html", context | {"brand_slug": round.werkplaats.slug})


@never_cache
@login_required
@require_safe
def round_desk(request: HttpRequest, slug: str) -> HttpResponse:
    round, at = found(request, slug), clock.now()
    person = signed_in(request)
    may_decide = policies.may_decide(person, round.werkplaats)
    insist(policies.may_run(person, round.werkplaats) or may_decide)
    context = {
        "round": round,
        "phase": round.phase(at),
        "todo": desk_queries.todo(round, person, at),
        "steps": queries.steps(round, at),
        "present": queries.turnout(round),
        "history": desk_queries.history(round),
        "may_run": bool(policies.may_run(person, round.werkplaats)),
        "may_cancel": bool(policies.may_cancel(person, round, at)),
        "brand_slug": round.werkplaats.slug,
    }
    return render(request, "agenda/round_desk.html", context)


@never_cache
@login_required
@get_or_post
def round_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    round, person, at = run(request, slug), signed_in(request), clock.now()
    deed = STEPS.get(step)
    if deed is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = deed.form(posted, round=round)
    if posted is not None and attempt(form, lambda: deed.act(round, **form.values(), by=person, at=at)):
        messages.success(request, _("Gedaan."))
        return redirect("round_desk", slug)
    context = {"form": form, "deed": deed, "round": round, "may": deed.may(person, round, at)}
    return render(request, "agenda/round_step.html", context | {"brand_slug": round.werkplaats.slug})
