# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page type: accessible at three widths, valid, nothing from elsewhere, readable without script or cookie."""

from urllib.parse import urlsplit

import pytest

from tests.browser import outside
from tests.browser.pages import PAGES, WIDTHS

NAMES = [page.name for page in PAGES]
READING = [page for page in PAGES if page.reading]


@pytest.fixture(scope="session")
def files(server, tmp_path_factory):
    """Every page type as a file, for the checkers that read files."""
    folder = tmp_path_factory.mktemp("pages")
    for kind in PAGES:
        (folder / f"{kind.name}.html").write_text(server.get(server.path(kind))[1])
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("kind", PAGES, ids=NAMES)
def test_accessible_and_nothing_sticks_out(page, server, kind):
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    answer = page.goto(server.path(kind))
    assert answer.status == kind.status
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width} {found}" for found in [*outside.axe(page), *sticking_out(page)]]
    # Chromium reports the page's own 404 as an error too; that one is meant.
    assert [text for text in wrong if not (kind.status == 404 and "status of 404" in text)] == []
    assert from_elsewhere(asked, server) == []


def sticking_out(page):
    """What makes the page scroll sideways."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )


def from_elsewhere(asked, server):
    host = urlsplit(server.address).netloc
    return [url for url in asked if urlsplit(url).netloc != host and urlsplit(url).scheme not in ("data", "blob")]


def test_valid_by_the_nu_checker(files):
    assert outside.vnu(files) == []


def test_valid_by_html_validate(files):
    assert outside.html_validate(files) == []


@pytest.mark.parametrize("kind", READING, ids=[page.name for page in READING])
def test_a_reader_gets_no_cookie_and_needs_no_script(browser, server, kind):
    context = browser.new_context(base_url=server.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(server.path(kind))
    assert context.cookies() == []
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    context.close()


# ── Known-bad controls: a checker that finds nothing here finds nothing anywhere ─────────────────────────────────────
def test_control_axe(blank):
    blank.set_content("<html><body><img src='data:,'><p style='color:#aaa'>grijs</p></body></html>")
    found = " ".join(outside.axe(blank))
    assert "image-alt" in found
    assert "color-contrast" in found


def test_control_html_checkers(tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><html lang=nl><title>x</title><body><p><div></p><button><a href='/'>x</a></button>")
    assert outside.vnu([bad])
    assert outside.html_validate([bad])


def test_control_requests_and_width(page, server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.fulfill(status=204))
    page.set_content("<img src='http://elsewhere.invalid/a.png'><div style='width:3000px'>breed</div>")
    assert from_elsewhere(asked, server) == ["http://elsewhere.invalid/a.png"]
    assert sticking_out(page)


def test_control_cookie(browser, server):
    context = browser.new_context(base_url=server.address, java_script_enabled=False)
    context.new_page().goto("/vragen/stellen/")
    assert context.cookies() != []
    context.close()
