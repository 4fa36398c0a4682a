# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Action learning: learning on the spot, in a mixed group around one question, in short rounds."""

from django.utils.translation import gettext_lazy as _

from noaber.projects.kinds import Method, Prompt

METHOD = Method(
    "action",
    _("actieleren"),
    _("Leren terwijl je het doet: een gemengde groep probeert iets uit, kijkt terug en past aan."),
    {
        "question": Prompt(_("Met welke vraag zitten we nu?"), _("Een vraag waar je zelf iets aan kunt doen.")),
        "action": Prompt(_("Wat proberen we, en wie doet dat?"), _("Een kleine stap, daar waar het werk gebeurt.")),
        "happened": Prompt(_("Wat gebeurde er?"), _("Ook wat je niet had verwacht. Nog geen oordeel.")),
        "insight": Prompt(
            _("Wat leren we hieruit?"), _("Wat dacht je eerst, en wat denk je nu? Schrijf het op voor een ander.")
        ),
        "next_action": Prompt(_("Wat doen we in de volgende ronde?")),
    },
    {"shook": Prompt(_("Wat schudde ons wakker?"), _("Iets wat niet paste bij hoe we het altijd deden."))},
)
