# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.knowledge import queries
from noaber.knowledge.models import Product
from noaber.people.queries import described, details_of, scope_of
from noaber.search.listing import browse
from noaber.ui.chrome import person_of


@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    scope = scope_of(person_of(request))
    listing = browse(queries.SEARCH_KINDS, request.GET, scope=scope, types=dict(Product.Type.choices))
    return render(request, "knowledge/product_list.html", {"listing": listing})


@require_safe
def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(described(Product, person_of(request)), slug=slug)
    context = {
        "item": product,
        "details": details_of(product),
        "files": queries.files_of(product),
        "steps": queries.steps_of(product),
        "brand_slug": product.home.slug if product.home else "",
    }
    return render(request, "knowledge/product_detail.html", context)


@require_safe
def product_related(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(described(Product, person_of(request)), slug=slug)
    hits = queries.related_to(product, scope_of(person_of(request)))
    template = "_related.html" if request.headers.get("HX-Request") else "product_related.html"
    return render(request, f"knowledge/{template}", {"item": product, "hits": hits})


@require_safe
def product_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    product = get_object_or_404(described(Product, person_of(request)), slug=slug)
    file = get_object_or_404(product.files, pk=pk)
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)
