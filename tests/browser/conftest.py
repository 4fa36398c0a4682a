# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One server and one browser for all tests; a fresh context for each."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import server as servers


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long begins first, or one process would wait for the other at the end. The rest keeps its order."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def server():
    with servers.running() as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.CHROMIUM, args=servers.CHROMIUM_WORDS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser, server):
    """Makes a browser context: a reader at a desk, in Dutch, unless told otherwise."""
    contexts = []

    def make(desk=False, **options):
        given = {"base_url": server.address, "locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, **options}
        context = browser.new_context(**given)
        context.set_default_timeout(10_000)
        if desk:
            context.add_cookies([{"name": "sessionid", "value": server.made["session"], "url": server.address}])
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_context):
    """The page of that reader."""
    return open_context().new_page()


@pytest.fixture
def blank(browser):
    """A page of nobody's server, for the known-bad controls."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def dead_end(tmp_path):
    """The address of a small site with a link to nowhere, for a known-bad control."""
    (tmp_path / "index.html").write_text('<!doctype html><title>x</title><a href="/er-is-niets">niets</a>')
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietFiles, directory=tmp_path)) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


class QuietFiles(SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each request."""

    def log_message(self, format, *args):
        pass
