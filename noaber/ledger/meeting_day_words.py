# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the day of a meeting, its harvest and proposals, as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MEETING_DAY: dict[str, Any] = {
    "meeting.came": _("aan de deur vastgelegd wie er was"),
    "meeting.goes_on": _("opgeschreven dat iemand verder wil"),
    "meeting.harvest_asked": _("gevraagd naar de oogst"),
    "meeting.harvest_changed": _("kort gezegd wat eruit kwam"),
    "meeting.harvested": _("de oogst openbaar gemaakt"),
    "meeting.insight_lifted": _("van een inzicht kennis gemaakt"),
    "meeting.link_made": _("een link gemaakt voor een tafel of de deur"),
    "meeting.mailed": _("geschreven aan wie zich aanmeldde"),
    "meeting.noted": _("iets genoteerd aan een tafel"),
    "meeting.people_forgotten": _("namen van een bijeenkomst gewist"),
    "meeting.project_sown": _("een leertraject begonnen met wie verder wil"),
    "meeting.question_raised": _("een vraag van een tafel gesteld"),
    "meeting.walked_in": _("opgeschreven wie zo binnenkwam"),
    "project.sown": _("een leertraject begonnen na een bijeenkomst"),
    "proposal.made": _("een bijeenkomst voorgesteld"),
    "proposal.not_picked": _("een voorstel niet gekozen"),
    "proposal.picked": _("een voorstel gekozen"),
    "proposal.proposer_forgotten": _("gewist wie iets voorstelde"),
    "proposal.waits": _("een voorstel bevestigd"),
    "proposal.withdrawn": _("een voorstel gewist dat niemand bevestigde"),
}
