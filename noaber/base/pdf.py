# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page as a PDF that a screen reader reads too (PDF/UA), from HTML and a style sheet of our own."""

from __future__ import annotations

from typing import Any


def _nothing_from_elsewhere(url: str, *_more: Any, **_options: Any) -> Any:
    """What a document is made of is given whole: no file and no host is asked for anything."""
    raise ValueError(f"a document asks for nothing: {url[:80]}")


def pdf(html: str, style: str) -> bytes:
    """The document; what it would have to fetch is left out."""
    # A large library: only who asks for a document waits for it.
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]

    document = HTML(string=html, url_fetcher=_nothing_from_elsewhere)
    made: bytes = document.write_pdf(
        stylesheets=[CSS(string=style, url_fetcher=_nothing_from_elsewhere)], pdf_variant="pdf/ua-1"
    )
    return made
