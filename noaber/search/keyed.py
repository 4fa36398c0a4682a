# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Documents by their own keys: what an editor put on a page, as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from noaber.search import queries
from noaber.search.documents import PUBLIC, Filters, Hit
from noaber.search.engines import number
from noaber.search.node import node


def by_key(keys: Sequence[str], scope: tuple[str, ...] = (PUBLIC,)) -> dict[str, Hit]:
    """The documents with these keys (`kind:ref`) that may be seen; one that is gone is not among them."""
    opened = node().opened()
    if opened is None or not keys:
        return {}
    passing = opened.engine.passing([number(key) for key in dict.fromkeys(keys)], Filters(scope=scope))
    found = opened.engine.documents(list(passing))
    return {document.key: queries.plain_hit(document) for document in found.values()}
