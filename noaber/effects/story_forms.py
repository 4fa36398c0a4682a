# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in to tell a story, or what changed; and to say whether that is so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock
from noaber.base.forms import Address, Text
from noaber.effects.forms import TellForm, as_who, months, own_address
from noaber.effects.models import TEXT_LENGTH, TITLE_LENGTH
from noaber.effects.story_models import CYCLES, Agreement
from noaber.moderation import Subject
from noaber.moderation.queries import subject_of
from noaber.questions.forms import CheckedText


class AboutForm(TellForm):
    """A form about something of the network, or about nothing in it."""

    # One that nobody can read is left out.
    about = forms.Field(required=False, widget=forms.HiddenInput)

    @cached_property
    def subject(self) -> Subject | None:
        """What it is about, to show it."""
        given = self.data.get("about") if self.is_bound else self.initial.get("about")
        return subject_of(str(given)) if given else None

    def clean_about(self) -> str:
        return f"{self.subject.kind}:{self.subject.ref}" if self.subject else ""


def _cycle(ask: Any) -> Text:
    return Text(most=TEXT_LENGTH, rows=3, required=False, label=ask)


class StoryForm(AboutForm):
    """A story in five steps, each of which may be left out."""

    CHECKED = ("title", "place", *(name for name, _label, _ask in CYCLES))
    title = Text(
        most=TITLE_LENGTH,
        label=gettext_lazy("Je verhaal in één zin"),
        error_messages={"required": gettext_lazy("Geef je verhaal een titel.")},
    )
    immediate, potential, applied, realised, reframing = (_cycle(ask) for _name, _label, ask in CYCLES)
    place = Text(most=80, required=False, label=gettext_lazy("Waar?"))
    perspective = as_who()
    email = own_address()
    consent = forms.BooleanField(
        label=gettext_lazy("Mijn verhaal mag op deze site staan, zonder mijn naam. Ik kan het altijd terugnemen."),
        error_messages={"required": gettext_lazy("Zonder je toestemming kunnen we je verhaal niet laten zien.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data.get(name) for name, _label, _ask in CYCLES):
            self.add_error("immediate", _("Vul minstens één van de vijf vakken in."))
        return data

    def values(self) -> dict[str, Any]:
        data = super().values()
        told = {name: data.pop(name) for name, _label, _ask in CYCLES}
        return {**data, "told": told}


class ChangeForm(AboutForm):
    """Who changed what, when and where; why it matters and what contributed."""

    CHECKED = ("who", "what", "place", "significance", "contribution")
    who = Text(
        most=120,
        label=gettext_lazy("Wie of wat veranderde er?"),
        help_text=gettext_lazy("Een groep, organisatie of buurt. Geen namen van mensen."),
        error_messages={"required": gettext_lazy("Schrijf wie of wat er veranderde.")},
    )
    what = Text(
        most=TEXT_LENGTH, rows=3, label=gettext_lazy("Wat doen ze nu anders?"),
        help_text=gettext_lazy("Wat je kunt zien of merken. Nog geen uitleg."),
        error_messages={"required": gettext_lazy("Schrijf wat er veranderde.")},
    )  # fmt: skip
    place = Text(
        most=80, label=gettext_lazy("Waar?"), error_messages={"required": gettext_lazy("Schrijf waar het was.")}
    )
    changed_on = forms.ChoiceField(label=gettext_lazy("Wanneer?"))
    significance = Text(
        most=TEXT_LENGTH, rows=3, label=gettext_lazy("Waarom telt dit?"),
        error_messages={"required": gettext_lazy("Schrijf waarom dit telt.")},
    )  # fmt: skip
    contribution = Text(
        most=TEXT_LENGTH, rows=3, label=gettext_lazy("Wat droeg eraan bij?"),
        help_text=gettext_lazy("Ook wat anderen deden: zelden komt een verandering door één ding."),
        error_messages={"required": gettext_lazy("Schrijf wat eraan bijdroeg.")},
    )  # fmt: skip
    perspective = as_who()
    email = own_address()

    def __init__(self, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        field = self.fields["changed_on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = months(clock.day())

    def clean_changed_on(self) -> dt.date:
        return dt.date.fromisoformat(f"{self.cleaned_data['changed_on']}-01")


class AskForm(forms.Form):
    """Whom to ask whether a change is told rightly."""

    email = Address(
        label=gettext_lazy("E-mailadres van iemand die het ook zag"),
        help_text=gettext_lazy("We mailen één keer een link, en wissen het adres na het antwoord."),
    )

    def refuse(self, refusal: Any) -> None:
        """Show why it did not happen."""
        self.add_error("email", refusal.reason)


class SubstantiateForm(CheckedText):
    """Whether a change is told rightly, by somebody independent."""

    CHECKED = ("text", "role")
    agrees = forms.ChoiceField(
        label=gettext_lazy("Klopt dit volgens jou?"),
        choices=Agreement.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat je ervan vindt.")},
    )
    text = Text(most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Wat wil je erbij zeggen?"))
    role = Text(
        most=120,
        label=gettext_lazy("Wat is je rol?"),
        help_text=gettext_lazy("Bijvoorbeeld: huisarts in de wijk. Dit komt erbij te staan."),
        error_messages={"required": gettext_lazy("Schrijf vanuit welke rol je dit zegt.")},
    )
    name = Text(most=120, required=False, label=gettext_lazy("Je naam"))
    named = forms.BooleanField(
        required=False, label=gettext_lazy("Mijn naam mag erbij staan. Anders bewaren we hem niet.")
    )

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: self.cleaned_data[name] for name in ("agrees", "text", "role", "name", "named")}
