# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposing a theme or a meeting, without an account, and judging it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Guarded, Text
from noaber.meetings.proposal_models import Proposal
from noaber.people.queries import werkplaatsen
from noaber.projects.forms import GroupForm, HomeField


class ProposalForm(Guarded):
    """What somebody would like to meet about."""

    sort = forms.ChoiceField(
        label=gettext_lazy("Wat stel je voor?"), choices=Proposal.Sort.choices, widget=forms.RadioSelect,
        initial=Proposal.Sort.THEME, error_messages={"required": gettext_lazy("Kies wat je voorstelt.")},
    )  # fmt: skip
    title = Text(
        most=200, label=gettext_lazy("Waar gaat het over?"),
        error_messages={"required": gettext_lazy("Schrijf in een zin waar het over gaat.")},
    )  # fmt: skip
    text = Text(
        most=3000, rows=5, required=False, label=gettext_lazy("Waarom nu, en voor wie?"),
        help_text=gettext_lazy("Weet je al wie er iets kan vertellen, of waar het kan? Schrijf dat er dan bij."),
    )  # fmt: skip
    home = HomeField(
        queryset=None, to_field_name="slug", label=gettext_lazy("Bij welke werkplaats?"), empty_label="—",
        error_messages={"required": gettext_lazy("Kies een werkplaats."),
                        "invalid_choice": gettext_lazy("Kies een werkplaats uit de rij.")},
    )  # fmt: skip
    name = Text(most=120, required=False, label=gettext_lazy("Je naam"))
    email = Address(
        help_text=gettext_lazy("Je krijgt een link om te bevestigen, en later het antwoord met de reden."),
        error_messages={"required": gettext_lazy("Schrijf je e-mailadres."),
                        "invalid": gettext_lazy("Dit e-mailadres klopt niet.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, known: bool = False, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        home: Any = self.fields["home"]
        home.queryset = werkplaatsen(national=True)
        if known:
            del self.fields["email"], self.fields["name"]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("website", "started")}


class PickForm(GroupForm):
    """What the programme team makes of a proposal."""

    reason = Text(
        most=2000, rows=4, required=False, label=gettext_lazy("Waarom wel of niet?"),
        help_text=gettext_lazy("Wie het voorstelde leest dit. Bij niet kiezen moet er een reden staan."),
    )  # fmt: skip
