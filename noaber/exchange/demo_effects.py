# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up uses of knowledge in the demo network, labelled as examples; through the same actions as real ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q

from noaber.effects import telling_actions, use_actions
from noaber.effects.models import Use
from noaber.exchange.demo import FOLDER
from noaber.knowledge.models import Product
from noaber.people.models import Person

FACTS = ("who", "place", "setting", "perspective", "happened")


def load_effects(*, by: Person | None, at: dt.datetime) -> None:
    """Every example use; one that is there already stays as it is."""
    known = set(Use.objects.filter(example=True).values_list("submission", flat=True))
    for row in yaml.safe_load((FOLDER / "effects.yaml").read_text("utf-8")):
        if row["id"] not in known:
            with transaction.atomic():
                _use(row, at)


def _use(row: dict[str, Any], at: dt.datetime) -> None:
    product = Product.objects.filter(Q(ref=row["product"]) | Q(title=row["product"])).order_by("pk").first()
    if product is None:
        return
    told_at = at + dt.timedelta(days=row["day"])
    use = use_actions.apply(
        product, used_on=_month(told_at.date(), row["months_ago"] - round(-row["day"] / 30)),
        adapted="how" in row, how=row.get("how", ""), submission=row["id"], example=True, by=None, at=told_at,
        email=f"{row['id']}@noaber.example", **{name: row[name] for name in FACTS},
    )  # fmt: skip
    use = telling_actions.confirm(use, by=None, at=told_at)
    if after := row.get("after"):
        moment = at + dt.timedelta(days=after["day"])
        use = use_actions.tell_after(use, still=after["still"], text=after["text"], by=None, at=moment)
    telling_actions.erase_address(use, by=None, at=at)


def _month(day: dt.date, back: int) -> dt.date:
    """The first day of the month so many months earlier."""
    months = day.year * 12 + day.month - 1 - max(0, back)
    return dt.date(months // 12, months % 12 + 1, 1)
