# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One server and one browser for all tests; a fresh context for each."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import server as servers


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
def page(browser, server):
    """A reader at a desk, in Dutch."""
    context = browser.new_context(base_url=server.address, locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def blank(browser):
    """A page of nobody's server, for the known-bad controls."""
    page = browser.new_page()
    yield page
    page.close()
