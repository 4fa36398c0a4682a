# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of products, the page of one with its versions, and its files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.knowledge import evidence_queries, policies, queries, writing_queries
from noaber.knowledge.citation import of_version
from noaber.knowledge.models import Product, ProductFile
from noaber.knowledge.prose import html_of
from noaber.knowledge.views.reviewing import download
from noaber.loop.trail_queries import trail_of
from noaber.people.queries import described, details_of, scope_of
from noaber.search.listing import browse
from noaber.ui.chrome import person_of


@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    scope = scope_of(person_of(request))
    listing = browse(queries.SEARCH_KINDS, request.GET, scope=scope, types=dict(Product.Type.choices))
    return render(request, "knowledge/product_list.html", {"listing": listing})


def readable(request: HttpRequest, slug: str) -> Product:
    """The product that this person may read, or 404."""
    product: Product = get_object_or_404(described(Product, person_of(request)), slug=slug)
    return product


@require_safe
def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    product = described(Product, person).filter(slug=slug).first()
    if product is None:
        return gone(request, slug)
    context = {
        "item": product,
        "details": details_of(product),
        "files": queries.files_of(product),
        "trail": trail_of(Product.KIND, product.ref),
        "versions": writing_queries.published_of(product, person),
        **evidence_queries.standing(product),
        "html": html_of(product.text) if product.markup == Product.Markup.MARKDOWN else "",
        "used": queries.used(product),
        "may_write": policies.may_write(person, product.home) if person else None,
        "may_withdraw": policies.may_withdraw(person, product) if person else None,
        "brand_slug": product.home.slug if product.home else "",
    }
    return render(request, "knowledge/product_detail.html", context)


def gone(request: HttpRequest, slug: str) -> HttpResponse:
    """The lasting address of what was withdrawn says so; anything else that may not be read is not there."""
    product = get_object_or_404(Product.objects.filter(withdrawn_at__isnull=False), slug=slug)
    was = product.versions.filter(number__isnull=False).order_by("-number").values_list("facts__visibility", flat=True)
    if next(iter(was), "public") != "public":
        raise Http404
    return render(request, "knowledge/product_gone.html", {"item": product}, status=410)


@require_safe
def product_related(request: HttpRequest, slug: str) -> HttpResponse:
    product = readable(request, slug)
    hits = queries.related_to(product, scope_of(person_of(request)))
    template = "_related.html" if request.headers.get("HX-Request") else "product_related.html"
    return render(request, f"knowledge/{template}", {"item": product, "hits": hits})


@require_safe
def product_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    product = readable(request, slug)
    file = get_object_or_404(ProductFile.objects.defer("text"), pk=pk)
    if not policies.may_read_file(person_of(request), product, file):
        raise Http404
    return download(file)


@require_safe
def product_versions(request: HttpRequest, slug: str) -> HttpResponse:
    product = readable(request, slug)
    context = {"item": product, "versions": writing_queries.published_of(product, person_of(request))}
    return render(request, "knowledge/product_versions.html", context)


@require_safe
def product_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    product = readable(request, slug)
    rows = writing_queries.readable_versions(product, person_of(request))
    version = get_object_or_404(rows, number=number)
    numbers = [one for one in rows.order_by("number").values_list("number", flat=True) if one]
    asked = request.GET.get("met", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:6]) in numbers else None
    other = rows.filter(number=before).first() if before else rows.filter(number__lt=number).order_by("-number").first()
    files = writing_queries.attached_to(version)
    context = {
        "item": product, "version": version, "other": other, "newest": numbers[-1] == number,
        "html": html_of(version.facts.get("text") or ""),
        "shown": {name: writing_queries.shown(name, value) for name, value in version.facts.items()},
        "files": files, "numbers": numbers,
        "changes": writing_queries.differences(other, version, files) if other else [],
        "cited": of_version(product, version), "citation_path": version.get_absolute_url(),
    }  # fmt: skip
    return render(request, "knowledge/product_version.html", context)
