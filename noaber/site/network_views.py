# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations: the list as cards, table or map, and the page of one with its people and its work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.base.paging import page_number, paginate
from noaber.people.models import Organisation
from noaber.people.queries import described, details_of, partnerships_of
from noaber.site import network_queries
from noaber.ui.chrome import person_of

VIEWS = ("kaartjes", "tabel", "kaart")


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "").replace("\x00", "")[:100] for name in network_queries.FILTERS}
    found, shown = network_queries.organisations(person_of(request), chosen), request.GET.get("weergave", "")
    context = {
        "page": paginate(found, page_number(request.GET.get("page")), 40),
        "chosen": chosen,
        "facets": network_queries.facets(chosen),
        "shown": shown if shown in VIEWS else VIEWS[0],
        "points": network_queries.network_map() if shown == "kaart" else [],
    }
    return render(request, "site/organisation_list.html", context)


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    reader = person_of(request)
    thing = get_object_or_404(described(Organisation, reader), slug=slug)
    context = {
        "item": thing,
        "details": details_of(thing),
        "partnerships": partnerships_of(thing),
        "house": network_queries.house(thing, reader),
        "brand_slug": thing.home.slug if thing.home else "",
    }
    return render(request, "site/organisation_detail.html", context)
