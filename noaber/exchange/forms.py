# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor fills in to take knowledge in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.exchange.addresses import web_address
from noaber.exchange.mapping import TARGETS
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.oai import base_of
from noaber.knowledge.models import Product
from noaber.people.models import Visibility

LARGEST = 20_000_000
KINDS = (
    ("product", gettext_lazy("kennis")),
    ("news", gettext_lazy("nieuws")),
    ("project", gettext_lazy("leertrajecten")),
    ("meeting", gettext_lazy("bijeenkomsten")),
)
WHO_SEES = (
    (Visibility.HIDDEN, gettext_lazy("Alleen de redactie: we kijken het nog na")),
    (Visibility.MEMBERS, gettext_lazy("Leden van de werkplaats")),
    (Visibility.PUBLIC, gettext_lazy("Iedereen")),
)


class SourceForm(forms.Form):
    """A source; each sort asks what it needs."""

    TITLE: Any = ""
    LEAD: Any = ""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)

    def refuse(self, refusal: Refused) -> None:
        """Show why an action did not happen, with everything typed still there."""
        self.add_error(None, refusal.reason)

    def source(self) -> dict[str, str]:
        """What the action wants to know of the source."""
        return {
            "name": self.cleaned_data["name"] or self.cleaned_data["address"],
            "address": self.cleaned_data["address"],
        }

    def upload(self) -> Any:
        """What was uploaded, if this sort is a file."""
        return self.cleaned_data.get("file")


class FeedForm(SourceForm):
    TITLE = gettext_lazy("Een RSS- of Atom-feed")
    LEAD = gettext_lazy("Veel sites geven hun nieuws en publicaties als feed. Plak het adres daarvan.")
    address = Text(most=2000, label=gettext_lazy("Adres van de feed"))
    name = Text(most=200, required=False, label=gettext_lazy("Hoe noem je deze bron?"))

    def clean_address(self) -> str:
        address = web_address(self.cleaned_data["address"])
        if not address:
            raise ValidationError(_("Een adres begint met https://"))
        return address


class OaiForm(FeedForm):
    TITLE = gettext_lazy("Een repository (OAI-PMH)")
    LEAD = gettext_lazy(
        "Repository’s zoals die achter de HBO Kennisbank geven hun publicaties door met OAI-PMH. "
        "Vraag de beheerder om het adres."
    )
    address = Text(most=2000, label=gettext_lazy("OAI-PMH-adres"))
    oai_set = Text(
        most=300,
        required=False,
        label=gettext_lazy("Verzameling (set)"),
        help_text=gettext_lazy("Laat leeg voor alles. Na de eerste keer kun je kiezen uit wat de bron heeft."),
    )

    def clean_address(self) -> str:
        return base_of(super().clean_address())

    def source(self) -> dict[str, str]:
        return {**super().source(), "oai_set": self.cleaned_data["oai_set"]}


class FileForm(SourceForm):
    TITLE = gettext_lazy("Een rekenblad")
    LEAD = gettext_lazy(
        "Een lijst uit Excel, LibreOffice of een andere administratie. Zet boven elke kolom wat erin staat; "
        "de volgorde maakt niet uit. Er passen 20.000 rijen in."
    )
    file = forms.FileField(label=gettext_lazy("Bestand (.xlsx, .ods of .csv)"), max_length=200)
    name = Text(
        most=200,
        required=False,
        label=gettext_lazy("Hoe noem je deze lijst?"),
        help_text=gettext_lazy("Kies een volgende keer dezelfde naam, dan weten we nog welke kolom wat is."),
    )

    field_order = ("file", "name")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("Dit bestand is te groot. Er past hooguit 20 MB in."))
        return file

    def source(self) -> dict[str, str]:
        return {"name": self.cleaned_data["name"] or self.cleaned_data["file"].name}


class ExchangeForm(FileForm):
    TITLE = gettext_lazy("Een bestand in ons eigen formaat")
    LEAD = gettext_lazy("JSON-regels, zoals een ander exemplaar van Noaber ze uitvoert.")
    file = forms.FileField(label=gettext_lazy("Bestand (.jsonl)"), max_length=200)


SORTS: dict[str, tuple[ImportSource.Sort, type[SourceForm]]] = {
    "feed": (ImportSource.Sort.FEED, FeedForm),
    "oai": (ImportSource.Sort.OAI, OaiForm),
    "rekenblad": (ImportSource.Sort.SHEET, FileForm),
    "eigen-formaat": (ImportSource.Sort.EXCHANGE, ExchangeForm),
}


class MappingForm(forms.Form):
    """Which column is what, and what holds for everything in this source."""

    kind = forms.ChoiceField(label=gettext_lazy("Wat komt er binnen?"), choices=KINDS, initial="product")
    type = forms.ChoiceField(
        label=gettext_lazy("Soort, als de bron dat niet zegt"), choices=Product.Type.choices, initial="publication"
    )
    licence = Text(
        most=200,
        required=False,
        label=gettext_lazy("Licentie, als de bron die niet noemt"),
        help_text=gettext_lazy("Bijvoorbeeld CC BY 4.0. Weet je het niet? Laat het leeg."),
    )
    themes_from_text = forms.BooleanField(
        required=False, label=gettext_lazy("Zoek thema’s ook in titel en samenvatting"), initial=True
    )

    def __init__(self, data: Any = None, *, run: ImportRun, suggested: Mapping[str, str]) -> None:
        kept = run.source.mapping
        initial = {**suggested, **kept.get("fields", {}), **kept.get("defaults", {})}
        super().__init__(data, initial=initial, use_required_attribute=False)
        columns = [("", _("– niet overnemen –")), *((column, column) for column in run.columns)]
        for target, (label, _names) in TARGETS.items():
            self.fields[target_name(target)] = forms.ChoiceField(
                label=label, choices=columns, required=target == "title", initial=initial.get(target, "")
            )

    @property
    def rows(self) -> list[Any]:
        """The fields that say which column is what."""
        return [self[target_name(target)] for target in TARGETS]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = self.cleaned_data
        return {
            "fields": {target: data[target_name(target)] for target in TARGETS},
            "defaults": {name: data[name] for name in ("kind", "type", "licence", "themes_from_text")},
        }

    def refuse(self, refusal: Refused) -> None:
        """Show why an action did not happen."""
        self.add_error(None, refusal.reason)


def target_name(target: str) -> str:
    """A target as a field: `type` and the like are names of other fields too."""
    return f"column_{target}"


class BeginForm(forms.Form):
    """Who may see what comes in."""

    visibility = forms.ChoiceField(
        label=gettext_lazy("Wie mag het zien?"), choices=WHO_SEES, widget=forms.RadioSelect, initial=Visibility.HIDDEN
    )


class CopyForm(forms.Form):
    """Where a copy of a broken link is kept."""

    address = Text(most=2000, required=False, label=gettext_lazy("Adres van een bewaarde kopie"))


def choices_in(data: Any, numbers: Sequence[int]) -> dict[int, str]:
    """What was chosen for the rows that were on the page: a checkbox that is off means: skip."""
    found = {}
    for number in numbers:
        chosen = str(data.get(f"row-{number}", ImportRow.Choice.SKIP))
        if chosen in ImportRow.Choice.values:
            found[number] = chosen
    return found
