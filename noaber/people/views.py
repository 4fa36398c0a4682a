# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.base.paging import page_number, paginate
from noaber.people import queries
from noaber.people.models import Organisation
from noaber.ui.chrome import person_of


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "")[:100] for name in ("soort", "werkplaats", "q")}
    found = queries.organisations(person_of(request), **chosen)
    page = paginate(found, page_number(request.GET.get("page")), 40)
    context = {"page": page, "chosen": chosen, "facets": queries.organisation_facets(chosen)}
    return render(request, "people/organisation_list.html", context)


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    thing = get_object_or_404(queries.described(Organisation, person_of(request)), slug=slug)
    context = {
        "item": thing,
        "details": queries.details_of(thing),
        "partnerships": queries.partnerships_of(thing),
        "brand_slug": thing.home.slug if thing.home else "",
    }
    return render(request, "people/organisation_detail.html", context)


def no_such_page(request: HttpRequest, rest: str = "") -> HttpResponse:
    raise Http404
