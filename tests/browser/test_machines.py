# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What machines read on the running site: without a fault by other people's tools, each with a control that fails."""

import urllib.request

import pytest

from tests.browser import machines
from tests.browser.pages import PAGES, READING

NAMES = ("question", "product", "project", "meeting", "news", "organisation", "werkplaats")
TELLING = [page for page in READING if page.name in NAMES]
# One of each build; axe has looked at all of them.
BUILDS = (
    "home",
    "find",
    "question-list",
    "question",
    "question-ask",
    "product",
    "werkplaats",
    "werkplaats-list",
    "privacy",
    "desk",
)
LOOKED_AT = [page for page in PAGES if page.name in BUILDS]
BAD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Event", "locatie": "x", "startDate": "12 maart"}</script>"""


@pytest.mark.parametrize("kind", TELLING, ids=[page.name for page in TELLING])
def test_what_a_page_tells_is_schema_org(server, kind):
    html = server.get(server.path(kind))[1]
    assert machines.told(html), "the page tells nothing"
    assert machines.schema_org(html) == []


def test_the_schema_check_sees_an_unknown_word_and_a_date_that_is_none():
    wrong = machines.schema_org(BAD)
    assert "schema.org has no locatie" in wrong
    assert any("startDate" in one for one in wrong)


@pytest.mark.parametrize("kind", LOOKED_AT, ids=[page.name for page in LOOKED_AT])
def test_accessible_by_ibm(open_context, server, kind):
    page = open_context(kind.desk).new_page()
    page.goto(server.path(kind))
    assert machines.ibm(page) == []


def test_ibm_sees_a_picture_without_words(blank):
    blank.set_content('<html lang="nl"><title>x</title><main><img src="data:,"><input></main></html>')
    assert any("img" in one or "image" in one.lower() for one in machines.ibm(blank))


def test_the_content_security_policy_leaves_no_hole(server):
    with urllib.request.urlopen(server.address + "/") as answer:
        assert machines.csp(answer.headers["Content-Security-Policy"]) == []


def test_the_policy_check_sees_a_hole():
    assert machines.csp("default-src 'self'; script-src 'unsafe-inline' *")


def test_security_txt_is_what_the_standard_says(server):
    assert machines.security_txt(server.get("/.well-known/security.txt")[1]) == []


def test_the_security_txt_check_sees_a_missing_date():
    assert machines.security_txt("Contact: mailto:a@example.org\n")


@pytest.mark.slow(reason="every page of the site")
def test_no_link_leads_nowhere(server):
    assert machines.broken_links(server.address) == []


def test_the_link_check_sees_a_dead_link(dead_end):
    assert machines.broken_links(dead_end)
