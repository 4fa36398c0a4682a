# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The blocks of a page with everything they show, looked up together and not one by one.

They are read as the plain values that are stored; Wagtail's own way to draw them would ask the database for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import nh3
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from noaber import pages, search
from noaber.pages import queries
from noaber.pages.models import Picture
from noaber.search import SearchRequest, listing
from noaber.search.keyed import by_key
from noaber.ui.languages import in_language

# What a list can hold: the kinds of the search, and the name of the page with all of them.
LISTS: dict[str, tuple[tuple[str, ...], str, Any]] = {
    "kennis": (("product", "method", "dossier"), "product_list", gettext_lazy("Alle kennis hierover")),
    "vraag": (("question",), "question_list", gettext_lazy("Alle vragen hierover")),
    "leertraject": (("project",), "project_list", gettext_lazy("Alle leertrajecten hierover")),
    "bijeenkomst": (("meeting",), "meeting_list", gettext_lazy("Alle bijeenkomsten hierover")),
    "nieuws": (("news",), "news_list", gettext_lazy("Al het nieuws hierover")),
}
# Widths in which a picture is kept: a telephone, and a column of text on a sharp screen.
WIDTHS = ("max-640x900|format-webp", "max-1280x1800|format-webp")
LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")(?=[^>]*\bid="(\d+)")[^>]*>')
TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}

Block = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A picture in the widths we keep, with what it shows in words."""

    alt: str
    small: Any
    large: Any


@dataclass
class Wanted:
    """What the blocks of one page ask for."""

    pictures: set[int]
    pages: set[int]
    keys: list[str]


@dataclass
class Found:
    """What was looked up for the blocks of one page; `itself` is the page, which no list on it names."""

    pictures: dict[int, Shown]
    addresses: dict[int, str]
    hits: dict[str, Any]
    itself: str = ""
    lists: dict[tuple[Any, ...], Any] = field(default_factory=dict)


def filled(body: list[Block], *, lead: int | None = None, itself: str = "") -> tuple[list[Block], dict[int, Shown]]:
    """The blocks with what they show, without those that have nothing (left) to show; and the pictures by key."""
    wanted = _wanted(body)
    found = Found(
        pictures=_pictures(wanted.pictures | ({lead} if lead else set())),
        addresses=queries.addresses_of(wanted.pages),
        hits=by_key(wanted.keys),
        itself=itself,
    )
    blocks = (_fill(raw, found) for raw in body)
    return [block for block in blocks if block is not None], found.pictures


def _wanted(body: Iterable[Block]) -> Wanted:
    wanted = Wanted(set(), set(), [])
    for raw in body:
        sort, value = raw["type"], raw["value"]
        if sort == "picture" and value["picture"]:
            wanted.pictures.add(value["picture"])
        elif sort == "object" and value["key"]:
            wanted.keys.append(value["key"])
        for html in _texts(sort, value):
            wanted.pages |= {int(key) for key in LINK.findall(html)}
    return wanted


def _texts(sort: str, value: Any) -> list[str]:
    """The rich texts in a block."""
    if sort == "text":
        return [value or ""]
    return [fold["answer"] or "" for fold in _items(value["folds"])] if sort == "folds" else []


def _items(values: list[Any]) -> list[Any]:
    """The values of a list in a block, which are stored with an id around them."""
    return [one["value"] if isinstance(one, dict) and set(one) == {"type", "value", "id"} else one for one in values]


def _pictures(keys: set[int]) -> dict[int, Shown]:
    """The pictures with their renditions, made when they are not there yet."""
    rows = Picture.objects.filter(pk__in=keys).prefetch_renditions(*WIDTHS) if keys else []
    shown = {}
    for picture in rows:
        try:
            small, large = (picture.get_rendition(width) for width in WIDTHS)
        except OSError:
            # The file is gone; the words around it still hold.
            continue
        shown[picture.pk] = Shown(picture.default_alt_text, small, large)
    return shown


def _fill(raw: Block, found: Found) -> Block | None:
    sort, value = raw["type"], raw["value"]
    if sort == "text":
        return {"type": sort, "html": _safe(value, found.addresses)}
    if sort == "picture":
        picture = found.pictures.get(value["picture"])
        return {"type": sort, "picture": picture, "caption": value["caption"]} if picture else None
    if sort == "folds":
        folds = [(fold["question"], _safe(fold["answer"], found.addresses)) for fold in _items(value["folds"])]
        return {"type": sort, "title": value["title"], "folds": folds}
    if sort == "object":
        hit = found.hits.get(value["key"])
        return {"type": sort, "hit": listing.rows([hit])[0], "note": value["note"]} if hit else None
    if sort == "list":
        return _list(value, found)
    if sort in ("figures", "map"):
        give = pages.LIVE.get(sort)
        return {"type": sort, "title": value["title"], "given": give()} if give else None
    if sort == "table":
        return _table(value)
    return {"type": sort, **value}


def _safe(html: str | None, addresses: dict[int, str]) -> Markup:
    """Rich text as it may be shown: links to pages lead to where they are now, or are plain words."""

    def to_page(match: re.Match[str]) -> str:
        address = addresses.get(int(match[1]))
        return f'<a href="{in_language(address)}">' if address else "<a>"

    linked = LINK.sub(to_page, html or "")
    schemes = {"http", "https", "mailto", "tel"}
    return Markup(nh3.clean(linked, tags=TAGS, attributes={"a": {"href"}}, url_schemes=schemes, link_rel="noopener"))


def _list(value: Block, found: Found) -> Block | None:
    kind, theme, werkplaats = value["kind"], value["theme"] or "", value["werkplaats"] or ""
    number = value["number"] or 3
    key = (kind, theme, werkplaats, number)
    if kind not in LISTS:
        return None
    kinds, name, label = LISTS[kind]
    if key not in found.lists:
        # One more, for when the page that the list is on is among them.
        asked = SearchRequest(
            kinds=kinds, theme=theme, werkplaats=werkplaats, limit=number + 1, sort="newest", facets=()
        )
        hits = [hit for hit in search.find(asked).hits if hit.ref != found.itself]
        found.lists[key] = listing.rows(hits[:number])
    query = {"thema": theme, "werkplaats": werkplaats}
    return {
        "type": "list", "title": value["title"], "rows": found.lists[key], "name": name, "all": str(label),
        "query": {name: one for name, one in query.items() if one},
    } if found.lists[key] else None  # fmt: skip


def _table(value: Block | None) -> Block | None:
    if not value or not value.get("columns"):
        return None
    rows = [[_cell(cell) for cell in row["values"]] for row in value["rows"]]
    heads = [column["heading"] for column in value["columns"]]
    return {"type": "table", "caption": value.get("caption") or "", "heads": heads, "rows": rows}


def _cell(cell: Any) -> str:
    return "" if cell is None else str(cell)
