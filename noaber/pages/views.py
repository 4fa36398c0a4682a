# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from noaber.pages import feeds, queries
from noaber.pages.models import News, ProsePage
from noaber.people.queries import described, details_of, scope_of
from noaber.search.listing import browse
from noaber.ui.chrome import person_of


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    types = dict(ProsePage.Sort.choices)
    listing = browse(("news",), request.GET, scope=scope_of(person_of(request)), types=types)
    return render(request, "pages/news_list.html", {"listing": listing})


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    feed = feeds.news_feed(request.GET, request.get_full_path())
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


@require_safe
def news_detail(request: HttpRequest, slug: str) -> HttpResponse:
    thing = get_object_or_404(described(News, person_of(request)), slug=slug)
    context = {"item": thing, "details": details_of(thing), "brand_slug": thing.home.slug if thing.home else ""}
    return render(request, "pages/news_detail.html", context)


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    listing = browse(("dossier",), request.GET, scope=scope_of(person_of(request)))
    return render(request, "pages/dossier_list.html", {"listing": listing})


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    file = queries.picture_file(name, person_of(request))
    if file is None:
        raise Http404
    try:
        answer = FileResponse(file.open("rb"))
    except OSError as gone:
        raise Http404 from gone
    # For the browser alone, and not long: a picture goes when the last page that has it goes.
    answer["Cache-Control"] = "private, max-age=600"
    return answer
