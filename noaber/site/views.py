# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the front."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from noaber import search
from noaber.base import clock
from noaber.base.paging import Page
from noaber.people import queries as people
from noaber.people.models import Werkplaats
from noaber.search import listing
from noaber.site import queries
from noaber.site.forms import PAGE_SIZE, SORTS, FindForm
from noaber.ui import chrome

# Fewer words than this are not yet a question to look up while somebody types.
WORDS_BEFORE_LOOKING = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", {"home": queries.home()})


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm.read(request)
    scope = people.scope_of(chrome.person_of(request))
    found = search.find(form.search(scope, most=queries.LOOKED_AT, facets=listing.FACETS))
    if found.in_vain and form.unfiltered:
        search.asked_in_vain(form.q, at=clock.now())
    context = {
        "form": form,
        "found": found,
        "groups": [] if form.flat else queries.grouped(found, SORTS),
        "page": Page(listing.rows(found.hits) if form.flat or not form.q else [], form.page, PAGE_SIZE, found.total),
        "facets": queries.facets(found, form.chosen, SORTS),
        "region": people.werkplaats_names().get(form.werkplaats, ""),
    }
    return render(request, "site/find.html", context)


@require_safe
def find_along(request: HttpRequest) -> HttpResponse:
    form = FindForm.read(request)
    looked = len(form.q.split()) >= WORDS_BEFORE_LOOKING
    context = {
        "form": form,
        "looked": looked,
        "hits": queries.first_answers(search.find(form.search(("public",), most=20)), SORTS) if looked else [],
        "words": [] if looked else search.suggest(form.q),
    }
    return render(request, "site/_answers.html", context)


@require_safe
def werkplaats_list(request: HttpRequest) -> HttpResponse:
    points, table = queries.on_the_map()
    return render(request, "site/werkplaats_list.html", {"points": points, "rows": table})


@require_safe
def werkplaats_detail(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names", "periods__themes"), slug=slug)
    context = {"room": queries.room(werkplaats), "brand_slug": slug, "region": werkplaats.short}
    return render(request, "site/werkplaats_detail.html", context)


@require_safe
def prose(request: HttpRequest, page: str) -> HttpResponse:
    return render(request, f"site/prose/{page}.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = request.path.strip("/").replace("-", " ").replace("/", " ")[:100]
    return render(request, "404.html", {"words": words}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)[:300]}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    # Neither database nor session may be needed here: they may be what is broken.
    return HttpResponse(render_to_string("500.html", {}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/csrf_failure.html", {"typed": queries.typed(request.POST)}, status=403)
