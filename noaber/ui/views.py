# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber.ui import chrome, colour, samples


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    bound = request.GET.get("form") != "new"
    return render(request, "ui/styleguide.html", samples.context(bound=bound))


@require_safe
def sample_answers(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/styleguide/answers.html", samples.context(bound=False))


@require_safe
def brand_css(request: HttpRequest, slug: str) -> HttpResponse:
    value = chrome.brand_of(slug)
    if value is None:
        raise Http404
    response = HttpResponse(colour.style_sheet(colour.derive(value)), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
