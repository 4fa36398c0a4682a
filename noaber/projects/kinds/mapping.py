# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Community mapping: talking with residents, and drawing the strengths and chances of a place together."""

from django.utils.translation import gettext_lazy as _

from noaber.projects.kinds import Method, Prompt

METHOD = Method(
    "mapping",
    _("community mapping"),
    _("Met bewoners in kaart brengen wat er al is in een buurt of dorp, en wat er kan."),
    {
        "question": Prompt(_("Wat willen we van deze buurt begrijpen?")),
        "action": Prompt(_("Met wie gaan we praten, en waar?"), _("Ga naar plekken waar mensen al komen.")),
        "happened": Prompt(_("Wat vertelden bewoners?"), _("Geen namen. Noem plekken en wat mensen daar doen.")),
        "insight": Prompt(_("Welke kracht of kans staat nu op de kaart?"), _("En wat hielp of zat in de weg?")),
        "next_action": Prompt(_("Welke actie hoort hierbij?"), _("Een kaart zonder actie blijft liggen.")),
    },
    {
        "leave": Prompt(_("Weten bewoners wat ermee gebeurt, en vinden ze dat goed?")),
        "pass_on": Prompt(_("Aan wie geven we door hoe je dit doet?")),
    },
    mind=_("In kaart brengen doe je met bewoners, nooit over hen."),
)
