# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of the loop, the list behind each figure, the finest loops, and the whole trail of one thing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber.base import clock
from noaber.base.paging import page_number, paginate
from noaber.loop import page_queries, round_queries, trail_queries
from noaber.people.queries import werkplaats_names


@require_safe
def loop_state(request: HttpRequest) -> HttpResponse:
    scope = page_queries.read_scope(request.GET)
    return render(request, "loop/state.html", {"board": page_queries.board(scope, clock.now())})


@require_safe
def loop_list(request: HttpRequest, figure: str) -> HttpResponse:
    found = page_queries.behind(figure, request.GET, clock.now())
    if found is None:
        raise Http404
    page = paginate(found.things, page_number(request.GET.get("page")))
    context = {"list": found, "page": page, "rows": page_queries.rows(page.items, found)}
    return render(request, "loop/list.html", context)


@require_safe
def loop_rounds(request: HttpRequest) -> HttpResponse:
    scope = page_queries.read_scope(request.GET)
    rounds = [page_queries.drawn(one) for one in round_queries.finest(scope.werkplaats)]
    context = {"rounds": rounds, "scope": scope, "names": werkplaats_names()}
    return render(request, "loop/rounds.html", context)


@require_safe
def loop_trail(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    trail = trail_queries.trail_of(kind, ref)
    if trail is None:
        raise Http404
    context = {
        "trail": trail, "told": trail_queries.told(trail), "edges": trail_queries.edges_of(trail),
        "label_of": trail_queries.label_of,
    }  # fmt: skip
    return render(request, "loop/trail.html", context)
