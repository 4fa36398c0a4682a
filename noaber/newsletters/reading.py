# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An issue as a preview shows it to its writer, in every way that it will be read."""

from __future__ import annotations

from typing import Any

from noaber.newsletters.issue_models import Issue
from noaber.newsletters.mailing import in_dark, in_light, said
from noaber.newsletters.parts import parts_of, regions_in


def preview(issue: Issue, mode: str) -> tuple[str, dict[str, Any]]:
    """The template and what it needs; with the parts of every region, since the writer looks at all of them."""
    parts = parts_of(issue)
    if mode == "web":
        return "newsletters/issue_detail.html", page(issue, parts)
    wording = said(issue, parts, sorted(regions_in(parts)))
    if mode == "text":
        return "newsletters/preview_text.html", {"wording": wording, "issue": issue}
    html = in_dark(wording.html) if mode == "mail-dark" else in_light(wording.html)
    return "newsletters/preview_mail.html", {"html": html}


def page(issue: Issue, parts: list[Any]) -> dict[str, Any]:
    """What the page in the archive needs."""
    home = issue.newsletter.home
    return {"issue": issue, "newsletter": issue.newsletter, "parts": parts, "brand_slug": home.slug}
