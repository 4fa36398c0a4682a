# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""ABCD (asset-based community development): start from what people have and can, relations first, residents lead.

Five steps: map capacities, build relations, get going, a plan of the residents, and only then support from outside.
"""

from django.utils.translation import gettext_lazy as _

from noaber.projects.kinds import Method, Prompt

METHOD = Method(
    "abcd",
    _("ABCD"),
    _("Beginnen bij wat mensen kunnen en hebben. Bewoners bepalen wat er gebeurt."),
    {
        "question": Prompt(_("Waar willen bewoners zelf mee aan de slag?")),
        "action": Prompt(_("Wie en wat brengen we bij elkaar?"), _("Begin klein: een tafel, een tuin, een kring.")),
        "happened": Prompt(_("Wat kwam er op gang?"), _("Welke mensen leerden elkaar kennen?")),
        "insight": Prompt(_("Wat maakte dat het werkte, of juist niet?"), _("Zo dat een ander er iets aan heeft.")),
        "next_action": Prompt(_("Wat willen bewoners nu?"), _("Pas daarna: welke steun van buiten is nodig?")),
    },
    {
        "assets": Prompt(
            _("Wat is er al?"),
            _("Mensen, activiteiten, spullen, plekken, organisaties, de openbare ruimte."),
        ),
        "owner": Prompt(_("Van wie is dit?"), _("Wie van de bewoners zorgt dat het doorgaat?")),
    },
    mind=_("Doe nooit voor bewoners wat ze zelf kunnen. Dit is geen project met een einde."),
)
