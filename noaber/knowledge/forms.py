# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What writers and editors fill in. Only a title is needed to save; what more is needed is said before publishing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.knowledge.facts import LABELS, Facts
from noaber.knowledge.models import Product, Version
from noaber.knowledge.writing_queries import homes_of, organisation_titles
from noaber.people.licences import LICENCES
from noaber.people.models import AnyPerson, Perspective, Visibility, Werkplaats
from noaber.people.queries import concepts_now, theme_labels
from noaber.projects.models import LearningRound

TITLE_LENGTH, LINE_LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, WORDS_LENGTH = 300, 300, 2000, 100_000, 5000
MOST_ROWS = 30
FREE_ROWS = 2
OWN_WORDS = "own"
LICENCE_CHOICES = (
    ("", gettext_lazy("Kies een licentie")),
    *((one.name, format_lazy("{}: {}", one.name, one.means)) for one in LICENCES),
    (OWN_WORDS, gettext_lazy("Anders, in eigen woorden")),
)
LANGUAGES = (
    ("nl", gettext_lazy("Nederlands")),
    ("en", gettext_lazy("Engels")),
    ("fy", gettext_lazy("Fries")),
    ("de", gettext_lazy("Duits")),
)
VISIBILITIES = (
    (Visibility.PUBLIC, gettext_lazy("Iedereen")),
    (Visibility.MEMBERS, gettext_lazy("Alleen wie meedoet in de werkplaats")),
)


class HomeField(forms.ModelChoiceField):
    """One of the werkplaatsen where somebody has a role."""

    def label_from_instance(self, obj: Werkplaats) -> str:
        return obj.name


class StartForm(forms.Form):
    """The first step: what it is called, what sort of thing it is and where it belongs."""

    title = Text(
        most=TITLE_LENGTH,
        label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("Je kunt de titel later nog veranderen."),
        error_messages={"required": gettext_lazy("Geef het een titel.")},
    )
    type = forms.ChoiceField(label=LABELS["type"], choices=Product.Type.choices, initial=Product.Type.GUIDE)

    def __init__(self, data: Any = None, *, person: AnyPerson, initial: Any = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        homes = homes_of(person)
        self.fields["home"] = HomeField(
            homes,
            to_field_name="slug",
            label=gettext_lazy("Van welke werkplaats is het?"),
            empty_label=None,
            help_text=gettext_lazy("Iedereen met een rol in deze werkplaats kan eraan meeschrijven."),
        )

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)


class LiftForm(forms.Form):
    """The name under which an insight becomes knowledge; the words of the round come along."""

    title = Text(
        most=TITLE_LENGTH, label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("Je kunt de titel later nog veranderen."),
        error_messages={"required": gettext_lazy("Geef het een titel.")},
    )  # fmt: skip
    type = forms.ChoiceField(label=LABELS["type"], choices=Product.Type.choices)

    def __init__(self, data: Any = None, *, round: LearningRound) -> None:
        first = round.insight.split("\n")[0].rstrip(".")[:120]
        super().__init__(data, initial={"title": first, "type": Product.Type.GUIDE}, use_required_attribute=False)


def _line(name: str, help_text: Any = "", most: int = LINE_LENGTH) -> Text:
    return Text(most=most, required=False, label=LABELS[name], help_text=help_text)


def _words(name: str, help_text: Any = "", most: int = WORDS_LENGTH, rows: int = 4) -> Text:
    return Text(most=most, rows=rows, required=False, label=LABELS[name], help_text=help_text)


