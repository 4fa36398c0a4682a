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
    "series.begun": _("een reeks begonnen"),
}
