# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber.ui import chrome, samples, theme, tokens

FOR_EVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"


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
    given = chrome.tokens_of(slug)
    response = HttpResponse(theme.style_sheet(value, given), content_type="text/css; charset=utf-8")
    # A page asks with the version in the address, which changes with the look. A version that is not that of now is
    # asked again: when that look comes back, its address must show it.
    version = request.GET.get("v")
    now = value.lstrip("#") + tokens.fingerprint(given)
    response["Cache-Control"] = AN_HOUR if version is None else FOR_EVER if version == now else "no-cache"
    return response
