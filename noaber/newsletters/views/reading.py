# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists, what was sent to them, and the feed of that."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.newsletters import feeds, queries
from noaber.newsletters.issue_models import PUBLIC
from noaber.newsletters.models import Issue
from noaber.newsletters.reading import page


@require_safe
def newsletter_list(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletters/newsletter_list.html", {"newsletters": queries.newsletters()})


@require_safe
def newsletter_feed(request: HttpRequest, slug: str) -> HttpResponse:
    newsletter = get_object_or_404(queries.newsletters(), slug=slug)
    feed = feeds.issue_feed(newsletter, request.get_full_path())
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_safe
def issue_detail(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    rows = Issue.objects.filter(state__in=PUBLIC, newsletter__slug=slug).select_related("newsletter__home")
    found = get_object_or_404(rows.prefetch_related("newsletter__home__names"), slug=issue)
    return render(request, "newsletters/issue_detail.html", page(found, found.parts))
