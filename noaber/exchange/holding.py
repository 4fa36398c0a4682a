# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this room keeps of a person: which imports they started."""

from __future__ import annotations

import datetime as dt
from typing import Any

from noaber.exchange import import_actions
from noaber.exchange.models import ImportRun
from noaber.people.models import Person


class Imports:
    """The imports of a person; what came in with them stays when the person goes."""

    def export(self, person: Person) -> Any:
        """Every import with its source and day."""
        runs = ImportRun.objects.filter(by=person).select_related("source").order_by("pk")
        return [
            {
                "source": run.source.name,
                "started": run.created_at.isoformat(),
                "state": run.state,
                "file": run.file_name,
            }
            for run in runs
        ]

    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """Take the person out of their imports."""
        import_actions.forget_person(person, by=by, at=at)
