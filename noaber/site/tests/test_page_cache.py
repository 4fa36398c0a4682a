# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kept pages: only for readers without cookies, never older than what they show, never somebody else's."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from noaber.site import page_cache
from noaber.site.middleware import PageCache

PAGE = "<p>Hallo noaber</p>" * 40


@pytest.fixture
def shelf(monkeypatch, settings):
    settings.PAGE_CACHE = True
    fresh = page_cache.Shelf()
    generation = ["1.1"]
    monkeypatch.setattr("noaber.site.middleware.SHELF", fresh)
    monkeypatch.setattr("noaber.site.page_cache._generation", lambda: generation[0])
    fresh.change = lambda: (generation.append("2"), generation.pop(0), fresh.look_again())
    return fresh


@pytest.fixture
def made():
    return []


@pytest.fixture
def site(shelf, made):
    def view(request):
        made.append(request.get_full_path())
        response = HttpResponse(PAGE + str(len(made)))
        response["Content-Length"] = str(len(response.content))
        if "cookie" in request.GET:
            response.set_cookie("csrftoken", "x")
        if "private" in request.GET:
            response["Cache-Control"] = "private"
        if "lost" in request.GET:
            response.status_code = 404
        return response

    return PageCache(view)


def _get(site, path="/kennis/", **headers):
    return site(RequestFactory().get(path, **headers))


def test_a_page_is_made_once(site, made):
    first, second = _get(site), _get(site)
    assert first.content == second.content
    assert made == ["/kennis/"]
    assert second["Cache-Control"] == "public, max-age=0, s-maxage=5"
    assert "Cookie" in second["Vary"]


def test_the_length_is_that_of_what_is_sent(site):
    for header in ({}, {"HTTP_ACCEPT_ENCODING": "gzip, br"}):
        response = _get(site, **header)
        assert int(response["Content-Length"]) == len(response.content)
    assert gzip.decompress(response.content).decode().startswith(PAGE)


def test_who_has_the_page_already_gets_no_body(site):
    etag = _get(site)["ETag"]
    again = _get(site, HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_makes_pages_anew(site, shelf, made):
    before = _get(site).content
    shelf.change()
    assert _get(site).content != before
    assert len(made) == 2


@pytest.mark.parametrize("path", ["/kennis/?cookie=1", "/kennis/?private=1", "/kennis/?lost=1", "/-/ui/", "/beheer/"])
def test_what_is_not_for_everybody_is_never_kept(site, made, path):
    _get(site, path)
    _get(site, path)
    assert len(made) == 2


def test_who_has_a_cookie_passes_by_the_kept_pages(site, made):
    _get(site)
    request = RequestFactory().get("/kennis/")
    request.META["HTTP_COOKIE"] = "sessionid=x"
    site(request)
    assert len(made) == 2


def test_who_signed_in_sees_a_change_of_another_process_at_once(site, shelf, monkeypatch):
    forgotten = []
    monkeypatch.setattr("noaber.base.memo.forget_all", lambda: forgotten.append(1))
    request = RequestFactory().get("/kennis/")
    request.COOKIES["sessionid"] = request.META["HTTP_COOKIE"] = "sessionid=x"
    for generation, times in (("1", 1), ("1", 1), ("2", 2)):
        monkeypatch.setattr("noaber.site.page_cache._generation", lambda now=generation: now)
        site(request)
        assert len(forgotten) == times


def test_hosts_queries_and_languages_are_kept_apart(site, made):
    paths = ["/kennis/", "/kennis/?page=2", "/en/kennis/"]
    for path in paths:
        _get(site, path)
    _get(site, "/kennis/", HTTP_HOST="twente.example")
    assert len(made) == 4


def test_a_part_for_a_script_and_the_whole_page_are_kept_apart(site, made):
    whole, part = _get(site, "/kennis/een/verwant/"), _get(site, "/kennis/een/verwant/", HTTP_HX_REQUEST="true")
    assert whole.content != part.content
    assert _get(site, "/kennis/een/verwant/").content == whole.content
    assert _get(site, "/kennis/een/verwant/", HTTP_HX_REQUEST="true").content == part.content
    assert len(made) == 2
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]


def test_the_shelf_has_a_size(monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_BYTES", 5_000)
    monkeypatch.setattr("noaber.site.page_cache._generation", lambda: "1")
    shelf = page_cache.Shelf()
    shelf.get("0")
    for number in range(50):
        shelf.keep(str(number), b"x" * 1_000, ())
    assert shelf.get("0") is None
    assert shelf.get("49") is not None
    assert shelf._bytes <= 5_000


def test_a_page_that_says_how_long_ago_is_made_anew_after_a_while(monkeypatch):
    moment = [1000.0]
    monkeypatch.setattr("noaber.site.page_cache._generation", lambda: "1")
    monkeypatch.setattr("time.monotonic", lambda: moment[0])
    shelf = page_cache.Shelf()
    shelf.get("/")
    shelf.keep("/", b"12 dagen", ())
    assert shelf.get("/") is not None
    moment[0] += page_cache.MAX_AGE + 1
    assert shelf.get("/") is None


def test_a_page_begun_before_a_change_is_sent_but_never_kept(shelf):
    begun = []

    def view(request):
        begun.append(request)
        if len(begun) == 1:
            # While this page is made, something changes and another reader comes by.
            shelf.change()
            shelf.get("another")
        return HttpResponse(f"versie {len(begun)}")

    site = PageCache(view)
    assert site(RequestFactory().get("/")).content == b"versie 1"
    assert site(RequestFactory().get("/")).content == b"versie 2"
    assert site(RequestFactory().get("/")).content == b"versie 2"
