# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From one region to another and to the whole country, with the question and the filters that stand there now."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from noaber.base.memo import remembered
from noaber.people.models import Werkplaats
from noaber.people.region_queries import origin_of, sites
from noaber.ui.faces import Choice, Face, host_face
from noaber.ui.languages import in_language, language

# Pages that are about one region when the address says so; everywhere else a region is its home page.
SCOPED = frozenset(
    {
        "find",
        "question_list",
        "product_list",
        "project_list",
        "meeting_list",
        "news_list",
        "organisation_list",
        "member_list",
        "theme_detail",
    }
)
# What belongs to one region only, or to one page of a list.
LEFT_BEHIND = ("werkplaats", "page", "periode")
SHOWN = (Werkplaats.Status.MEMBER, Werkplaats.Status.ASPIRANT)


def face(slug: str) -> Face | None:
    """A werkplaats as the look of a page."""
    site = sites().get(slug)
    if site is None:
        return None
    return Face(site.slug, site.name, site.short, site.origin, site.version, site.words, site.languages)


def choices(request: HttpRequest, slug: str) -> Sequence[Choice]:
    """The whole country first, then every region by name."""
    here = host_face(request)
    # From its own host every other region, and the whole country, is at the portal.
    away = settings.SITE_URL if here else ""
    match = request.resolver_match
    if match is None or match.url_name not in SCOPED:
        home = away + in_language("/")
        return _led(_by_name(), home, home, "/", slug or (here.slug if here else ""), language())
    pairs = [(name, one) for name, all_of in request.GET.lists() for one in all_of if one]
    kept = urlencode([(name, one) for name, one in pairs if name not in LEFT_BEHIND])
    nation = f"{away}{request.path}{'?' if kept else ''}{kept}"
    before = f"{nation}{'&' if kept else '?'}werkplaats="
    return _led(_by_name(), nation, before, "", request.GET.get("werkplaats", ""), language())


@lru_cache(maxsize=200)
def _led(
    regions: Sequence[tuple[str, str]], nation: str, before: str, after: str, own: str, language: str
) -> Sequence[Choice]:
    """Where each leads. Every page has them all, and most pages the same: so they are kept."""
    led = (Choice(short, f"{before}{slug}{after}", slug == own) for slug, short in regions)
    return (Choice(_("Heel Nederland"), nation, not own), *led)


@remembered(seconds=5)
def _by_name() -> Sequence[tuple[str, str]]:
    """Slug and short name of what can be chosen."""
    shown = (one for one in sites().values() if one.status in SHOWN)
    return tuple((one.slug, one.short) for one in sorted(shown, key=lambda one: one.short.casefold()))


def canonical(request: HttpRequest, slug: str) -> str:
    """Where this page is for good: at the host of the werkplaats it belongs to, else at the portal."""
    match, here = request.resolver_match, host_face(request)
    scoped = match is not None and match.url_name in SCOPED
    owner = slug or (request.GET.get("werkplaats", "") if scoped else "")
    if not owner and here and match is not None and match.url_name == "home":
        owner = here.slug
    origin = origin_of(owner)
    elsewhere = origin != settings.SITE_URL
    path = request.path
    if elsewhere and path.endswith(f"/{owner}/") and match is not None and match.url_name == "werkplaats_detail":
        path = path.removesuffix(f"{owner}/")
    kept = [
        (name, one)
        for name, all_of in request.GET.lists()
        for one in all_of
        if one and not (name == "werkplaats" and (elsewhere or not scoped))
    ]
    return f"{origin}{path}{'?' if kept else ''}{urlencode(kept)}"
