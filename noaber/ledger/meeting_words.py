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
    "meeting.needs_erased": _("gewist wat mensen nodig hadden"),
    "meeting.people_forgotten": _("namen en adressen van een bijeenkomst gewist"),
    "meeting.recounted": _("bezette plaatsen opnieuw geteld"),
    "meeting.reminded": _("mensen aan een bijeenkomst herinnerd"),
    "registration.accepted": _("een plek van de wachtlijst aangenomen"),
    "registration.cancelled": _("iemand afgemeld voor een bijeenkomst"),
    "registration.changed": _("een aanmelding veranderd"),
    "registration.erased": _("naam en adres van een aanmelding gewist"),
    "registration.lapsed": _("een plek ging voorbij"),
    "registration.made": _("iemand aangemeld voor een bijeenkomst"),
    "registration.offered": _("een plek van de wachtlijst aangeboden"),
    "series.begun": _("een reeks begonnen"),
}
