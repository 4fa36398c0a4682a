# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two languages on one page: the interface speaks the reader's, what people wrote stays in its own."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

CONTENT = "nl"
NOTHING = SafeString("")
# What is the same in every language: tools, the editors' rooms and files.
WITHOUT = ("/-/", "/beheer/", settings.STATIC_URL, settings.MEDIA_URL)


def language() -> str:
    """The language of the interface: two letters."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def in_language(address: str, code: str = "") -> str:
    """A stored address → the same page in the reader's language, or in `code`; other hosts stay as they are."""
    if not address or not address.startswith("/") or address.startswith(("//", *WITHOUT)):
        return address
    first, slash, rest = address[1:].partition("/")
    if slash and first in _prefixes():
        address = f"/{rest}"
    wanted = code or language()
    return f"/{wanted}{address}" if wanted in _prefixes() else address


def content_lang(code: str | None = CONTENT) -> SafeString:
    """` lang="nl"` for an element whose text is not in the language of the page, and nothing where it is."""
    return _marked(code) if code and code != language() else NOTHING


@lru_cache(maxsize=100)
def _marked(code: str) -> SafeString:
    return format_html(' lang="{}"', code)


def alternates(request: Any) -> list[tuple[str, str]]:
    """(language, full address) of this page in every language, for machines; `x-default` is the Dutch one."""
    if request is None or request.path.startswith(WITHOUT):
        return []
    path = request.get_full_path()
    found = [(code, request.build_absolute_uri(in_language(path, code))) for code, _name in settings.LANGUAGES]
    return [*found, ("x-default", request.build_absolute_uri(in_language(path, settings.LANGUAGE_CODE)))]


@lru_cache(maxsize=1)
def _prefixes() -> tuple[str, ...]:
    return tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
