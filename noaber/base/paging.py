# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of a longer list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

# Beyond this page nobody reads on; it bounds what a crawler can make us count.
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """`items` of page `number` (from 1), `size` a page, out of `total`."""

    items: Sequence[Any]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def near(self) -> list[int]:
        """The pages to offer: the first, the last, and this one with its neighbours."""
        return sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_number(text: str | None) -> int:
    """The page asked for in an address; anything unusable is page 1."""
    try:
        return min(max(int(text or 1), 1), LAST_PAGE)
    except ValueError:
        return 1


def paginate(items: "QuerySet[Any] | Sequence[Any]", number: int, size: int = 20) -> Page:
    """Page `number` of a queryset or a list; a number past the end gives the last page."""
    total = items.count() if isinstance(items, QuerySet) else len(items)
    number = min(number, max(1, -(-total // size)))
    start = (number - 1) * size
    return Page(list(items[start : start + size]), number, size, total)
