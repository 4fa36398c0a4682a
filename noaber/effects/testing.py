# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: a use in any state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from noaber.base.testing import at as moment
from noaber.effects import telling_actions, use_actions
from noaber.effects.models import State, Use
from noaber.knowledge.models import Product
from noaber.people.testing import make_person

USED_AT = moment("2026-03-14 10:00")
TOLD: dict[str, Any] = {
    "who": "een wijkteam", "place": "Deventer", "setting": "team", "used_on": dt.date(2026, 2, 1), "adapted": True,
    "how": "We draaiden de volgorde om.", "happened": "Mensen vertelden meer.", "perspective": "professional",
}  # fmt: skip


def make_use(product: Product, *, confirmed: bool = True, **overrides: Any) -> Use:
    """Somebody used a product; public unless told otherwise."""
    at: dt.datetime = overrides.pop("at", USED_AT)
    use = use_actions.apply(product, **{**TOLD, "by": None, **overrides}, at=at)
    if confirmed and use.state == State.UNCONFIRMED:
        use = telling_actions.confirm(use, by=None, at=at)
    if confirmed and use.state == State.WAITING:
        keeper = make_person(name="Kee", email=f"kee{use.pk}@example.org")
        keeper.is_superuser = True
        keeper.save()
        use = telling_actions.judge(use, accept=True, by=keeper, at=at)
    return use