class DraftForm(forms.Form):
    """Everything a version says; `seen` is the save that was on the screen."""

    GROUPS = (
        ("wat", gettext_lazy("Wat het is"), ("title", "type", "what", "audience", "summary")),
        ("inhoud", gettext_lazy("Wat erin staat"), ("text", "url")),
        ("bronnen", gettext_lazy("Waar het op steunt"), ("experience", "practice", "science")),
        ("plaats", gettext_lazy("Waar het bij hoort"), ("themes", "year", "lang")),
        ("zorg", gettext_lazy("Wie ervoor zorgt"), ("licence", "licence_words", "owner", "review_on", "visibility")),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Text(
        most=TITLE_LENGTH,
        label=LABELS["title"],
        error_messages={"required": gettext_lazy("Geef het een titel.")},
    )
    type = forms.ChoiceField(label=LABELS["type"], choices=Product.Type.choices)
    what = _line("what", gettext_lazy("In één zin. Bijvoorbeeld: een stappenplan voor het eerste gesprek."))
    audience = _line("audience", gettext_lazy("Wie heeft hier iets aan?"))
    summary = _words("summary", gettext_lazy("Een paar zinnen in gewone woorden."), SUMMARY_LENGTH)
    text = _words(
        "text",
        gettext_lazy("Een lege regel is een nieuwe alinea. ## maakt een kop, - een opsomming, **zo** wordt het vet."),
        TEXT_LENGTH,
        16,
    )
    url = forms.URLField(
        label=LABELS["url"], required=False, max_length=2000, assume_scheme="https",
        help_text=gettext_lazy("Staat het ook ergens anders, of is het een film of podcast?"),
        error_messages={"invalid": gettext_lazy("Dit adres klopt niet. Het begint met https://")},
    )  # fmt: skip
    experience = _words("experience", gettext_lazy("Wat vertellen mensen die het meemaakten?"))
    practice = _words("practice", gettext_lazy("Wat zien mensen die ermee werken?"))
    science = _words("science", gettext_lazy("Wat is er onderzocht, en waar staat dat?"))
    themes = forms.MultipleChoiceField(label=LABELS["themes"], required=False, widget=forms.CheckboxSelectMultiple)
    year = forms.IntegerField(label=LABELS["year"], required=False, min_value=1000, max_value=2200)
    lang = forms.ChoiceField(label=LABELS["lang"], choices=LANGUAGES)
    licence = forms.ChoiceField(label=LABELS["licence"], required=False, choices=LICENCE_CHOICES)
    licence_words = Text(
        most=200, required=False, label=gettext_lazy("Licentie in eigen woorden"),
        help_text=gettext_lazy("Als je hierboven “Anders” kiest. Bijvoorbeeld: overnemen mag met bronvermelding."),
    )  # fmt: skip
    owner = _line("owner", gettext_lazy("Wie houdt dit goed? Liever een team of organisatie dan een persoon."), 200)
    review_on = forms.DateField(
        label=LABELS["review_on"], required=False,
        help_text=gettext_lazy("Wanneer kijkt de eigenaar of het nog klopt?"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Schrijf de datum als 31-12-2027.")},
    )  # fmt: skip
    visibility = forms.ChoiceField(label=LABELS["visibility"], choices=VISIBILITIES, widget=forms.RadioSelect)
    note = Text(
        most=500, rows=2, required=False, label=gettext_lazy("Wat is er anders in deze versie?"),
        help_text=gettext_lazy("Lezers zien dit in de lijst met versies."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, version: Version, initial: Mapping[str, Any] | None = None) -> None:
        self.version = version
        given = {**initial_of(version), **(initial or {})}
        super().__init__(data, initial=given, use_required_attribute=False)
        self._offer("themes", sorted(theme_labels().items(), key=lambda one: one[1].casefold()))
        for name in ("licence", "visibility", "lang"):
            now = version.facts.get(name) or ""
            known = list(self.fields[name].choices)  # type: ignore[attr-defined]
            if now and now not in dict(known):
                self._offer(name, [*known, (now, now)])
        self._rows("author", len(version.facts.get("authors") or []), given, data)
        self._rows("organisation", len(version.facts.get("organisations") or []), given, data)
        if version.product is None:
            del self.fields["note"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _rows(self, name: str, filled: int, given: Mapping[str, Any], data: Any) -> None:
        """Rows for what there may be more of: those filled in, and a few free ones."""
        sent = [int(key.rpartition("-")[2]) + 1 for key in [*given, *(data or {})]
                if key.startswith(f"{name}-") and key.rpartition("-")[2].isascii() and key.rpartition("-")[2].isdigit()
                and len(key) < 20]  # fmt: skip
        for row in range(min(MOST_ROWS, max([filled + FREE_ROWS, *sent]))):
            if name == "author":
                self.fields[f"author-{row}"] = Text(
                    most=200, required=False, label=_("Naam van auteur %(n)s") % {"n": row + 1}
                )
                self.fields[f"perspective-{row}"] = forms.ChoiceField(
                    required=False, label=_("Perspectief"), choices=[("", "—"), *Perspective.choices]
                )
            else:
                field = Text(most=500, required=False, label=_("Organisatie %(n)s") % {"n": row + 1})
                field.widget.attrs["list"] = "organisaties"
                self.fields[f"organisation-{row}"] = field

    def rows(self, *names: str) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        numbers = range(sum(name.startswith(f"{names[0]}-") for name in self.fields))
        return [[self[f"{name}-{number}"] for name in names] for number in numbers]

    def clean(self) -> dict[str, Any]:
        known = {title.casefold(): slug for slug, title in organisation_titles().items()}
        found = []
        for (bound,) in self.rows("organisation"):
            typed = str(self.cleaned_data.get(bound.name) or "")
            if typed and typed.casefold() not in known:
                self.add_error(bound.name, _("Deze organisatie kennen we niet. Kies er een uit de lijst."))
            elif typed:
                found.append(known[typed.casefold()])
        if self.cleaned_data.get("licence") == OWN_WORDS:
            self.cleaned_data["licence"] = self.cleaned_data.get("licence_words") or ""
            if not self.cleaned_data["licence"] and "licence_words" not in self.errors:
                self.add_error("licence_words", _("Schrijf wat anderen ermee mogen doen."))
        self.cleaned_data["organisations"] = sorted(dict.fromkeys(found))
        return self.cleaned_data

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"] or "")
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Dit adres klopt niet. Het begint met https://"))
        return url

    def saw(self, number: int) -> None:
        """The next time this is sent, it is sent knowing this save."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = str(number)
        self.data = data

    def facts(self) -> Facts:
        """What was filled in, as a version says it."""
        data = self.cleaned_data
        authors = [
            [data[name.name], data[perspective.name]]
            for name, perspective in self.rows("author", "perspective")
            if data.get(name.name)
        ]
        day = data.get("review_on")
        plain = {name: data[name] for name in LABELS if name in data}
        module = self.version.facts.get("module")
        return {
            **plain,
            **({"module": module} if module else {}),
            "markup": Product.Markup.MARKDOWN.value,
            "authors": authors,
            "themes": sorted(data.get("themes") or []),
            "review_on": day.isoformat() if isinstance(day, dt.date) else "",
        }


def initial_of(version: Version) -> dict[str, Any]:
    """What a form shows of a version that nobody typed in yet."""
    facts, titles = version.facts, organisation_titles()
    themes = [one.slug for one in concepts_now(facts.get("themes") or [])]
    initial = {**facts, "themes": themes, "seen": version.saved, "note": version.note}
    if not facts.get("review_on") and version.product is None:
        initial["review_on"] = ""
    for number, (name, perspective) in enumerate(facts.get("authors") or []):
        initial[f"author-{number}"], initial[f"perspective-{number}"] = name, perspective
    for number, slug in enumerate(facts.get("organisations") or []):
        initial[f"organisation-{number}"] = titles.get(slug, slug)
    return initial


def typed_initial(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody typed, half a word perhaps, as the form shows it again."""
    return {name: values if name == "themes" else values[-1] for name, values in fields.items() if values}


class WordsForm(forms.Form):
    """One step with some words; `seen` is the save that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    submission = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, data: Any = None, *, label: Any, required: bool, seen: int, initial: Any = None, dated: bool = False
    ) -> None:
        given = {"seen": seen, "submission": uuid.uuid4().hex, **(initial or {})}
        super().__init__(data, initial=given, use_required_attribute=False)
        self.fields["text"] = Text(
            most=WORDS_LENGTH, rows=4, label=label, required=required,
            error_messages={"required": _("Schrijf eerst iets.")},
        )  # fmt: skip
        if dated:
            self.fields["public_on"] = forms.DateField(
                label=_("Pas later openbaar?"), required=False, input_formats=["%Y-%m-%d", "%d-%m-%Y"],
                help_text=_("Kies een dag. Dan wordt het die dag vanzelf openbaar. Laat leeg voor nu."),
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                error_messages={"invalid": _("Schrijf de datum als 31-12-2027.")},
            )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, with the words still there."""
        self.add_error(None, refusal.reason)


class FileForm(forms.Form):
    """A file, and what is in it."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": gettext_lazy("Dit bestand is leeg."),
            "max_length": gettext_lazy("De naam van dit bestand is te lang. Geef het eerst een kortere naam."),
        },
        max_length=255,
    )
    description = Text(
        most=500, rows=2, label=gettext_lazy("Wat staat erin?"),
        help_text=gettext_lazy("Voor wie het niet kan openen of niet kan zien. Bij een afbeelding: wat zie je?"),
        error_messages={"required": gettext_lazy("Schrijf in een zin wat erin staat.")},
    )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Show why the file was not taken."""
        self.add_error("file", refusal.reason)
