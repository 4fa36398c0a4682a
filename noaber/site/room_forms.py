# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator fills in about their werkplaats, and a keeper about a new one."""

from __future__ import annotations

import difflib
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.people.models import Concept, Period, Werkplaats
from noaber.people.queries import themes
from noaber.people.words import LONGEST, WORDS
from noaber.ui.tokens import MOST_BYTES


class Plain(forms.Form):
    """A form for who signed in: a refusal stands above it, and what was typed stays."""

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)


def _colour() -> forms.CharField:
    return forms.CharField(
        max_length=9,
        label=gettext_lazy("Kleur"),
        help_text=gettext_lazy(
            "Voor knoppen, links en de kaart. We maken haar lichter of donkerder tot je alles kunt lezen."
        ),
        widget=forms.TextInput(attrs={"type": "color"}),
    )


class SettingsForm(Plain):
    """How a werkplaats is called, where it is and how it looks."""

    name = Text(most=200, label=gettext_lazy("Naam van de werkplaats"))
    short = Text(most=60, label=gettext_lazy("Korte naam"), help_text=gettext_lazy("Voor menu’s: Twente, Zuyd, Ede."))
    region = Text(most=120, required=False, label=gettext_lazy("Regio"))
    description = Text(
        most=1000, rows=4, required=False, label=gettext_lazy("Wat is deze werkplaats?"),
        help_text=gettext_lazy("Twee of drie zinnen. Ze staan bovenaan als de redactie niets anders schreef."),
    )  # fmt: skip
    brand = _colour()
    host = Text(
        most=300, required=False, label=gettext_lazy("Eigen webadres"),
        help_text=gettext_lazy(
            "Bijvoorbeeld wsdtwente.nl. Laat het adres eerst naar deze server wijzen; daarna werkt het meteen."
        ),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("Talen op het eigen webadres"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nederlands is er altijd."),
    )  # fmt: skip
    contact = Text(
        most=1000,
        rows=3,
        required=False,
        label=gettext_lazy("Contact"),
        help_text=gettext_lazy("Wie kun je bellen of bezoeken?"),
    )
    contact_email = forms.EmailField(required=False, label=gettext_lazy("E-mailadres dat iedereen mag zien"))
    site_url = forms.URLField(
        required=False, max_length=500, assume_scheme="https", label=gettext_lazy("Andere website")
    )

    def __init__(self, *args: Any, werkplaats: Werkplaats, **options: Any) -> None:
        # None chosen yet: all of them.
        languages = werkplaats.languages or [code for code, _name in settings.LANGUAGES]
        initial: dict[str, Any] = {
            name: getattr(werkplaats, name)
            for name in ("name", "short", "region", "description", "brand", "contact", "contact_email", "site_url")
        }
        initial |= {"host": werkplaats.host or "", "languages": languages}
        super().__init__(*args, initial=initial, **options)
        for name, word in WORDS.items():
            self.fields[f"word_{name}"] = Text(
                most=LONGEST, required=False, label=str(word), initial=werkplaats.words.get(name, "")
            )
            self.fields[f"word_{name}"].widget.attrs["placeholder"] = str(word)

    @property
    def words(self) -> list[forms.BoundField]:
        """The fields for its own words."""
        return [self[f"word_{name}"] for name in WORDS]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        given = dict(self.cleaned_data)
        own = {name: given.pop(f"word_{name}") for name in WORDS}
        return given | {"words": own}


class StyleForm(Plain):
    """A theme: a file, or its text."""

    file = forms.FileField(
        required=False, allow_empty_file=True, label=gettext_lazy("Bestand met design tokens"),
        help_text=gettext_lazy("JSON of CSS van een thema van NL Design System, hoogstens 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.css,application/json,text/css"}),
    )  # fmt: skip
    text = Text(
        most=MOST_BYTES, rows=8, required=False, label=gettext_lazy("Of plak de tokens hier"),
        help_text=gettext_lazy("Bijvoorbeeld: --utrecht-button-primary-action-background-color: #7a1f5c;"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        upload = given.get("file")
        if upload is not None:
            if upload.size > MOST_BYTES:
                raise ValidationError(_("Dit bestand is te groot. Een thema is hoogstens 1 MB."))
            try:
                given["text"] = upload.read().decode("utf-8")
            except UnicodeDecodeError:
                raise ValidationError(_("Dit bestand is geen tekst. Kies een JSON- of CSS-bestand.")) from None
        if not given.get("text", "").strip() and not self.errors:
            raise ValidationError(_("Kies een bestand of plak de tokens."))
        return given

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        upload = self.cleaned_data.get("file")
        return {"text": self.cleaned_data["text"], "name": upload.name if upload else ""}


class ThemesField(Text):
    """Themes of the thesaurus, one a line, in any of their words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            most=2000, rows=6, required=False,
            help_text=gettext_lazy("Eén op een regel, in gewone woorden. We zoeken ze op in de thesaurus."), **options,
        )  # fmt: skip

    def clean(self, value: Any) -> list[Concept]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        known: dict[str, Concept] = {}
        for concept in themes():
            for word in (*concept.alt, concept.slug, concept.pref_nl):
                known[str(word).casefold()] = concept
        found: dict[Concept, None] = {}
        wrong = []
        for line in filter(None, lines):
            meant = known.get(line.casefold())
            if meant is None:
                wrong.append(line)
            else:
                found[meant] = None
        if wrong:
            raise ValidationError([_unknown(word, list(known)) for word in wrong])
        return list(found)


def _unknown(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), known, 3, 0.7)
    told = _("“%(word)s” staat niet in de thesaurus.") % {"word": word[:60]}
    return f"{told} {_('Bedoel je: %(near)s?') % {'near': ', '.join(near)}}" if near else told


class PeriodForm(Plain):
    """A programme period that begins."""

    label = Text(
        most=120, label=gettext_lazy("Naam van de nieuwe periode"), help_text=gettext_lazy("Bijvoorbeeld 2027–2030.")
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Begint op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Dit is geen datum. Schrijf een datum zo: 2027-01-01")},
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
    )  # fmt: skip
    themes = ThemesField(label=gettext_lazy("Thema’s"))
    summary = Text(most=5000, rows=5, required=False, label=gettext_lazy("Waar gaat deze periode over?"))
    structure = Text(most=5000, rows=4, required=False, label=gettext_lazy("Hoe werken jullie?"))

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class PeriodTextsForm(Plain):
    """The texts and themes of the period that is now."""

    themes = ThemesField(label=gettext_lazy("Thema’s"))
    summary = Text(most=5000, rows=6, required=False, label=gettext_lazy("Waar gaat deze periode over?"))
    structure = Text(most=5000, rows=5, required=False, label=gettext_lazy("Hoe werken jullie?"))

    def __init__(self, *args: Any, period: Period, **options: Any) -> None:
        told = "\n".join(theme.pref_nl for theme in period.themes.all())
        initial = {"themes": told, "summary": period.summary, "structure": period.structure}
        super().__init__(*args, initial=initial, **options)

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class FoundForm(Plain):
    """A new werkplaats."""

    name = Text(
        most=200,
        label=gettext_lazy("Naam van de werkplaats"),
        help_text=gettext_lazy("Bijvoorbeeld Werkplaats Sociaal Domein Zeeland."),
    )
    short = Text(most=60, label=gettext_lazy("Korte naam"), help_text=gettext_lazy("Voor menu’s: Zeeland."))
    slug = forms.SlugField(
        max_length=60, label=gettext_lazy("Adres op dit portaal"),
        help_text=gettext_lazy("Kleine letters, cijfers en streepjes: zeeland. Dit adres blijft voor altijd."),
        error_messages={"invalid": gettext_lazy("Gebruik alleen kleine letters, cijfers en streepjes.")},
    )  # fmt: skip
    region = Text(most=120, label=gettext_lazy("Regio"))
    brand = _colour()
    coordinator = forms.EmailField(
        label=gettext_lazy("E-mailadres van de coördinator"),
        help_text=gettext_lazy("Die kan meteen inloggen en de rest invullen."),
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        # Whatever else answers under this name on the portal would be out of reach.
        if resolve(f"/{slug}/").url_name != "werkplaats_detail":
            raise forms.ValidationError(_("Dit adres is al van iets anders op dit portaal. Kies een ander."))
        return slug

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class ShowForm(Plain):
    """Asking the home of a thing to show it too."""

    werkplaats = forms.ModelChoiceField(
        Werkplaats.objects.none(), label=gettext_lazy("Voor welke werkplaats?"), empty_label=None
    )
    reason = Text(most=1000, rows=3, required=False, label=gettext_lazy("Waarom past het bij jullie?"))

    def __init__(self, *args: Any, mine: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["werkplaats"].queryset = mine  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class DecideForm(Plain):
    """What the home decides."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Mag dit?"), widget=forms.RadioSelect,
        choices=(("ja", gettext_lazy("Ja, toon het ook daar")), ("nee", gettext_lazy("Nee, liever niet"))),
    )  # fmt: skip
    answer = Text(
        most=1000, rows=3, required=False, label=gettext_lazy("Wat wil je erbij zeggen?"),
        help_text=gettext_lazy("Bij nee: schrijf kort waarom."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"accept": self.cleaned_data["choice"] == "ja", "answer": self.cleaned_data["answer"]}
