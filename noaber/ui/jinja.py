# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Jinja2 environment of all public pages."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, FileSystemBytecodeCache

from noaber.ui import address, chrome, controls, faces, formats, kinds, languages, machine, maps, outward, shapes

FILTERS: dict[str, Callable[..., Any]] = {
    "date_nl": formats.date_nl,
    "day_month": formats.day_month,
    "weekday": formats.weekday,
    "moment": formats.moment,
    "hour": formats.hour,
    "number_nl": formats.number_nl,
    "ago": formats.ago,
    "size": formats.size,
    "iso": formats.iso,
    "in_language": languages.in_language,
    "style_href": faces.style_href,
    "control": controls.control,
    "option": controls.option,
    "placed": maps.placed,
}


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page: url("question_detail", slug=…)."""
    return reverse(name, args=args, kwargs=kwargs)


@lru_cache(maxsize=4_000)
def _told(language: str | None, message: str) -> str:
    return translation.gettext(message)


@lru_cache(maxsize=4_000)
def _counted(language: str | None, one: str, many: str, number: int) -> str:
    return translation.ngettext(one, many, number)


def told(message: str) -> str:
    """A message in the reader's language. The catalogues do not change while we run, and a page has sixty of them."""
    return _told(translation.get_language(), message)


def counted(one: str, many: str, number: int) -> str:
    """A message about a number of things in the reader's language."""
    return _counted(translation.get_language(), one, many, number)


GLOBALS: dict[str, Any] = {
    "static": static,
    "url": url,
    "now": timezone.localtime,
    "nav": chrome.nav,
    "machine_head": machine.machine_head,
    "href": chrome.href,
    "kind_of": kinds.station_of,
    "messages_of": chrome.messages_of,
    "is_here": chrome.is_here,
    "broken_link": outward.broken_link,
    "host_of": outward.host_of,
    "person_of": chrome.person_of,
    "face_of": faces.face_of,
    "host_face": faces.host_face,
    "regions": faces.regions,
    "canonical_of": faces.canonical_of,
    "own_word": faces.word,
    "mailbox_here": chrome.mailbox_here,
    "sign_in_elsewhere": chrome.sign_in_elsewhere,
    "second_factor_off": chrome.second_factor_off,
    "other_languages": chrome.other_languages,
    "language": languages.language,
    "content_lang": languages.content_lang,
    "alternates": languages.alternates,
    "query_with": address.query_with,
    "choosing": address.choosing,
    "hidden_pairs": address.hidden_pairs,
    "control_sort": controls.sort_of,
    "provinces": maps.provinces,
    "shapes": shapes.SHAPES,
}


def _compiled() -> FileSystemBytecodeCache:
    """Templates as Python reads them, kept by what is in them: a tenth of a second less for the first reader of a page,
    in each web process."""
    folder = Path(settings.DATA_DIR) / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def environment(**options: Any) -> Environment:
    """Autoescaping Jinja2 with the globals and filters that docs/reference/ui.md lists."""
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    # Plain text (a mail) is not HTML: a name such as D’Hondt & Zn. must stay as it is.
    options["autoescape"] = lambda name: not (name or "").endswith(".txt")
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options.setdefault("bytecode_cache", _compiled())
    # There are some four hundred, which is where Jinja2 would begin to forget them.
    options.setdefault("cache_size", 2_000)
    env = Environment(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        told, counted, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(GLOBALS)
    env.filters.update(FILTERS)
    return env
