# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages: what editors write. News from elsewhere, and one type of page in a tree per werkplaats.

Words: a *site* is the root of a werkplaats's pages; a *page* is prose with a *sort*; a *block* is a part of it; a
*live* block shows something of the loop as it is now. Invariants: nothing of the loop is a page; a page costs a reader
few queries whatever is on it; what is not live does not exist for readers; whatever readers see is in the ledger.
Known by: site. Knows: search and everything below it.
"""

from collections.abc import Callable
from typing import Any

# What a live block shows that only a later room knows: name → function that gives it.
LIVE: dict[str, Callable[..., Any]] = {}


def provide(name: str, function: Callable[..., Any]) -> None:
    """Hand over what the `figures` or the `map` of a page show; called from a later app's `ready`."""
    LIVE[name] = function
