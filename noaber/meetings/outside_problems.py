# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a calendar of somebody else, in the words of the coordinator who chose it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "bad_address": _("Dit adres klopt niet."),
    "bad_port": _("Dit adres gebruikt een poort waar we niets vragen."),
    "no_host": _("Deze website is er niet (meer)."),
    "private_host": _("Dit adres ligt niet op het openbare internet."),
    "redirects": _("Deze website stuurt steeds door naar een ander adres."),
    "too_slow": _("Deze website antwoordt te langzaam."),
    "too_big": _("Deze agenda is te groot om te lezen."),
    "too_many": _("Er staan te veel bijeenkomsten in deze agenda."),
    "no_answer": _("Deze website gaf geen antwoord."),
    "gone": _("Op dit adres staat niets meer."),
    "refused": _("Deze website laat ons de agenda niet lezen."),
    "busy": _("Deze website had het te druk. We proberen het later weer."),
    "no_calendar": _("Hier staat geen agenda. Vraag hun om het adres van hun iCal of RSS."),
    "broken": _("Deze agenda is niet te lezen: er staat iets in dat niet klopt."),
}


def words(code: str) -> str:
    """What is wrong, in words."""
    return str(WORDS.get(code, WORDS["broken"]))
