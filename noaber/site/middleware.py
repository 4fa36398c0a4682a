# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands before every page: the page cache, and help when something is refused."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_http_date_safe, urlencode

from noaber.base.verdicts import Refused
from noaber.site import switcher
from noaber.site.hosts import werkplaats_hosts
from noaber.site.page_cache import SHELF, KeptPage
from noaber.ui.languages import in_language

Handler = Callable[[HttpRequest], HttpResponseBase]
# Never kept: what belongs to one person, and what is itself a file.
PASSED_BY = ("/-/", "/static/", "/beheer/", "/account/", "/en/account/", "/bestanden/")
FILES = ("/static/", "/bestanden/")
DATA = frozenset({"text/turtle", "application/ld+json"})
# A proxy in front may keep a page a few seconds; a browser asks again each time, with the ETag.
CACHE_CONTROL = "public, max-age=0, s-maxage=5"

# Signing in, and what only those who signed in can do, is at the portal: a session is of one host.
AT_THE_PORTAL = ("/account/", "/beheer/", "/en/account/")


class Hosts:
    """Lets nobody in under a name that is not ours, and makes a werkplaats's own host a site about that werkplaats."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            host, _port = split_domain_port(request.get_host())
        except DisallowedHost:
            told = "Onder dit adres is hier niets. / There is nothing at this address.\n"
            return HttpResponse(told, status=400, content_type="text/plain; charset=utf-8")
        slug = _own_host(host)
        return self._as_site(request, slug) if slug else self.get_response(request)

    def _as_site(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        if request.path.startswith(AT_THE_PORTAL):
            return HttpResponseRedirect(_portal(request, slug))
        for home in (f"/{slug}/", f"/en/{slug}/"):
            if request.path == home:
                # Two slashes in front would be another host.
                return HttpResponsePermanentRedirect(in_language("/", "en" if home.startswith("/en/") else "nl"))
        request.face = switcher.face(slug)  # type: ignore[attr-defined]
        if request.method in ("GET", "HEAD") and "werkplaats" not in request.GET:
            given = request.GET.copy()
            given["werkplaats"] = slug
            request.GET = given  # type: ignore[assignment]
        return self.get_response(request)


def _own_host(host: str) -> str:
    """The slug of the werkplaats at this host, or nothing; the portal's own names ask the table nothing."""
    if host in list.copy(settings.ALLOWED_HOSTS):
        return ""
    return werkplaats_hosts().get(host, "")


def _portal(request: HttpRequest, slug: str) -> str:
    address = f"{settings.SITE_URL}{request.get_full_path()}"
    if "/account/login" in request.path and "next" not in request.GET:
        address += ("&" if "?" in address else "?") + urlencode({"next": f"/{slug}/"})
    return address


class PageCache:
    """Serves readers without cookies from kept pages; everybody else passes through."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD") or not _may_keep(request):
            if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(FILES):
                SHELF.look()
            return self.get_response(request)
        # Host and full path; the language is part of the path. A script may get a part of a page where a reader gets
        # the whole of it.
        key = f"{request.META.get('HTTP_HOST', '')}{request.META.get('PATH_INFO')}?{request.META.get('QUERY_STRING')}"
        key = f"part {key}" if request.META.get("HTTP_HX_REQUEST") else key
        page = SHELF.get(key)
        if page is None:
            generation = SHELF.generation
            response = self.get_response(request)
            if not _keepable(response):
                return response
            assert isinstance(response, HttpResponse)
            # The length is that of what is sent, which may be the compressed body.
            headers = tuple((name, value) for name, value in response.items() if name != "Content-Length")
            page = SHELF.keep(key, response.content, headers, made_in=generation)
        return _send(request, page)


def _may_keep(request: HttpRequest) -> bool:
    if request.META.get("HTTP_COOKIE") or request.META["PATH_INFO"].startswith(PASSED_BY):
        return False
    # A theme answers machines that ask for data at the address of its page.
    return not DATA & {kind.split(";")[0].strip() for kind in request.META.get("HTTP_ACCEPT", "").split(",")}


def _keepable(response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        # What is only for who knows its address (a calendar of somebody's own) is kept here and nowhere else.
        and ("private" not in response.get("Cache-Control", "") or getattr(response, "kept_by_address", False))
        and not response.has_header("Content-Disposition")
    )


def _send(request: HttpRequest, page: KeptPage) -> HttpResponse:
    headers = dict(page.headers)
    if _has_it(request, page, headers):
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
    private = headers.get("Cache-Control", "") if "private" in headers.get("Cache-Control", "") else ""
    response.headers["Cache-Control"] = private or CACHE_CONTROL
    if "Last-Modified" in headers:
        response.headers["Last-Modified"] = headers["Last-Modified"]
    patch_vary_headers(response, ("Accept-Encoding", "Cookie", "HX-Request"))
    return response


def _has_it(request: HttpRequest, page: KeptPage, headers: Mapping[str, str]) -> bool:
    """Whether who asks has this page already: by its mark, else by when it last changed."""
    marks = request.META.get("HTTP_IF_NONE_MATCH")
    if marks is not None:
        # A proxy that compresses makes a mark a weak one.
        return page.etag == marks or page.etag in [one.strip().removeprefix("W/") for one in marks.split(",")]
    since, changed = request.META.get("HTTP_IF_MODIFIED_SINCE"), headers.get("Last-Modified")
    if not since or not changed:
        return False
    return since == changed or (parse_http_date_safe(since) or 0) >= (parse_http_date_safe(changed) or 0) > 0


class PlainAddresses:
    """Takes the sign NUL out of what an address asks: no word has it, and PostgreSQL refuses it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\x00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\x00", "")
        return self.get_response(request)


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
