# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What readers may read of the pages, to take along: as records of the exchange format, and the links on them.

Only what is live. What the blocks name by a key of this database goes out as what it stands for: a page as its address,
a picture as its address and what it shows in words.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from noaber.pages import queries
from noaber.pages.filling import LINK
from noaber.pages.hints import plain
from noaber.pages.models import Picture, ProsePage, SitePage
from noaber.pages.sources import texts_of

AT_ONCE = 200
ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Outward:
    """A page with the full addresses that stand on it."""

    kind: str
    ref: str
    title: str
    href: str
    werkplaats: str
    addresses: frozenset[str]


def records() -> Iterator[dict[str, Any]]:
    """Every live page, in the order of the tree: a page comes after the one above it."""
    pages = _live_pages().select_related("translation_of", "picture").prefetch_related("themes")
    rows = pages.order_by("path").iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        bodies = {page.pk: page.body.get_prep_value() for page in some}
        places = queries.addresses_of({int(key) for body in bodies.values() for key in LINK.findall(_joined(body))})
        shown = _pictures({key for body in bodies.values() for key in _picture_keys(body)})
        for page in some:
            yield _record(page, _outside(bodies[page.pk], places, shown))


def links() -> Iterator[Outward]:
    """Every live page and every home of a werkplaats, with its links."""
    for page in _live_pages().order_by("pk").iterator(chunk_size=AT_ONCE):
        yield _outward(page, page.ref, [page.summary, page.source_url])
    for site in SitePage.objects.filter(live=True).select_related("werkplaats").order_by("pk"):
        yield _outward(site, site.ref, [site.lead])


def _live_pages() -> QuerySet[ProsePage]:
    return queries.live().select_related("werkplaats", "period")


def _outward(page: SitePage | ProsePage, ref: str, words: list[str]) -> Outward:
    said = "\n".join([*words, _joined(page.body.get_prep_value())])
    found = frozenset(ADDRESS.findall(html.unescape(said)))
    return Outward(page.KIND, ref, page.title, page.get_absolute_url(), page.werkplaats.slug, found)


def _record(page: ProsePage, body: Any) -> dict[str, Any]:
    first = page.first_published_at
    day = page.day or (timezone.localdate(first) if first else None)
    values: dict[str, Any] = {
        "id": page.ref, "kind": page.KIND, "sort": page.sort, "title": page.title, "summary": page.summary,
        "text": _words(body), "body": body, "lang": page.lang,
        "date": day.isoformat() if day else "", "published_at": _moment(first),
        "changed_at": _moment(page.last_published_at), "werkplaatsen": [page.werkplaats.slug],
        "themes": sorted(theme.slug for theme in page.themes.all()), "authors": [page.byline] if page.byline else [],
        "url": settings.SITE_URL + page.get_absolute_url(), "source_url": page.source_url,
        "period": page.period.slug if page.period else "", "in_menu": page.in_menu,
        "translation_of": page.translation_of.ref if page.translation_of and page.translation_of.live else "",
        "picture": _picture(page.picture) if page.picture else None,
        "review_on": page.review_on.isoformat() if page.review_on else "", "example": page.example,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value}


def _words(body: Any) -> str:
    """The words of a page, paragraphs divided by an empty line."""
    return "\n".join(plain(text)[0] for text in texts_of(body)).strip().replace("\n", "\n\n")


def _moment(at: dt.datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def _joined(value: Any) -> str:
    """Every text in the blocks, with its marks."""
    if isinstance(value, dict):
        return "\n".join(_joined(one) for one in value.values())
    if isinstance(value, list):
        return "\n".join(_joined(one) for one in value)
    return value if isinstance(value, str) else ""


def _picture_keys(body: list[dict[str, Any]]) -> list[int]:
    return [block["value"]["picture"] for block in body if block["type"] == "picture" and block["value"]["picture"]]


def _pictures(keys: set[int]) -> dict[int, dict[str, str]]:
    return {picture.pk: _picture(picture) for picture in Picture.objects.filter(pk__in=keys)}


def _picture(picture: Picture) -> dict[str, str]:
    return {"file": picture.file.name, "title": picture.title, "alt": picture.alt}


def _outside(value: Any, places: dict[int, str], pictures: dict[int, dict[str, str]]) -> Any:
    """Blocks as somebody elsewhere can read them: without our keys and the names that the editor gave to blocks."""
    if isinstance(value, list):
        return [_outside(one, places, pictures) for one in value]
    if isinstance(value, str):
        return LINK.sub(lambda match: _to(places.get(int(match[1]))), value)
    if not isinstance(value, dict):
        return value
    if set(value) == {"type", "value", "id"}:
        value = {"type": value["type"], "value": value["value"]}
    found = {name: _outside(one, places, pictures) for name, one in value.items()}
    if isinstance(found.get("picture"), int):
        found["picture"] = pictures.get(found["picture"])
    return found


def _to(address: str | None) -> str:
    return f'<a href="{settings.SITE_URL}{address}">' if address else "<a>"
