# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of meetings as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MEETINGS: dict[str, Any] = {
    "meeting.cancelled": _("een bijeenkomst afgezegd"),
    "meeting.changed": _("een bijeenkomst veranderd"),
    "meeting.drafted": _("een bijeenkomst bedacht"),
    "meeting.planned": _("een bijeenkomst op de agenda gezet"),
    "meeting.programme_kept": _("iets bij een bijeenkomst gezet of veranderd"),
    "meeting.programme_removed": _("iets van een bijeenkomst weggehaald"),
    "outside.added": _("een agenda van anderen erbij gezet"),
    "outside.changed": _("andere bijeenkomsten in een agenda van anderen"),
    "outside.removed": _("een agenda van anderen weggehaald"),
    "person.calendar_given": _("een adres voor de eigen agenda genomen"),
    "person.calendar_taken": _("het adres van de eigen agenda ingetrokken"),
    "series.begun": _("een reeks begonnen"),
}
