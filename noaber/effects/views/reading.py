# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of uses, one use, and everything that was done with one product."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.base.paging import page_number
from noaber.effects import benchmark_queries, policies, queries
from noaber.effects.models import State
from noaber.effects.queries import Filter
from noaber.knowledge.models import Product
from noaber.loop.trail_queries import trail_of
from noaber.people.models import Visibility, Werkplaats
from noaber.ui.chrome import person_of

COMPARED = {"compared_from": benchmark_queries.COMPARED_FROM}


def read_filter(request: HttpRequest) -> Filter:
    """What the address asks for; what it does not know is left out, never an error."""
    given = {name: request.GET.get(name, "").replace("\x00", "")[:80] for name in Filter.__slots__}
    return Filter(**given)


@require_safe
def use_list(request: HttpRequest) -> HttpResponse:
    wanted = read_filter(request)
    page = queries.page_of(queries.listed(wanted), page_number(request.GET.get("page")))
    context = {"wanted": wanted, "page": page, "choices": queries.choices()}
    return render(request, "effects/use_list.html", context)


@require_safe
def use_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    use = queries.find(slug, person)
    if use is None:
        raise Http404
    may_judge = policies.may_judge(person, use) if person and use.state == State.WAITING else None
    return render(request, "effects/use_detail.html", {"use": use, "item": use, "may_judge": may_judge,
                                                      "trail": trail_of(use.KIND, use.ref)})  # fmt: skip


@require_safe
def use_product(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(Product.objects.filter(visibility=Visibility.PUBLIC).select_related("home"), slug=slug)
    page = queries.page_of(queries.from_uses(product), page_number(request.GET.get("page")))
    context = {
        "product": product,
        "page": page,
        "benchmark": benchmark_queries.of_product(product),
        "measured": queries.measured(f"{product.KIND}:{product.ref}", person_of(request)),
        **COMPARED,
    }
    return render(request, "effects/use_product.html", context)


@require_safe
def use_werkplaats(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=slug)
    context = {"werkplaats": werkplaats, "benchmark": benchmark_queries.of_werkplaats(werkplaats), **COMPARED}
    return render(request, "effects/use_werkplaats.html", context)
