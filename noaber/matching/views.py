# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who else works on the same: as a part of a page that comes later, and as a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber import matching
from noaber.matching import Subject
from noaber.matching.others_queries import FEW, MANY, others
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
