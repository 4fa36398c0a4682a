# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Jinja2 environment of all public pages."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment

from noaber.ui import address, chrome, controls, formats, kinds, languages, maps, shapes

FILTERS: dict[str, Callable[..., Any]] = {
    "date_nl": formats.date_nl,
    "day_month": formats.day_month,
    "number_nl": formats.number_nl,
    "ago": formats.ago,
    "size": formats.size,
    "iso": formats.iso,
    "in_language": languages.in_language,
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


def told(message: str) -> str:
    """A message in the reader's language. The catalogues do not change while we run, and a page has sixty of them."""
    return _told(translation.get_language(), message)


def environment(**options: Any) -> Environment:
    """Autoescaping Jinja2 with the globals and filters that docs/reference/ui.md lists."""
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    # Plain text (a mail) is not HTML: a name such as D’Hondt & Zn. must stay as it is.
    options["autoescape"] = lambda name: not (name or "").endswith(".txt")
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        told, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=static,
        url=url,
        now=timezone.localtime,
        nav=chrome.nav,
        href=chrome.href,
        kind_of=kinds.station_of,
        messages_of=chrome.messages_of,
        is_here=chrome.is_here,
        person_of=chrome.person_of,
        mailbox_here=chrome.mailbox_here,
        other_languages=chrome.other_languages,
        language=languages.language,
        content_lang=languages.content_lang,
        alternates=languages.alternates,
        query_with=address.query_with,
        hidden_pairs=address.hidden_pairs,
        control_sort=controls.sort_of,
        provinces=maps.provinces,
        shapes=shapes.SHAPES,
    )
    env.filters.update(FILTERS)
    return env
