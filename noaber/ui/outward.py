# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links to elsewhere that do not work any more: a later room tells which, a page shows the kept copy instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Broken:
    """Since when an address leads nowhere, and where a copy is kept, if that is known."""

    since: datetime | None
    archived: str = ""


_asked: list[Callable[[str], Broken | None]] = []


def provide(broken: Callable[[str], Broken | None]) -> None:
    """Hand over who knows which links are broken; called from an app's `ready`."""
    _asked[:] = [broken]


def broken_link(address: str) -> Broken | None:
    """What is wrong with a link, or nothing."""
    return _asked[0](address) if _asked and address else None


def host_of(address: str) -> str:
    """The host of an address, to be shown; '' where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
