# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in to tell what became of something: one minute, on a phone, without an account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock
from noaber.base.forms import Address, Text
from noaber.base.verdicts import Refused
from noaber.effects.models import TEXT_LENGTH, Setting, Still
from noaber.questions.forms import CheckedText, perspective_field

MONTHS_BACK = 24


def as_who() -> forms.ChoiceField:
    """From which perspective somebody tells."""
    field = perspective_field()
    field.label = gettext_lazy("Ik vertel dit als")
    return field


def own_address() -> Address:
    """An address that one may leave out."""
    return Address(
        required=False,
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy(
            "Met een adres staat het er meteen op, nadat je de link in je mail opent. Zonder adres kijkt de redactie "
            "eerst. We laten het adres aan niemand zien en wissen het als het niet meer nodig is."
        ),
    )


def months(today: dt.date) -> list[tuple[str, str]]:
    """The months of the last two years, this one first."""
    found, year, month = [], today.year, today.month
    for _number in range(MONTHS_BACK):
        day = dt.date(year, month, 1)
        found.append((f"{day:%Y-%m}", date_format(day, "F Y")))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


class TellForm(CheckedText):
    """A form for who tells something; who signed in is known already."""

    def __init__(self, *data: Any, known: bool = False, **options: Any) -> None:
        super().__init__(*data, **options)
        if known:
            del self.fields["email"]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        left_out = ("website", "started", "clientdata_ok")
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class UseForm(TellForm):
    """That somebody used a product."""

    CHECKED = ("who", "place", "how", "happened")
    who = Text(
        most=120,
        label=gettext_lazy("Wie deed het?"),
        help_text=gettext_lazy(
            "Een organisatie, of in eigen woorden. Bijvoorbeeld: een wijkteam. Geen namen van mensen."
        ),
        error_messages={"required": gettext_lazy("Schrijf wie het deed.")},
    )
    place = Text(
        most=80,
        label=gettext_lazy("Waar?"),
        help_text=gettext_lazy("Een plaats, wijk of streek."),
        error_messages={"required": gettext_lazy("Schrijf waar het was.")},
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("Wat voor plek is dat?"),
        choices=[("", "—"), *Setting.choices],
        error_messages={"required": gettext_lazy("Kies wat het best past.")},
    )
    used_on = forms.ChoiceField(label=gettext_lazy("Wanneer?"))
    adapted = forms.ChoiceField(
        label=gettext_lazy("Heb je het aangepast?"),
        choices=[("nee", gettext_lazy("nee, gebruikt zoals het is")), ("ja", gettext_lazy("ja, aangepast"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies of je het aanpaste.")},
    )
    how = Text(
        most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Wat deed je anders?"),
        help_text=gettext_lazy("Alleen als je het aanpaste."),
    )  # fmt: skip
    happened = Text(
        most=TEXT_LENGTH,
        rows=4,
        label=gettext_lazy("Wat gebeurde er?"),
        help_text=gettext_lazy("Een paar zinnen is genoeg. Ook als het niet werkte: daar heeft een ander veel aan."),
        error_messages={"required": gettext_lazy("Schrijf in een paar woorden wat er gebeurde.")},
    )
    perspective = as_who()
    email = own_address()
    follow_up = forms.BooleanField(
        required=False,
        label=gettext_lazy("Je mag me na acht weken één keer mailen met de vraag wat er daarna gebeurde"),
    )

    def __init__(self, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        field = self.fields["used_on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = months(clock.day())

    def clean_used_on(self) -> dt.date:
        return dt.date.fromisoformat(f"{self.cleaned_data['used_on']}-01")

    def clean_adapted(self) -> bool:
        return bool(self.cleaned_data["adapted"] == "ja")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("adapted") and not data.get("how"):
            self.add_error("how", _("Schrijf wat je anders deed."))
        if data.get("follow_up") and "email" in self.fields and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul een adres in, dan kunnen we je die vraag mailen. Of haal het vinkje weg."))
        return data


class AfterForm(CheckedText):
    """What happened next, in one field."""

    CHECKED = ("text",)
    still = forms.ChoiceField(
        label=gettext_lazy("Gebruik je het nog?"),
        choices=Still.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies ja, deels of nee.")},
    )
    text = Text(most=TEXT_LENGTH, rows=4, required=False, label=gettext_lazy("Wat veranderde er?"))


class JudgeForm(forms.Form):
    """Whether what somebody told may be public."""

    verdict = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
    text = Text(
        most=TEXT_LENGTH,
        rows=3,
        required=False,
        label=gettext_lazy("Waarom niet?"),
        help_text=gettext_lazy("Alleen nodig als je het niet plaatst. De verteller krijgt dit te lezen."),
    )

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, with everything typed still there."""
        self.add_error("text", refusal.reason)
