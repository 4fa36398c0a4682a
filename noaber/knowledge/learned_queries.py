# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody kept of what they did: to read, and to take along as JSON or as a sheet."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from noaber.knowledge.learned_models import Learned
from noaber.people.models import Person

# A sheet takes a cell that begins so for a sum to do.
SUMS = ("=", "+", "-", "@", "\t", "\r", "\n")


def learned_by(person: Person) -> QuerySet[Learned]:
    """Everything, newest first."""
    return Learned.objects.filter(person=person).select_related("product")


def hours_of(person: Person) -> Decimal | None:
    """All hours together, where they were told."""
    total: Decimal | None = Learned.objects.filter(person=person).aggregate(total=Sum("hours"))["total"]
    return total


def plain(person: Person) -> list[dict[str, Any]]:
    """Everything as plain values."""
    return [
        {
            "module": one.module, "session": one.session, "done_on": one.done_on.isoformat(),
            "hours": float(one.hours) if one.hours is not None else None, "learned": one.learned,
            "address": one.product.get_absolute_url() if one.product else "",
        }
        for one in learned_by(person)
    ]  # fmt: skip


def as_json(person: Person) -> str:
    return json.dumps({"learned": plain(person)}, ensure_ascii=False, indent=2) + "\n"


def as_csv(person: Person) -> str:
    """A sheet, with a mark by which a Dutch spreadsheet knows the signs; no cell is a sum."""
    held = io.StringIO()
    rows = csv.writer(held, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Module"), _("Sessie"), _("Gedaan op"), _("Uren"), _("Wat ik leerde"), _("Adres")])
    for one in plain(person):
        hours = "" if one["hours"] is None else f"{one['hours']:g}".replace(".", ",")
        cells = [one["module"], one["session"], one["done_on"], hours, one["learned"], one["address"]]
        rows.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + held.getvalue()


def harmless(cell: str) -> str:
    """A cell that a sheet shows and does not compute."""
    return f"'{cell}" if cell.startswith(SUMS) else cell
