# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entries out of an RSS or Atom feed, as columns that every source shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import feedparser
import nh3

from noaber.exchange.fetch import Unfetched
from noaber.exchange.oai_metadata import COLUMNS

BLOCKS = re.compile(r"</(?:p|div|li|h\d|blockquote|tr)>|<br\s*/?>", re.I)
ENTITIES = re.compile(rb"<!ENTITY", re.I)


def read_feed(body: bytes, content_type: str = "") -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    """The title of the feed, and its entries: identifier and values by column."""
    if ENTITIES.search(body[:100_000]):
        raise Unfetched("xml_entities")
    headers = {"content-type": content_type} if content_type else {}
    feed = feedparser.parse(body, response_headers=headers, resolve_relative_uris=True, sanitize_html=True)
    if not feed.get("version"):
        raise Unfetched("not_feed")
    entries = [(_identifier(entry), _values(entry)) for entry in feed.entries]
    return plain(feed.feed.get("title", ""))[:200], entries


def columns() -> list[str]:
    """The columns that an entry may have."""
    return [COLUMNS[name] for name in ("title", "summary", "text", "date", "themes", "authors", "licence", "url", "id")]


def plain(html: str) -> str:
    """A text without tags; paragraphs stay apart."""
    html = BLOCKS.sub(lambda found: f"{found[0]}\n\n", html)
    text = nh3.clean(html, tags=set())
    for sign, entity in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(sign, entity)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _identifier(entry: Any) -> str:
    return str(entry.get("id") or entry.get("link") or "")[:500]


def _values(entry: Any) -> dict[str, Any]:
    summary = plain(entry.get("summary", ""))
    content = "\n\n".join(plain(part.get("value", "")) for part in entry.get("content", ()))
    values = {
        "title": plain(entry.get("title", "")),
        "summary": summary,
        "text": content if content != summary else "",
        "date": _day(entry),
        "themes": [str(tag.get("term") or "") for tag in entry.get("tags", ())],
        "authors": list(_authors(entry)),
        "licence": str(entry.get("license") or entry.get("rights") or ""),
        "url": str(entry.get("link") or ""),
        "id": _identifier(entry),
    }
    return {COLUMNS[name]: value for name, value in values.items() if value}


def _day(entry: Any) -> str:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else ""


def _authors(entry: Any) -> Iterator[str]:
    for author in entry.get("authors", ()):
        name = str(author.get("name") or "").strip()
        # Some feeds have an e-mail address here; that is nobody's name.
        if name and "@" not in name:
            yield name
