# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader says is wrong, and what an editor makes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Guarded, Text
from noaber.base.verdicts import Refused
from noaber.moderation.models import REASON_LENGTH, WORDS_LENGTH, State, Why


class ReportForm(Guarded):
    """A reason and, if one wants, words and an address for the answer."""

    why = forms.ChoiceField(
        label=gettext_lazy("Wat klopt er niet?"),
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat er niet klopt.")},
    )
    words = Text(
        most=WORDS_LENGTH, rows=5, required=False, label=gettext_lazy("Wil je het uitleggen?"),
        help_text=gettext_lazy("Waar staat het, en wat zou er moeten staan?"),
    )  # fmt: skip
    email = Address(
        required=False,
        help_text=gettext_lazy("Alleen als je wilt horen wat we ermee deden. Daarna gooien we je adres weg."),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("why") == Why.OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", _("Schrijf in een paar woorden wat er niet klopt."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: self.cleaned_data[name] for name in ("why", "words", "email", "submission")}


class JudgeForm(forms.Form):
    """What was done, and why."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Wat is je oordeel?"),
        choices=[
            (State.NOTHING, gettext_lazy("Er is niets mis mee, het blijft zo staan")),
            (State.CHANGED, gettext_lazy("Ik heb het aangepast, of laten aanpassen")),
            (State.HIDDEN, gettext_lazy("Het mag niet openbaar zijn: verberg het")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een oordeel.")},
    )
    reason = Text(
        most=REASON_LENGTH, rows=4, label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Wie het meldde krijgt dit te lezen."),
        error_messages={"required": gettext_lazy("Schrijf waarom. Wie het meldde krijgt dat te lezen.")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, with the words still there."""
        self.add_error(None, refusal.reason)
