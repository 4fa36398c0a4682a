# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page type: accessible at three widths, valid, nothing from elsewhere, readable without script or cookie."""

import fcntl
import tempfile
from pathlib import Path

import pytest

from tests.browser import looking, outside
from tests.browser.pages import ENGLISH, PAGES, READING, WIDTHS
from tests.browser.server import BROKEN


def named(pages):
    return {"argvalues": pages, "ids": [page.name for page in pages]}


@pytest.fixture(scope="session")
def files(server):
    """Every page type as a file, for the checkers that read files: written once, whichever process asks first."""
    folder = Path(server.folder) / "page-types"
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fresh = Path(tempfile.mkdtemp(dir=server.folder))
            for kind in [*PAGES, *ENGLISH]:
                (fresh / f"{kind.name}.html").write_text(server.get(server.path(kind), kind.desk)[1])
            (fresh / "server-error.html").write_text(server.made["server-error"])
            fresh.rename(folder)
    return sorted(folder.glob("*.html"))


@pytest.fixture
def watched(open_context, server):
    """Opens a page type and writes down what it asks for and what it complains about."""

    def visit(kind):
        page = open_context(kind.desk).new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        answer = page.goto(server.path(kind))
        assert answer.status == kind.status
        # Chromium reports the page's own 404 as an error too; that one is meant.
        page.wrong = [text for text in page.wrong if not (kind.status == 404 and "status of 404" in text)]
        return page

    return visit


@pytest.mark.parametrize("kind", **named(PAGES))
def test_accessible_and_nothing_sticks_out(watched, server, kind):
    page = watched(kind)
    wrong = list(page.wrong)
    # A desk's screen at 400 % is 320 wide.
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = [*outside.axe(page), *looking.sticking_out(page)]
        wrong += [f"{width} {one}" for one in found]
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width} {one}" for one in looking.spaced_out(page)]
    assert wrong == []
    assert looking.from_elsewhere(page.asked, server.address) == []


@pytest.mark.parametrize("kind", **named(ENGLISH))
def test_the_english_page(watched, server, kind):
    page = watched(kind)
    assert page.wrong == []
    assert page.locator("html").get_attribute("lang") == "en"
    assert looking.sticking_out(page) == []
    assert outside.axe(page) == []
    assert looking.from_elsewhere(page.asked, server.address) == []


def test_the_page_of_a_broken_server(page, server):
    page.route(f"**{BROKEN}", lambda route: route.fulfill(status=500, body=server.made["server-error"]))
    page.goto(BROKEN)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert [*outside.axe(page), *looking.sticking_out(page)] == []


@pytest.mark.slow(reason="every page type, in two languages")
def test_valid_by_the_nu_checker(files):
    assert outside.vnu(files) == []


@pytest.mark.slow(reason="every page type, in two languages")
def test_valid_by_html_validate(files):
    assert outside.html_validate(files) == []


@pytest.mark.parametrize("kind", **named([*READING, *ENGLISH[: len(READING) - 1]]))
def test_a_reader_gets_no_cookie_and_needs_no_script(open_context, server, kind):
    context = open_context(java_script_enabled=False)
    page = context.new_page()
    assert page.goto(server.path(kind)).status == kind.status
    assert context.cookies() == []
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    # Nothing waits for a script to become visible or to lead somewhere.
    assert page.locator("main a[href='#'], main a:not([href])").count() == 0


def test_the_field_on_every_page_finds_without_script(open_context):
    page = open_context(java_script_enabled=False).new_page()
    for path in ("/", "/vragen/", "/kennis/"):
        page.goto(path)
        page.locator("form[role=search] input[name=q], ask-field input[name=q]").first.fill("jongeren met schulden")
        page.keyboard.press("Enter")
        page.wait_for_url("**?q=jongeren+met+schulden**")
        assert page.locator("main mark").count() > 0


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
    assert looking.from_elsewhere(asked, server.address) == ["http://elsewhere.invalid/a.png"]
    assert looking.sticking_out(page)


def test_control_spacing(blank):
    blank.set_content("<p style='width:90px;height:20px;overflow:hidden;white-space:nowrap'>aaaaaaaaaa</p>")
    assert looking.cut_off(blank) == []
    assert looking.spaced_out(blank)


def test_control_cookie(open_context):
    context = open_context(java_script_enabled=False)
    context.new_page().goto("/vragen/stellen/")
    assert context.cookies() != []
