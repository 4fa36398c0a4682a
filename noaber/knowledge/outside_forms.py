# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to ask somebody from outside, and what that person fills in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Text
from noaber.base.verdicts import Refused
from noaber.people.models import Perspective

NAME_LENGTH, QUESTION_LENGTH = 120, 1000
LONGEST = dt.timedelta(days=180)


class OutsideForm(forms.Form):
    """Who is asked, what about, and by when."""

    name = Text(
        most=NAME_LENGTH, label=gettext_lazy("Naam"),
        help_text=gettext_lazy("Onder deze naam staan de opmerkingen in het gesprek. Een voornaam is genoeg."),
        error_messages={"required": gettext_lazy("Schrijf hoe de meelezer heet.")},
    )  # fmt: skip
    mail = Address(
        label=gettext_lazy("E-mailadres"),
        help_text=gettext_lazy("Alleen voor de link. We wissen het adres zodra het meelezen voorbij is."),
    )
    perspective = forms.ChoiceField(
        label=gettext_lazy("Van waaruit leest diegene mee?"), choices=Perspective.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    question = Text(
        most=QUESTION_LENGTH, rows=3, label=gettext_lazy("Wat wil je vragen?"),
        help_text=gettext_lazy("Bijvoorbeeld: is dit te begrijpen voor wie het net meemaakt?"),
        error_messages={"required": gettext_lazy("Schrijf wat je wilt vragen.")},
    )  # fmt: skip
    due_on = forms.DateField(
        label=gettext_lazy("Graag voor"), input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Kies een dag."),
            "invalid": gettext_lazy("Schrijf de datum als 31-12-2027."),
        },
    )  # fmt: skip

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("Kies een dag die nog komt."))
        if day > today + LONGEST:
            raise ValidationError(_("Kies een dag binnen een half jaar."))
        return day

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)
