# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Citations to take along: of a product, of one version, or of what a list shows."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from noaber.knowledge import citing_queries, writing_queries
from noaber.knowledge.citation import Cited, of_version
from noaber.knowledge.citation_formats import FORMS
from noaber.knowledge.views.reading import readable
from noaber.ui.chrome import person_of


def handed(many: Sequence[Cited], form: str, name: str) -> HttpResponse:
    """A file with these, for a program that keeps references."""
    if (wanted := FORMS.get(form)) is None:
        raise Http404
    answer = HttpResponse(wanted.write(many), content_type=f"{wanted.mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def product_citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    product = get_object_or_404(citing_queries.numbered(person_of(request)), slug=slug)
    return handed([citing_queries.cited(product)], form, slug)


@require_safe
def product_version_citation(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    product = readable(request, slug)
    rows = writing_queries.readable_versions(product, person_of(request))
    version = get_object_or_404(rows.select_related("product"), number=number)
    return handed([of_version(product, version)], form, f"{slug}-v{number}")


@require_safe
def product_list_citation(request: HttpRequest, form: str) -> HttpResponse:
    return handed(citing_queries.of_list(request.GET, person_of(request)), form, "kennis")
