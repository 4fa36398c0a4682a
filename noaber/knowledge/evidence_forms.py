# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What writers fill in about what a product rests on, how far it is, and what a databank says of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import idutils
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.knowledge import evidence_queries
from noaber.knowledge.evidence_models import Databank, Direction, EvidenceItem, Level, RestsOn, Source, WorksheetText
from noaber.knowledge.models import Product
from noaber.people.models import AnyPerson
from noaber.projects.forms import GroupForm
from noaber.projects.models import Project

SAYS_LENGTH, LINE_LENGTH, ADDRESS_LENGTH, WORDS_LENGTH, WORKSHEET_LENGTH = 2000, 300, 2000, 2000, 20_000
FIRST_YEAR, LAST_YEAR = 1900, 2200
DAY_WRITTEN = ["%Y-%m-%d", "%d-%m-%Y"]
_web = URLValidator(["http", "https"])


class Address(Text):
    """A web address, or a DOI in whatever way it is written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(most=ADDRESS_LENGTH, **options)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "")
        if not typed:
            return ""
        if idutils.is_doi(typed):
            return f"https://doi.org/{idutils.normalize_doi(typed)}"
        address = typed if "://" in typed else f"https://{typed}"
        try:
            _web(address)
        except ValidationError:
            raise ValidationError(_("Dit is geen adres en geen DOI. Een adres begint met https://")) from None
        return address


class EvidenceForm(GroupForm):
    """One thing that speaks for or against; `seen` is the save that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        label=gettext_lazy("Van wie weten we dit?"), widget=forms.RadioSelect,
        choices=[
            (Source.EXPERIENCE, gettext_lazy("Ervaring: van mensen die het meemaken")),
            (Source.PRACTICE, gettext_lazy("Praktijk: van mensen die ermee werken")),
            (Source.SCIENCE, gettext_lazy("Wetenschap: uit onderzoek")),
        ],
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    says = Text(
        most=SAYS_LENGTH, rows=4, label=gettext_lazy("Wat zegt het?"),
        help_text=gettext_lazy("In gewone woorden, zonder namen. Wat gebeurde er, of wat kwam eruit?"),
        error_messages={"required": gettext_lazy("Schrijf op wat het zegt.")},
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=gettext_lazy("Welke kant wijst het op?"), widget=forms.RadioSelect, choices=Direction.choices,
        help_text=gettext_lazy("Wat ertegen pleit hoort er ook bij. Daar leren anderen van."),
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    for_whom = Text(most=LINE_LENGTH, required=False, label=gettext_lazy("Voor wie geldt het?"),
                    help_text=gettext_lazy("Bijvoorbeeld: ouderen die alleen wonen."))  # fmt: skip
    context = Text(most=LINE_LENGTH, required=False, label=gettext_lazy("In welke situatie?"),
                   help_text=gettext_lazy("Bijvoorbeeld: een wijkteam in een kleine stad."))  # fmt: skip
    year = forms.IntegerField(
        label=gettext_lazy("In welk jaar was dat?"), required=False,
        validators=[MinValueValidator(FIRST_YEAR, gettext_lazy("Kijk het jaar na.")),
                    MaxValueValidator(LAST_YEAR, gettext_lazy("Kijk het jaar na."))],
        error_messages={"invalid": gettext_lazy("Schrijf het jaar als 2024.")},
    )  # fmt: skip
    rests_on = forms.ChoiceField(
        label=gettext_lazy("Waar kan iemand dit terugvinden?"), required=False, widget=forms.RadioSelect,
        choices=RestsOn.choices,
    )  # fmt: skip
    title = Text(
        most=500, required=False, label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("De naam van het leertraject, de casus, de publicatie of het stuk."),
    )  # fmt: skip
    url = Address(
        required=False, label=gettext_lazy("Adres of DOI"),
        help_text=gettext_lazy("Het adres van de bladzijde, of een DOI zoals 10.1000/182."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, person: AnyPerson, item: EvidenceItem | None = None, source: str = ""
    ) -> None:
        initial: dict[str, Any] = {"source": source if source in Source.values else ""}
        if item is not None:
            initial = {name: getattr(item, name) for name in self.base_fields if hasattr(item, name)}
            initial |= {"seen": item.saved, "submission": ""}
            if thing := item.project or item.other:
                initial["url"] = settings.SITE_URL + thing.get_absolute_url()
        super().__init__(data, initial=initial)
        self.person = person
        self.fields["title"].widget.attrs["list"] = "leertrajecten"

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        kind, title, url = data.get("rests_on") or "", data.get("title") or "", data.get("url") or ""
        data["project"] = data["other"] = None
        if kind == RestsOn.PROJECT:
            data["project"] = self._named(Project, title, url)
        elif kind == RestsOn.PRODUCT:
            data["other"] = self._named(Product, title, url)
        elif kind and not title and "title" not in self.errors:
            self.add_error("title", _("Schrijf erbij hoe het heet."))
        elif not kind and (title or url):
            self.add_error(
                "rests_on", _("Kies erbij wat dit is: een leertraject, een casus, een publicatie of een stuk.")
            )
        return data

    def _named(self, model: Any, title: str, url: str) -> Any:
        found = evidence_queries.named(model, self.person, title, url)
        if found is None:
            self.add_error(
                "title", _("Dit vinden we hier niet. Kies een naam uit de lijst, of plak het adres van de bladzijde.")
            )
            return None
        # The name and address of what is ours are asked anew each time it is shown.
        self.cleaned_data["title"], self.cleaned_data["url"] = found.title[:500], ""
        return found

    def facts(self) -> dict[str, Any]:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "submission")}

    def saw(self, item: EvidenceItem) -> None:
        """The next time this is sent, it is sent knowing how the item is now."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = str(item.saved)
        self.data = data


class ReasonForm(GroupForm):
    """Why something no longer holds."""

    reason = Text(
        most=WORDS_LENGTH, rows=3, label=gettext_lazy("Waarom klopt het niet meer?"),
        help_text=gettext_lazy("Iedereen kan dit lezen."),
        error_messages={"required": gettext_lazy("Schrijf erbij waarom het niet meer klopt.")},
    )  # fmt: skip


class ScaleForm(GroupForm):
    """How far the product is, on our own scale; what a databank says is not among the choices."""

    NONE = "none"
    scale = forms.ChoiceField(
        label=gettext_lazy("Wat past nu het beste?"), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Kies er één."),
            "invalid_choice": gettext_lazy("Dit oordeel kun je niet zelf geven. Het komt van een landelijke databank."),
        },
    )  # fmt: skip

    def __init__(self, data: Any = None, *, product: Product, choices: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"scale": product.scale or self.NONE})
        known = [(self.NONE, _("Nog niet bepaald")), *choices]
        self.fields["scale"].choices = known  # type: ignore[attr-defined]

    def clean_scale(self) -> str:
        chosen = str(self.cleaned_data["scale"])
        return "" if chosen == self.NONE else chosen


class RecognitionForm(GroupForm):
    """What a national databank says: taken over with its date and the page where it stands."""

    databank = forms.ChoiceField(
        label=gettext_lazy("Welke databank?"), choices=[("", gettext_lazy("Kies een databank")), *Databank.choices],
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    level = forms.ChoiceField(
        label=gettext_lazy("Wat is het oordeel?"), choices=Level.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    on_date = forms.DateField(
        label=gettext_lazy("Sinds wanneer?"), input_formats=DAY_WRITTEN,
        validators=[MinValueValidator(dt.date(1990, 1, 1), gettext_lazy("Kijk het jaar na."))],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Schrijf de datum als 31-12-2027."),
                        "required": gettext_lazy("Neem de datum over van de databank.")},
    )  # fmt: skip
    url = Address(
        label=gettext_lazy("Op welke bladzijde staat het?"),
        error_messages={"required": gettext_lazy("Neem het adres over van de databank.")},
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What is taken over."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}


class WorksheetForm(GroupForm):
    """What stands under one heading of the worksheet; `seen` is the save that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = Text(most=WORKSHEET_LENGTH, rows=8, required=False, label=gettext_lazy("Jullie tekst"))

    def __init__(self, data: Any = None, *, text: WorksheetText | None) -> None:
        initial = {"seen": text.saved, "text": text.text} if text else {"seen": 0}
        super().__init__(data, initial=initial)

    def saw(self, number: int) -> None:
        """The next time this is sent, it is sent knowing this save."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = str(number)
        self.data = data
