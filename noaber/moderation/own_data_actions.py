# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What moderation keeps of a person: reports that wait for an answer, by their address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from noaber.moderation.models import Report, Signal
from noaber.people.models import Person


class ModerationHolder:
    """Reports that somebody made, and that they judged."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values; judgements by title, as the reasons are in the ledger."""
        made = Signal.objects.filter(email=person.email).select_related("report") if person.email else []
        return {
            "reports": [
                {"about": one.report.title, "why": one.get_why_display(), "words": one.words, "at": one.at}
                for one in made
            ],
            "judged": list(Report.objects.filter(judged_by=person).values("title", "state", "reason", "judged_at")),
        }

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """What was reported stays to be judged, without the address; judgements stay without the name."""
        if person.email:
            Signal.objects.filter(email=person.email).update(email="")
        Report.objects.filter(judged_by=person).update(judged_by=None)
