# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who comes to a meeting as a file for a spreadsheet. No cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.meetings import signup_queries
from noaber.meetings.models import Meeting, RegistrationState

# A spreadsheet reckons with a cell that begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(value: Any) -> str:
    """A cell that is only text."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_csv(meeting: Meeting) -> str:
    """A line for each registration, those with a place first, the waiting list in its order."""
    asked = signup_queries.asked_of(meeting)
    head = [_("Nummer"), _("Stand"), _("Naam"), _("E-mailadres"), _("Organisatie"), _("Perspectief"), _("Mensen"),
            _("Komen mee"), _("Delen"), _("Nodig"), _("Eten en drinken"), _("Register"), _("Aangemeld"),
            *[one.text for one in asked]]  # fmt: skip
    file = io.StringIO()
    # A mark at the front by which a spreadsheet knows the letters.
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(map(defused, head))
    for state in RegistrationState:
        for one in signup_queries.listed(meeting, state):
            answers = {row.asked_id: row.text for row in one.answers.all()}
            parts = ", ".join(row.part.title for row in one.choices.all() if not row.waits)
            writer.writerow(map(defused, [
                one.number, one.get_state_display(), one.name, one.email, one.organisation,
                one.get_perspective_display(), one.size, ", ".join(one.companions), parts, one.access, one.diet,
                one.register_number, timezone.localtime(one.registered_at).isoformat(" ", "minutes"),
                *[answers.get(row.pk, "") for row in asked],
            ]))  # fmt: skip
    return file.getvalue()
