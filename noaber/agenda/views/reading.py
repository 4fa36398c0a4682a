# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may read: all agendas side by side, one agenda, one item, and one round from rules to outcome."""

from __future__ import annotations

import io
import zipfile

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agenda import (
    agenda_queries,
    desk_queries,
    outcome_queries,
    page_queries,
    policies,
    queries,
    recount,
    shares,
)
from noaber.agenda.models import Phase, Round, State
from noaber.agenda.views.showing import WATCH_SELDOM, found, outcome_of, with_outcome
from noaber.base import clock
from noaber.loop.trail_queries import trail_of
from noaber.people.models import Werkplaats
from noaber.people.queries import current_period, werkplaats_names
from noaber.ui.chrome import person_of


@require_safe
def agenda_home(request: HttpRequest) -> HttpResponse:
    comparison = agenda_queries.comparison()
    themes = page_queries.by_theme(comparison)
    wanted = request.GET.get("thema", "")
    chosen = [theme for theme in themes if theme.slug == wanted] if wanted else themes
    context = {
        "comparison": comparison,
        "themes": themes,
        "chosen": chosen or themes,
        "wanted": wanted if chosen else "",
        "names": werkplaats_names(),
        "rounds": page_queries.running(clock.now()),
        "runs": person_of(request) is not None,
    }
    return render(request, "agenda/agenda_home.html", context)


@require_safe
def agenda_werkplaats(request: HttpRequest, werkplaats: str) -> HttpResponse:
    place = get_object_or_404(Werkplaats, slug=werkplaats)
    period = current_period(place) or place.periods.last()
    if period is None:
        raise Http404
    return redirect("agenda_period", werkplaats, period.slug)


@require_safe
def agenda_period(request: HttpRequest, werkplaats: str, period: str) -> HttpResponse:
    known = agenda_queries.find_period(werkplaats, period)
    if known is None:
        raise Http404
    person = person_of(request)
    context = {
        "agenda": agenda_queries.agenda(known, person),
        "period": known,
        "werkplaats": known.werkplaats,
        "may_decide": bool(person and policies.may_decide(person, known.werkplaats)),
        "may_run": bool(person and policies.may_run(person, known.werkplaats)),
        "at": clock.now(),
        "brand_slug": werkplaats,
        "region": known.werkplaats.short,
    }
    return render(request, "agenda/agenda_period.html", context)


@require_safe
def agenda_item_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    item = agenda_queries.find_item(slug, person)
    if item is None:
        raise Http404
    context = {
        "item": item,
        "lines": agenda_queries.decided_about(item),
        "groups": agenda_queries.groups_of(item),
        "trail": trail_of(item.KIND, item.ref),
        "may_together": bool(person and policies.may_run(person, item.period.werkplaats)),
        "may_decide": bool(person and policies.may_decide(person, item.period.werkplaats)),
        "begin": page_queries.begin_at(item, person) if person else "",
        "brand_slug": item.home.slug if item.home else "",
    }
    return render(request, "agenda/agenda_item_detail.html", context)


@require_safe
def round_detail(request: HttpRequest, slug: str) -> HttpResponse:
    round, person, at = found(request, slug), person_of(request), clock.now()
    context = with_outcome(about(round, round.phase(at)), round)
    context |= {
        "steps": queries.steps(round, at),
        "history": desk_queries.history(round),
        "may_run": bool(person and policies.may_run(person, round.werkplaats)),
        "may_propose": policies.may_propose(round, at),
        "may_sign_up": policies.may_sign_up(round, at),
        "decision": agenda_queries.decision_on(round) if round.state in (State.DECIDED, State.REPORTED) else None,
    }
    response = render(request, "agenda/round_detail.html", context)
    if round.state == State.ANNOUNCED and round.counted_at is None:
        # The clock changes it, and nobody may read an old page a moment after closing.
        add_never_cache_headers(response)
    return response


def about(round: Round, phase: Phase) -> dict[str, object]:
    return {
        "round": round,
        "phase": phase,
        "ways": page_queries.ways(queries.methods_of(round)),
        "general": page_queries.general_rules(round),
        "share_rules": shares.RULES,
        "limit": outcome_queries.amount(round.limit, round.unit),
        "often": WATCH_SELDOM,
        "brand_slug": round.werkplaats.slug,
        "region": round.werkplaats.short,
    }


# Asked for by every phone in a room, again and again: no session is opened, and hardly a table is asked.
@never_cache
@require_safe
def round_stand(request: HttpRequest, slug: str) -> HttpResponse:
    phase = page_queries.stand(slug, clock.now())
    if phase is None:
        return HttpResponse(status=404)
    return HttpResponse(str(phase.value), content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def round_export(request: HttpRequest, slug: str) -> HttpResponse:
    round = found(request, slug)
    outcome = outcome_of(round)
    if outcome is None:
        raise Http404
    about = {"description": round.title, "unit": round.werkplaats.name, "date_begin": f"{round.weigh_from:%Y-%m-%d}"}
    about["date_end"] = f"{round.closes_at:%Y-%m-%d}"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in recount.export(*queries.weighing_of(round), outcome, about=about).items():
            folder.writestr(f"{slug}/{name}", text)
    response = HttpResponse(held.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return response
