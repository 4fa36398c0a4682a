# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page as a reader sees it: its blocks, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.pages import queries
from noaber.pages.addresses import NATIONAL
from noaber.pages.filling import Block, Shown, filled
from noaber.pages.models import ProsePage, SitePage
from noaber.people.queries import theme_labels, werkplaats_names
from noaber.ui.languages import in_language


@dataclass(frozen=True)
class Reading:
    """A page with all that stands on and around it."""

    page: ProsePage
    blocks: list[Block]
    around: queries.Around
    children: tuple[queries.Link, ...]
    themes: list[tuple[str, str]]
    picture: Shown | None
    archived: bool


def context(page: ProsePage, language: str, *, preview: bool = False) -> dict[str, Any]:
    """What the template of a page needs; a preview shows this very page, also where readers get a translation."""
    reading = read(page, language, itself=preview)
    page, slug, names = reading.page, reading.page.werkplaats.slug, werkplaats_names()
    place = "" if slug == NATIONAL else names.get(slug, slug)
    return {
        "reading": reading,
        "page": page,
        "place": place,
        "crumbs": _crumbs(reading, place),
        "day": page.day or page.first_published_at,
        "period_href": period_address(page),
        "brand_slug": slug if place else "",
        "region": place,
    }


def period_address(page: ProsePage) -> str:
    """Where the programme period of a page stays readable."""
    if page.period is None:
        return ""
    page.period.werkplaats = page.werkplaats
    return str(page.period.get_absolute_url())


def _crumbs(reading: Reading, place: str) -> list[tuple[Any, ...]]:
    page = reading.page
    crumbs: list[tuple[Any, ...]] = []
    if place:
        crumbs.append((place, reverse("werkplaats_detail", args=[page.werkplaats.slug])))
    news, dossiers = (_("Nieuws"), "news_list"), (_("Dossiers"), "dossier_list")
    lists = {"news": news, "column": news, "dossier": dossiers}
    if page.sort in lists and not reading.around.crumbs:
        label, name = lists[page.sort]
        crumbs.append((label, reverse(name) + (f"?werkplaats={page.werkplaats.slug}" if place else "")))
    crumbs += [(link.title, in_language(link.href), link.lang) for link in reading.around.crumbs]
    return [*crumbs, (page.title, None, page.lang)]


def read(page: ProsePage, language: str, *, itself: bool = False) -> Reading:
    """The page, in the same number of queries whatever the number of its blocks."""
    around = queries.around(page, language)
    asked = page
    if not itself and page.lang != language and language in around.versions:
        page = queries.page_by_key(around.versions[language]) or page
    body = page.body.get_prep_value()
    blocks, pictures = filled(body, lead=page.picture_id, itself=page.ref)
    words = theme_labels()
    period = page.period
    # A preview shows what is not yet saved; a translation has themes of its own.
    slugs = around.themes if page is asked and not itself else page.themes.values_list("slug", flat=True)
    return Reading(
        page=page,
        blocks=blocks,
        around=around,
        children=queries.children(page),
        themes=sorted(((slug, words[slug]) for slug in slugs if slug in words), key=lambda one: one[1].casefold()),
        picture=pictures.get(page.picture_id),
        archived=bool(period and period.ends_on and period.ends_on <= timezone.localdate()),
    )


def home_blocks(site: SitePage) -> list[Block]:
    """What stands on the home of a werkplaats."""
    return filled(site.body.get_prep_value())[0]
