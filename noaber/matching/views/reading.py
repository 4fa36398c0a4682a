# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who else works on the same, as a part of a page and as a page; and the graph of the network, drawn and in a table."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber import matching
from noaber.base.paging import page_number, paginate
from noaber.matching import Subject
from noaber.matching.graph_queries import KINDS, Choice, Graph, graph, uncollected
from noaber.matching.graph_words import counts, words
from noaber.matching.others_queries import FEW, MANY, others
from noaber.matching.picture_queries import picture, places_now
from noaber.matching.relation_queries import ORDERS, choices, relations, rows, sheet
from noaber.ui.chrome import person_of


def found(request: HttpRequest, kind: str, slug: str) -> Subject:
    """The work at this address that this person may read, or 404."""
    source = matching.SOURCES.get(kind)
    subject = source.subject(slug, person_of(request)) if source else None
    if subject is None:
        raise Http404
    return subject


@require_safe
def others_list(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    subject, part = found(request, kind, slug), bool(request.headers.get("HX-Request"))
    near = others(subject, person_of(request), most=FEW if part else MANY)
    template = "_others.html" if part else "others.html"
    context = {"subject": subject, "others": near, "whole": not part, "brand_slug": subject.home}
    return render(request, f"matching/{template}", context)


def read(request: HttpRequest) -> tuple[Choice, str, int]:
    """What the address asks for, around whom, and how many steps; what it does not know is left out."""
    given = {name: request.GET.get(name, "").replace("\x00", "")[:200] for name in request.GET}
    years = {name: int(text) for name in ("vanaf", "tot") if (text := given.get(name, "")).isascii() and text.isdigit()}
    since, until = (years[name] if 1000 <= years.get(name, 0) <= 9998 else None for name in ("vanaf", "tot"))
    kind = given.get("soort", "")
    choice = Choice(
        given.get("werkplaats", ""), given.get("thema", ""), kind if kind in KINDS[:3] else "", since, until
    )
    return choice, given.get("bij", ""), 2 if given.get("stappen") == "2" else 1


def chosen(request: HttpRequest) -> tuple[Choice, Graph, str, int]:
    """The graph that is asked for, or what is around one; who works with nobody has nothing around them."""
    choice, middle, steps = read(request)
    whole = graph(choice)
    return choice, whole.around(middle, steps) if middle else whole, middle, steps


@require_safe
@uncollected()
def network_graph(request: HttpRequest) -> HttpResponse:
    choice, found, middle, steps = chosen(request)
    order, q = request.GET.get("volgorde", ""), request.GET.get("q", "").replace("\x00", "")[:100]
    page = paginate(relations(found, order=order, q=q), page_number(request.GET.get("page")), 25)
    context = {
        "choice": choice, "choices": choices(choice), "graph": found, "steps": steps, "q": q,
        "middle": found.nodes.get(middle), "order": order if order in ORDERS else ORDERS[0],
        "picture": picture(found, places_now(), middle=middle), "counts": counts(found), "words": words(),
        "page": page, "rows": rows(found, page.items, middle=middle),
    }  # fmt: skip
    return render(request, "matching/graph.html", context)


@require_safe
def network_csv(request: HttpRequest) -> HttpResponse:
    _choice, found, middle, _steps = chosen(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="netwerk.csv"'
    # Without this sign a spreadsheet takes it for another alphabet.
    answer.write("\ufeff")
    csv.writer(answer, delimiter=";").writerows(sheet(rows(found, found.strongest, middle=middle)))
    return answer
