# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions."""

from __future__ import annotations

from typing import Any

from noaber.knowledge import actions
from noaber.knowledge.models import Product
from noaber.people.testing import LONG_AGO


def make_product(title: str = "Wonen met een luisterend oor", **overrides: Any) -> Product:
    """A knowledge product, public."""
    return actions.record_product(title, **{"by": None, "at": LONG_AGO, **overrides})
