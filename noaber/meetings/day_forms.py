# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in about a register that counts a meeting, and the mail of who plans to some."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.meetings.day_models import Accreditation, SelectionMail
from noaber.meetings.models import Meeting
from noaber.meetings.programme_forms import BelongingForm
from noaber.people.models import Perspective
from noaber.projects.forms import TEXT_LENGTH, GroupForm, day


class AccreditationForm(BelongingForm):
    MODEL, TITLE = Accreditation, gettext_lazy("Accreditatie")
    register = forms.ChoiceField(
        label=gettext_lazy("Welk register?"), choices=Accreditation.Register.choices, widget=forms.RadioSelect,
        initial=Accreditation.Register.REGISTERPLEIN,
    )  # fmt: skip
    own_register = Text(most=80, required=False, label=gettext_lazy("Hoe heet dat andere register?"))
    number = Text(
        most=40, label=gettext_lazy("Nummer van de activiteit"),
        help_text=gettext_lazy("Dit nummer kreeg je van het register. Het komt op het bewijs van deelname."),
        error_messages={"required": gettext_lazy("Schrijf het nummer.")},
    )  # fmt: skip
    points = forms.DecimalField(
        label=gettext_lazy("Punten"), min_value=0, max_value=999, max_digits=5, decimal_places=1, localize=True,
        error_messages={"required": gettext_lazy("Schrijf hoeveel punten."),
                        "invalid": gettext_lazy("Schrijf een getal.")},
    )  # fmt: skip
    category = Text(most=120, required=False, label=gettext_lazy("Categorie"))
    from_on = day(gettext_lazy("Geldig vanaf"))
    until_on = day(gettext_lazy("Geldig tot en met"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        begins, ends = data.get("from_on"), data.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", _("Dit is eerder dan het begin."))
        return data


class SelectionMailForm(GroupForm):
    """A mail to some of who signed up."""

    who = forms.ChoiceField(
        label=gettext_lazy("Aan wie?"), choices=SelectionMail.Who.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies aan wie.")},
    )  # fmt: skip
    perspective = forms.ChoiceField(
        label=gettext_lazy("Alleen dit perspectief"), required=False,
        choices=[("", gettext_lazy("iedereen")), *Perspective.choices],
    )  # fmt: skip
    subject = Text(
        most=200, label=gettext_lazy("Onderwerp"), error_messages={"required": gettext_lazy("Schrijf een onderwerp.")}
    )
    text = Text(
        most=TEXT_LENGTH, rows=8, label=gettext_lazy("Je bericht"),
        help_text=gettext_lazy("De aanhef met de naam zetten wij erboven. Ieder krijgt een eigen mail."),
        error_messages={"required": gettext_lazy("Schrijf je bericht.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, meeting: Meeting, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        parts = [(str(one.pk), one.title[:100]) for one in meeting.parts.filter(round__gt=0)]
        self.fields["part"] = forms.ChoiceField(
            label=gettext_lazy("Alleen wie dit deel koos"), required=False,
            choices=[("", gettext_lazy("iedereen")), *parts],
        )  # fmt: skip
        self.order_fields(["submission", "who", "part", "perspective", "subject", "text"])
        if not parts:
            del self.fields["part"]

    def told(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = self.cleaned_data
        part = int(data["part"]) if data.get("part") else None
        return {**{name: data[name] for name in ("who", "perspective", "subject", "text", "submission")}, "part": part}
