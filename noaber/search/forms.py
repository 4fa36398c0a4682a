# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to follow a list, and to keep the thesaurus."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Guarded, Text
from noaber.base.verdicts import Refused
from noaber.people.models import Concept
from noaber.search import thesaurus_queries
from noaber.search.models import SavedSearch
from noaber.search.text import fold

CONSENT = gettext_lazy("Mail mij als er iets nieuws is. Ik kan daar altijd mee stoppen, met de link in elke mail.")
LABEL, NOTE, REASON = 120, 2000, 300


class SaveForm(Guarded):
    """Follow a list: where the mail goes and how often. Who is signed in need not give an address."""

    email = Address(
        help_text=gettext_lazy("Je krijgt eerst een link om te bevestigen. We laten je adres aan niemand zien.")
    )
    often = forms.ChoiceField(
        choices=SavedSearch.Often.choices,
        initial=SavedSearch.Often.WEEKLY,
        widget=forms.RadioSelect,
        label=gettext_lazy("Hoe vaak mag er een mail komen?"),
        help_text=gettext_lazy("Niets nieuws is geen mail."),
    )

    def __init__(self, data: Any = None, *, known: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        if known:
            del self.fields["email"]


class LinkForm(Guarded):
    """Where the link goes to everything that an address follows."""

    email = Address(help_text=gettext_lazy("Volg je iets met dit adres? Dan krijg je een link."))


class Labels(Text):
    """Words, one a line."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(most=4000, rows=rows, required=False, **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return list(dict.fromkeys(" ".join(line.split()) for line in text.split("\n") if line.strip()))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        long = [label for label in value if len(label) > LABEL]
        if long:
            raise forms.ValidationError(_("“%(label)s…” is te lang voor één woord.") % {"label": long[0][:40]})


class ThemeField(forms.ModelChoiceField):
    """One concept, chosen from a list by its word."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.pref_nl)


class ThemesField(Labels):
    """Several concepts, each by one of its words, one a line."""

    def clean(self, value: Any) -> list[Concept]:
        known = thesaurus_queries.owners()
        labels = super().clean(value)
        strange = [label for label in labels if fold(label) not in known]
        if strange:
            raise forms.ValidationError(_("“%(word)s” staat niet in de thesaurus.") % {"word": strange[0]})
        return list(dict.fromkeys(known[fold(label)] for label in labels))


class Refusing(forms.Form):
    """A form of a keeper; a refusal of the action is told in it."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, with everything typed still there."""
        self.add_error(None, refusal.reason)


class ConceptForm(Refusing):
    """Everything that is kept of a concept."""

    pref_nl = Text(most=LABEL, label=gettext_lazy("Voorkeurswoord"))
    pref_en = Text(most=LABEL, required=False, label=gettext_lazy("Voorkeurswoord in het Engels"))
    alt = Labels(
        rows=7,
        label=gettext_lazy("Andere woorden"),
        help_text=gettext_lazy("Elk woord op een eigen regel. Wie zo’n woord gebruikt, vindt ook dit thema."),
    )
    ambiguous = Labels(
        label=gettext_lazy("Waarvan dubbelzinnig"),
        help_text=gettext_lazy("Andere woorden die ook iets anders kunnen betekenen. Daarmee zoeken we niet verder."),
    )
    note = Text(most=NOTE, rows=3, required=False, label=gettext_lazy("Uitleg"))
    broader = ThemeField(Concept.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Valt onder"))
    related = ThemesField(
        label=gettext_lazy("Verwant met"),
        help_text=gettext_lazy("Thema’s die erbij horen zonder eronder te vallen, elk op een eigen regel."),
    )

    def __init__(self, data: Any = None, *, concept: Concept | None = None, **options: Any) -> None:
        initial = thesaurus_queries.facts_of(concept) if concept else {}
        super().__init__(data, initial=initial | options.pop("initial", {}), **options)
        choice: Any = self.fields["broader"]
        found = thesaurus_queries.places()
        choice.queryset = found.exclude(pk=concept.pk) if concept else found


class ReplaceForm(Refusing):
    """In which concept another one goes on, and why."""

    into = ThemeField(Concept.objects.none(), to_field_name="slug", label=gettext_lazy("Gaat verder in"))
    reason = Text(most=REASON, rows=2, label=gettext_lazy("Waarom?"))

    def __init__(self, data: Any = None, *, concept: Concept, **options: Any) -> None:
        super().__init__(data, **options)
        choice: Any = self.fields["into"]
        choice.queryset = thesaurus_queries.current().filter(scheme=concept.scheme).exclude(pk=concept.pk)


class TermForm(Refusing):
    """What becomes of a word that was asked in vain."""

    decision = forms.ChoiceField(choices=[("label", ""), ("concept", ""), ("declined", "")])
    concept = ThemeField(
        Concept.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Ander woord voor")
    )
    reason = Text(most=REASON, required=False, label=gettext_lazy("Waarom niet?"))

    def __init__(self, data: Any = None, *, concepts: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        choice: Any = self.fields["concept"]
        choice.queryset = thesaurus_queries.current() if concepts is None else concepts

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("decision") == "label" and not data.get("concept") and "concept" not in self.errors:
            self.add_error("concept", _("Kies het thema waar dit een ander woord voor is."))
        if data.get("decision") == "declined" and not data.get("reason"):
            self.add_error("reason", _("Schrijf kort waarom dit woord niet in de thesaurus hoort."))
        return data


def kept(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """Choices of a list as hidden values of a form."""
    return [(f"c-{name}", value) for name, value in choices.items()]


def given(posted: Mapping[str, str]) -> dict[str, str]:
    """The same back from the form."""
    return {name[2:]: str(value) for name, value in posted.items() if name.startswith("c-")}
