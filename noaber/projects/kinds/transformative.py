# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Transformative learning: daily practice and the client's view lead, and the group watches what turns over.

After "Leren transformeren" of the joint Wmo-werkplaatsen: from supply to demand, from problem to strength, from the
person alone to the surroundings, from organisation to network, from vertical to horizontal.
"""

from django.utils.translation import gettext_lazy as _

from noaber.projects.kinds import Method, Prompt

METHOD = Method(
    "transformative",
    _("transformatieleren"),
    _("Dringende vragen uit de praktijk veranderen hoe we kijken en werken. Het leven van inwoners staat voorop."),
    {
        "question": Prompt(_("Welke vraag uit de praktijk laat ons niet los?"), _("Begin bij wat inwoners meemaken.")),
        "action": Prompt(_("Wat doen we anders dan we gewend zijn?")),
        "happened": Prompt(_("Wat gebeurde er, gezien door inwoners en door ons?"), _("Zet beide naast elkaar.")),
        "insight": Prompt(_("Wat kantelt er?"), _("Schrijf het zo dat een ander er iets aan heeft.")),
        "next_action": Prompt(_("Wat vraagt dit van ons, en van onze organisaties?")),
    },
    {
        "resident": Prompt(_("Wat zei een inwoner hierover?"), _("In eigen woorden, zonder naam.")),
        "turn": Prompt(
            _("Welke kanteling zie je?"),
            _("Bijvoorbeeld: van aanbod naar vraag, van probleem naar kracht, van alleen naar samen."),
        ),
    },
)
