# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this copy says of itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber import __version__
from noaber.site.processing import REGISTER


@require_safe
def colophon(request: HttpRequest) -> HttpResponse:
    return render(request, "site/prose/colophon.html", {"version": __version__})


@require_safe
def processing(request: HttpRequest) -> HttpResponse:
    return render(request, "site/prose/processing.html", {"register": REGISTER})
