# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in at a table and afterwards: notes, the harvest in a few words, and who wants to go on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Text
from noaber.meetings.harvest_models import Noted
from noaber.people.models import Perspective
from noaber.projects.forms import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, GroupForm

NOTE_LENGTH = 2000
CONSENT = gettext_lazy("Jullie mogen mijn naam en adres gebruiken om me uit te nodigen om verder te gaan.")


def from_whom(label: Any, *, required: bool, empty: Any = "—") -> forms.ChoiceField:
    """From which perspective something is said."""
    return forms.ChoiceField(
        label=label, required=required, choices=[("", empty), *Perspective.choices],
        error_messages={"required": gettext_lazy("Kies wat het best past.")},
    )  # fmt: skip


class NoteForm(GroupForm):
    """Something said at a table."""

    sort = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"), choices=Noted.Sort.choices, widget=forms.RadioSelect,
        initial=Noted.Sort.NOTE, error_messages={"required": gettext_lazy("Kies wat het is.")},
    )  # fmt: skip
    text = Text(
        most=NOTE_LENGTH, rows=3, label=gettext_lazy("In de woorden van de tafel"),
        help_text=gettext_lazy("Geen namen van mensen. Na de bijeenkomst kan iedereen het lezen."),
        error_messages={"required": gettext_lazy("Schrijf wat er gezegd is.")},
    )  # fmt: skip
    table = Text(most=80, required=False, label=gettext_lazy("Welke tafel?"))
    perspective = from_whom(gettext_lazy("Van wie komt het?"), required=False, empty=gettext_lazy("van de hele tafel"))


class HarvestForm(GroupForm):
    """The harvest in a few words."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = Text(
        most=TEXT_LENGTH, rows=6, required=False, label=gettext_lazy("Wat kwam eruit?"),
        help_text=gettext_lazy("In een paar zinnen, voor wie er was en voor wie er niet bij kon zijn."),
    )  # fmt: skip


class GoOnForm(GroupForm):
    """Who wants to go on."""

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        # Beside the other forms of the page no name is used twice.
        self.auto_id = "verder_%s"

    name = Text(most=120, label=gettext_lazy("Naam"), error_messages={"required": gettext_lazy("Schrijf een naam.")})
    email = Address(
        label=gettext_lazy("E-mailadres"), help_text=gettext_lazy("Alleen wie de bijeenkomst plant, ziet dit."),
        error_messages={"required": gettext_lazy("Schrijf een e-mailadres."),
                        "invalid": gettext_lazy("Dit e-mailadres klopt niet.")},
    )  # fmt: skip
    perspective = from_whom(gettext_lazy("Als wie?"), required=True)
    yes = forms.BooleanField(
        label=CONSENT, error_messages={"required": gettext_lazy("Zonder dit vinkje mogen we niet schrijven.")}
    )

    def told(self) -> dict[str, Any]:
        """What the action wants to know, with the words to which somebody said yes."""
        data = self.cleaned_data
        return {**{name: data[name] for name in ("name", "email", "perspective")}, "consent": str(CONSENT)}


class SowForm(GroupForm):
    """The project that those who want to go on are invited to."""

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        # Beside the other forms of the page no name is used twice.
        self.auto_id = "samen_%s"

    title = Text(
        most=TITLE_LENGTH, label=gettext_lazy("Hoe heet wat jullie gaan doen?"),
        error_messages={"required": gettext_lazy("Geef het een naam.")},
    )  # fmt: skip
    summary = Text(
        most=SUMMARY_LENGTH, rows=3, label=gettext_lazy("Wat gaan jullie doen, en voor wie?"),
        error_messages={"required": gettext_lazy("Schrijf in een zin wat jullie gaan doen.")},
    )  # fmt: skip
