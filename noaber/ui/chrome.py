# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands around every page: navigation, footer links, the brand colour of a werkplaats.

The site (later in the chain) hands these over with `provide`; without it there are sensible defaults.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from noaber.ui.faces import host_face
from noaber.ui.languages import in_language


@dataclass(frozen=True)
class Link:
    """A link in the chrome: a label (lazily translated) and a URL name or a path."""

    label: Any
    to: str
    # Under which name a werkplaats may call it otherwise.
    word: str = ""


MENU: tuple[Link, ...] = (
    Link(_("Vragen"), "question_list", "questions"),
    Link(_("Agenda’s"), "agenda_home"),
    Link(_("Kennis"), "product_list", "knowledge"),
    Link(_("Leertrajecten"), "project_list", "projects"),
    Link(_("Bijeenkomsten"), "meeting_list", "meetings"),
    Link(_("Werkplaatsen"), "werkplaats_list"),
)
FOOT: tuple[Link, ...] = (
    Link(_("Over Noaber"), "about"),
    Link(_("Thema’s"), "theme_list"),
    Link(_("De stand van de lus"), "loop_state"),
    Link(_("Sporen"), "loop_rounds"),
    Link(_("Mensen"), "person_list"),
    Link(_("Doe mee"), "join_choose"),
    Link(_("Nieuws"), "news_list"),
    Link(_("Toegankelijkheid"), "accessibility"),
    Link(_("Privacy"), "privacy"),
    Link(_("Open data en feeds"), "open_data"),
    Link(_("Colofon"), "colophon"),
)
PERSON: tuple[Link, ...] = (
    Link(_("Werkbank"), "desk"),
    Link(_("Kennis schrijven"), "draft_list"),
    Link(_("Wat ik leerde"), "learned_list"),
    Link(_("Wat ik volg"), "following"),
    Link(_("Mijn profiel"), "profile_edit"),
    Link(_("Mijn account"), "account_home"),
)
_links: dict[str, tuple[Link, ...]] = {"menu": MENU, "foot": FOOT, "person": PERSON}
_brand: list[Callable[[str], str | None]] = []
_tokens: list[Callable[[str], Mapping[str, str]]] = []


def provide(
    *,
    menu: Iterable[Link] | None = None,
    foot: Iterable[Link] | None = None,
    brand: Callable[[str], str | None] | None = None,
    tokens: Callable[[str], Mapping[str, str]] | None = None,
) -> None:
    """Hand over the menu, the footer links and who knows the brand colour (hex) and the design tokens of a slug."""
    if menu is not None:
        _links["menu"] = tuple(menu)
    if foot is not None:
        _links["foot"] = tuple(foot)
    if brand is not None:
        _brand[:] = [brand]
    if tokens is not None:
        _tokens[:] = [tokens]
    _resolved.cache_clear()


def brand_of(slug: str) -> str | None:
    """The brand colour (hex) of this slug, or None."""
    return _brand[0](slug) if _brand else None


def tokens_of(slug: str) -> Mapping[str, str]:
    """The design tokens of this slug; none when it has no theme."""
    return _tokens[0](slug) if _tokens else {}


def nav(place: str = "menu", request: Any = None) -> tuple[tuple[str, str], ...]:
    """The links of `menu`, `foot` or `person` (who signed in) as (label, href); what does not exist is left out.

    Under the own host of a werkplaats they bear its own words."""
    here = host_face(request) if request is not None else None
    own = tuple(sorted(here.words.items())) if here else ()
    return _resolved(place, get_language() or settings.LANGUAGE_CODE, get_urlconf(), own)


@lru_cache(maxsize=256)
def _resolved(
    place: str, language: str, urlconf: str | None, own: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    words = dict(own)
    found = ((words.get(link.word) or str(link.label), href(link.to)) for link in _links[place])
    return tuple((label, target) for label, target in found if target)


def href(to: str) -> str:
    """The address behind a URL name; a path stays as it is; an unknown name gives ''."""
    if "/" in to:
        return to
    try:
        return reverse(to)
    except NoReverseMatch:
        return ""


def other_languages(request: Any) -> list[tuple[str, str, str]]:
    """(code, own name, address) of this page in every other language of the interface."""
    current = (get_language() or settings.LANGUAGE_CODE)[:2]
    names = {"nl": "Nederlands", "en": "English", "fy": "Frysk"}
    path = request.get_full_path() if request is not None else "/"
    found = []
    here = host_face(request)
    for code, name in settings.LANGUAGES:
        if code[:2] != current and (here is None or not here.languages or code in here.languages):
            target = in_language(path, code)
            home = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
            found.append((code, names.get(code, str(name)), target if target != path else home))
    return found


def person_of(request: Any) -> Any:
    """The person who signed in, or None; without a session cookie the session is not even opened."""
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def messages_of(request: Any) -> Any:
    """The messages that wait for this reader; without a session cookie there can be none."""
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ()
    return get_messages(request)


def mailbox_here(request: Any) -> str:
    """Where to read the mail of a copy without a mail server, for who sits at that computer; otherwise nothing."""
    here = request is not None and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return href("mailbox") if here and settings.MAIL_TO_FOLDER else ""


def sign_in_elsewhere() -> list[tuple[str, str]]:
    """Where else people may sign in (id and name), as the settings of this copy say."""
    return [(str(one["provider_id"]), str(one["name"])) for one in settings.OIDC]


def second_factor_off() -> bool:
    """Whether this copy asks nobody for a second step, which its pages then say."""
    return not settings.SECOND_FACTOR


def is_here(request: Any, target: str) -> bool:
    """Whether this page is, or lies under, the target of a menu link."""
    return request is not None and target != "/" and bool(request.path.startswith(target))
