# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands before every page: the page cache, and help when something is refused."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from noaber.base.verdicts import Refused
from noaber.site.page_cache import SHELF, KeptPage

Handler = Callable[[HttpRequest], HttpResponseBase]
# Never kept: what belongs to one person, and what is itself a file.
PASSED_BY = ("/-/", "/static/", "/beheer/", "/account/", "/en/account/", "/bestanden/")
# A proxy in front may keep a page a few seconds; a browser asks again each time, with the ETag.
CACHE_CONTROL = "public, max-age=0, s-maxage=5"


class PageCache:
    """Serves readers without cookies from kept pages; everybody else passes through."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE or request.method not in ("GET", "HEAD") or not _may_keep(request):
            return self.get_response(request)
        # Host and full path; the language is part of the path.
        key = f"{request.META.get('HTTP_HOST', '')}{request.META.get('PATH_INFO')}?{request.META.get('QUERY_STRING')}"
        page = SHELF.get(key)
        if page is None:
            response = self.get_response(request)
            if not _keepable(response):
                return response
            assert isinstance(response, HttpResponse)
            # The length is that of what is sent, which may be the compressed body.
            headers = tuple((name, value) for name, value in response.items() if name != "Content-Length")
            page = SHELF.keep(key, response.content, headers)
        return _send(request, page)


def _may_keep(request: HttpRequest) -> bool:
    return not request.META.get("HTTP_COOKIE") and not request.META["PATH_INFO"].startswith(PASSED_BY)


def _keepable(response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and "private" not in response.get("Cache-Control", "")
        and not response.has_header("Content-Disposition")
    )


def _send(request: HttpRequest, page: KeptPage) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == page.etag:
        response = HttpResponse(status=304)
    else:
        packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        body = page.packed if packed else page.plain
        response = HttpResponse(body)
        for name, value in page.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(body))
        if packed:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response


class HelpfulErrors:
    """A refusal that no view caught becomes a page with its reason, never an error 500."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "403.html", {"reason": exception.reason}, status=403)
        return None
