# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where readers find a page: `/twente/over/`, and without a first part for the national layer: `/over/`."""

from __future__ import annotations

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

NATIONAL = "landelijk"
# First parts of an address that are never a page's.
RESERVED = {NATIONAL, *(code for code, _name in settings.LANGUAGES)}
RESERVED |= {address.strip("/") for address in (settings.STATIC_URL, settings.MEDIA_URL)}
# What the rest of the site answers itself unless an editor's page stands there.
GIVES_WAY = ("prose_detail", "werkplaats_detail", "about", "accessibility", "privacy", "open_data")


def reader_path(url_path: str) -> str:
    """The place in the tree → the address of readers."""
    return url_path.removeprefix(f"/{NATIONAL}") if url_path.startswith(f"/{NATIONAL}/") else url_path


def tree_path(path: str, *, national: bool) -> str:
    """The address of readers → the place in the tree: of a werkplaats, or of the national layer."""
    return f"/{NATIONAL}/{path.strip('/')}/" if national else f"/{path.strip('/')}/"


def is_taken(path: str) -> bool:
    """Whether something else of the site already answers here."""
    if path.split("/")[1] in RESERVED:
        return True
    with translation.override("nl"):
        try:
            return resolve(path).url_name not in GIVES_WAY
        except Resolver404:
            return False
