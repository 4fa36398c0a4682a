# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages that editors write, at the addresses that nothing else of the site answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber.pages import queries, reading
from noaber.ui.languages import in_language, language


@require_safe
def prose(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address, in the reader's language where an editor made that; or where it went."""
    page = queries.page_at(path)
    if page is None:
        return _moved(request, path)
    original = queries.original_of(page)
    if original is not None:
        return HttpResponsePermanentRedirect(in_language(original, page.lang))
    return render(request, "pages/prose_page.html", reading.context(page, language()))


@require_safe
def fixed(request: HttpRequest, page: str) -> HttpResponse:
    """A page that every copy has: as its editors wrote it, or else as it came with the software."""
    found = queries.page_at(request.path_info.removeprefix("/en"))
    if found is None:
        return render(request, f"site/prose/{page}.html")
    return render(request, "pages/prose_page.html", reading.context(found, language()))


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    found = queries.redirect_from(f"/{path.strip('/')}/")
    if found is None:
        raise Http404
    target, for_good = found
    answer = HttpResponsePermanentRedirect if for_good else HttpResponseRedirect
    return answer(in_language(target, language()))
