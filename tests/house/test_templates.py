# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that a strict Content-Security-Policy allows: nothing inline, nothing from another host."""

import re

import pytest

from tests.house.source import NOABER, name, templates

PAGES = [path for path in templates() if path.suffix == ".html"]
INLINE = re.compile(
    r"<style\b|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>|\son[a-z]+=[\"']|javascript:",
    re.I,
)
OTHER_HOST = re.compile(r"(?:src|srcset|action|data)=[\"'](?:https?:)?//|<link[^>]+href=[\"'](?:https?:)?//", re.I)
QUERY = re.compile(r"\.(?:filter|exclude|count|exists|aggregate|annotate|order_by|select_related|values_list)\(")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_inline_script_or_style(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_comes_from_another_host(path):
    assert OTHER_HOST.findall(path.read_text()) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_asks_the_database_nothing_that_its_view_did_not(path):
    """Rows that were fetched beside the thing (`all`) may be walked; what narrows or counts them is a query."""
    assert QUERY.findall(path.read_text()) == []


@pytest.mark.parametrize("path", sorted(NOABER.glob("*/static/**/*.css")), ids=name)
def test_style_sheets_ask_nothing_of_another_host(path):
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in templates() if path.parent.name == "mail"], ids=name)
def test_no_line_of_a_mail_runs_into_the_next(path):
    """A line end after a tag is not printed: a link that came after it would stand glued to the words before it."""
    glued = re.findall(r"^(?=.*(?:\}\}|\w\s*\{%)).*%\}\n(?=\{\{|\w)", path.read_text(), re.M)
    assert glued == []


@pytest.mark.parametrize(
    "bad", ["<p style='a'>", "<script>1</script>", '<a onclick="x()">', "<style>", '<script type="module">x</script>']
)
def test_the_rule_sees_inline_code(bad):
    assert INLINE.search(bad)


def test_the_rule_sees_a_query_and_lets_fetched_rows_through():
    assert QUERY.search('{% if item.projects.filter(visibility="public") %}')
    assert QUERY.search("{{ a.rows.count() }}")
    assert not QUERY.search("{% for theme in item.themes.all() %}{{ values.get(theme) }}{{ rows | count }}")


def test_the_rule_lets_a_file_through():
    assert not INLINE.search('<script src="/static/a.js" defer></script><script type="application/ld+json">{}</script>')
