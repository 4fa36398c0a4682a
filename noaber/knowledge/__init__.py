# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Knowledge: products (publications, guides, modules, methods, dossiers …) under one lasting address.

A *product* says what it is, where it comes from, who keeps it and when somebody looks at it again. Its trail comes from
the ledger. Later apps (meetings, effects) may point at it; it knows nothing of them. What people did with a product is
told by a later room, that registers itself with `used_by`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from noaber.knowledge.models import Product


@dataclass(frozen=True, slots=True)
class Used:
    """What people did with a product: how often, the latest few, where all of it is, and where to tell of it."""

    total: int
    rows: Sequence[Any]
    every: str
    tell: str


class Uses(Protocol):
    """A room that knows what people did with products."""

    def of(self, product: "Product") -> Used:
        """What everybody may read of it; one query."""


USED_BY: list[Uses] = []


def used_by(source: Uses) -> None:
    """Make known who tells what people did with products; called from an app's `ready`."""
    if source not in USED_BY:
        USED_BY.append(source)
