# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the head of a page tells machines: its lasting address, a card for who shares it, citation tags, JSON-LD.

The site (later in the chain) knows what things are and hands that over with `provide`; this only writes it down.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# What would end a script element or start an entity, written so that it cannot.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Head:
    """What machines are told of one page; addresses are absolute."""

    canonical: str
    title: str
    description: str
    language: str = "nl"
    sort: str = "article"
    image: str = ""
    graph: Sequence[dict[str, Any]] = ()
    citation: Sequence[tuple[str, str]] = field(default=())


_describe: list[Callable[..., Head | None]] = []


def provide(describe: Callable[..., Head | None]) -> None:
    """Hand over who knows what a thing is; it gets the thing, the request and what the page knows of it."""
    _describe[:] = [describe]


def machine_head(thing: Any, request: Any = None, **known: Any) -> SafeString:
    """The tags for the head of the page of a thing; nothing for what is not public."""
    head = _describe[0](thing, request, **known) if _describe else None
    return written(head) if head else SafeString("")


def written(head: Head) -> SafeString:
    """A head as HTML."""
    card = [("og:type", head.sort), ("og:title", head.title), ("og:description", head.description[:200])]
    card += [("og:url", head.canonical), ("og:site_name", "Noaber"), ("og:locale", head.language)]
    if head.image:
        card += [("og:image", head.image), ("og:image:width", "1200"), ("og:image:height", "630")]
    parts = [
        format_html('<link rel="canonical" href="{}">\n', head.canonical),
        format_html_join("", '<meta property="{}" content="{}">\n', card),
        format_html('<meta name="twitter:card" content="{}">\n', "summary_large_image" if head.image else "summary"),
        format_html_join("", '<meta name="{}" content="{}">\n', head.citation),
    ]
    if head.graph:
        told = json.dumps({"@context": "https://schema.org", "@graph": list(head.graph)}, ensure_ascii=False)
        # Everything that could end the element was written as an escape of JSON just above.
        parts.append(mark_safe(f'<script type="application/ld+json">{told.translate(ESCAPES)}</script>\n'))
    return mark_safe("".join(parts))
