# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the front."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from noaber import search
from noaber.base import clock
from noaber.base.paging import Page
from noaber.people import queries as people
from noaber.search import listing
from noaber.site import knower_queries, queries
from noaber.site.forms import PAGE_SIZE, SORTS, FindForm
from noaber.site.room_views import werkplaats_detail
from noaber.ui import chrome, faces
from noaber.ui.languages import in_language

# Fewer words than this are not yet a question to look up while somebody types.
WORDS_BEFORE_LOOKING = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    own = faces.host_face(request)
    if own:
        return werkplaats_detail(request, own.slug)
    return render(request, "site/home.html", {"home": queries.home()})


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm.read(request)
    scope = people.scope_of(chrome.person_of(request))
    found = search.find(form.search(scope, most=queries.LOOKED_AT, each=queries.A_GROUP + 1, facets=listing.FACETS))
    if found.in_vain and form.unfiltered:
        search.asked_in_vain(form.q, at=clock.now())
    context = {
        "form": form,
        "found": found,
        "groups": [] if form.flat else queries.grouped(found, SORTS),
        "page": Page(listing.rows(found.hits) if form.flat or not form.q else [], form.page, PAGE_SIZE, found.total),
        "facets": queries.facets(found, form.chosen, SORTS),
        "region": people.werkplaats_names().get(form.werkplaats, ""),
        "knowers": knower_queries.knowers(found) if form.q and not form.flat else None,
    }
    return render(request, "site/find.html", context)


@require_safe
def find_along(request: HttpRequest) -> HttpResponse:
    form = FindForm.read(request)
    looked = len(form.q.split()) >= WORDS_BEFORE_LOOKING
    wanted = form.search(("public",), most=20, each=queries.MOST_ANSWERS)
    context = {
        "form": form,
        "looked": looked,
        "hits": queries.first_answers(search.find(wanted), SORTS) if looked else [],
        "words": [] if looked else search.suggest(form.q),
    }
    return render(request, "site/_answers.html", context)


@require_safe
def werkplaats_list(request: HttpRequest) -> HttpResponse:
    points, table = queries.on_the_map()
    return render(request, "site/werkplaats_list.html", {"points": points, "rows": table})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    moved = queries.moved(request.path_info) if request.method in ("GET", "HEAD") else ""
    if moved:
        return HttpResponsePermanentRedirect(in_language(moved))
    words = request.path.strip("/").replace("-", " ").replace("/", " ")[:100]
    return render(request, "404.html", {"words": words}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)[:300]}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    # Neither database nor session may be needed here: they may be what is broken.
    return HttpResponse(render_to_string("500.html", {}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/csrf_failure.html", {"typed": queries.typed(request.POST)}, status=403)
