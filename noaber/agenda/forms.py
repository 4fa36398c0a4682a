# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in to take part or to propose something; no account is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.agenda.models import TEXT_LENGTH, TITLE_LENGTH
from noaber.base.forms import Address, Guarded, Text
from noaber.questions.forms import PERSPECTIVES, CheckedText


def perspective_field() -> forms.ChoiceField:
    """From where somebody weighs; one, also for who has more."""
    return forms.ChoiceField(
        label=gettext_lazy("Ik doe mee als"),
        choices=PERSPECTIVES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat het best bij je past.")},
    )


class RoomForm(forms.Form):
    """Coming in with the code of the room. Without marks against machines: two hundred people share one address."""

    code = Text(
        most=20,
        label=gettext_lazy("De code op het scherm"),
        error_messages={"required": gettext_lazy("Vul de code in die op het scherm staat.")},
    )
    perspective = perspective_field()
    submission = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        self.fields["code"].widget.attrs |= {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}

    def refuse(self, refusal: Any) -> None:
        """Show why it did not happen."""
        self.add_error("code", refusal.reason)

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"perspective": self.cleaned_data["perspective"], "submission": self.cleaned_data["submission"]}


class SignUpForm(Guarded):
    """Taking part in an open round."""

    perspective = perspective_field()
    email = Address(
        help_text=gettext_lazy("Je krijgt een eigen link om mee te wegen. We laten je adres aan niemand zien.")
    )

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: self.cleaned_data[name] for name in ("perspective", "email")}


class LinkForm(Guarded):
    """Having the personal link mailed again."""

    email = Address(help_text=gettext_lazy("Het adres waarmee je meedoet."))

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"email": self.cleaned_data["email"]}


class ProposeForm(CheckedText):
    """Something that should be weighed too."""

    CHECKED = ("title", "text")
    title = Text(
        most=TITLE_LENGTH,
        rows=2,
        label=gettext_lazy("Jouw voorstel in één zin"),
        help_text=gettext_lazy("Liefst als vraag. Bijvoorbeeld: hoe bereik je jongeren met schulden op tijd?"),
        error_messages={"required": gettext_lazy("Schrijf in één zin wat je voorstelt.")},
    )
    text = Text(
        most=TEXT_LENGTH,
        rows=5,
        required=False,
        label=gettext_lazy("Wat speelt er?"),
        help_text=gettext_lazy("Vertel niet over wie het gaat: geen namen, adressen of telefoonnummers."),
    )
    perspective = perspective_field()
    email = Address(
        help_text=gettext_lazy(
            "Je krijgt een link om je voorstel te bevestigen, en later wat ervan werd. We laten het aan niemand zien."
        )
    )

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "perspective", "email", "submission")}
