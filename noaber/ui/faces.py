# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose look, words and address a page wears: that of the host that was asked for, else that of the thing shown.

The site hands these over with `provide`; without it every page wears the look of the house.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Face:
    """A look with a name: `version` changes with its style sheet, `origin` is its own host (or empty)."""

    slug: str
    name: str = ""
    short: str = ""
    origin: str = ""
    version: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


class Choice(NamedTuple):
    """A region to switch to."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Regions:
    """The region switcher of a page: where it is now, and the rows of the list."""

    now: str = ""
    rows: str = ""


Find = Callable[[str], Face | None]
Switch = Callable[[Any, str], Sequence[Choice]]
Canonical = Callable[[Any, str], str]
_find: list[Find] = []
_switch: list[Switch] = []
_canonical: list[Canonical] = []


def provide(*, find: Find, switch: Switch, canonical: Canonical) -> None:
    """Hand over who knows the faces, the choices of the region switcher, and where a page is for good."""
    _find[:], _switch[:], _canonical[:] = [find], [switch], [canonical]


def host_face(request: Any) -> Face | None:
    """The face of the host that was asked for; none on the portal."""
    return getattr(request, "face", None)


def face_of(request: Any, slug: str = "") -> Face | None:
    """The face of this page: its host's, else that of `slug`."""
    return host_face(request) or (_find[0](slug) if slug and _find else None)


def style_href(face: Face) -> str:
    """The address of its style sheet; another version, another address, so a browser may keep it for ever."""
    return f"{reverse('ui:brand_css', args=(face.slug,))}?v={face.version}"


def word(face: Face | None, name: str, default: Any = "") -> str:
    """What this face calls a thing, or what we call it."""
    return (face.words.get(name) if face else "") or str(default)


def regions(request: Any, slug: str = "") -> Regions:
    """Where the region switcher leads from this page; the first is the whole country."""
    # A page for an address that leads nowhere asks the tables nothing.
    known = request is not None and request.resolver_match is not None
    return _rows(tuple(_switch[0](request, slug))) if _switch and known else Regions()


@lru_cache(maxsize=200)
def _rows(places: tuple[Choice, ...]) -> Regions:
    """Every page draws all of them, and most pages draw the same: so what was drawn is kept."""
    here = SafeString(' aria-current="true"')
    rows = ((one.href, here if one.current else "", one.label) for one in places)
    now = next((one.label for one in places if one.current), "")
    return Regions(now, format_html_join("\n", '<li><a href="{}"{}>{}</a></li>', rows))


def canonical_of(request: Any, slug: str = "") -> str:
    """The full address where this page is for good, or nothing when that is not known."""
    known = request is not None and request.resolver_match is not None
    return _canonical[0](request, slug) if _canonical and known else ""
