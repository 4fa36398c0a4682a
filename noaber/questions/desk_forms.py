# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator fills in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Text
from noaber.base.verdicts import Refused
from noaber.questions.forms import WerkplaatsField
from noaber.questions.models import TEXT_LENGTH, Extent, Question
from noaber.questions.triage_actions import Link
from noaber.search import Document, Hit


class DeskForm(forms.Form):
    """One step with a question; `seen` is the version of the question that the coordinator looked at."""

    TITLE: Any = ""
    BUTTON: Any = ""
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: Any = None, *, question: Question, **options: Any) -> None:
        self.question = question
        super().__init__(data, initial={"seen": question.version}, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, keep what was typed, and let the next try know what is there now."""
        self.add_error(None, refusal.reason)
        data: Any = self.data
        data = data.copy()
        data["seen"] = Question.objects.get(pk=self.question.pk).version
        self.data = data

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class ClarifyForm(DeskForm):
    TITLE, BUTTON = gettext_lazy("Vraag om uitleg"), gettext_lazy("Stuur naar de vraagsteller")
    text = Text(
        most=TEXT_LENGTH,
        rows=5,
        label=gettext_lazy("Wat wil je weten?"),
        help_text=gettext_lazy("Alleen de vraagsteller leest dit."),
    )


class ReasonForm(DeskForm):
    text = Text(
        most=TEXT_LENGTH,
        rows=4,
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Iedereen die deze vraag heeft krijgt dit te lezen."),
    )


class GapForm(ReasonForm):
    TITLE, BUTTON = gettext_lazy("Nog geen antwoord bekend"), gettext_lazy("Zet op de lijst voor de agenda")


class DeclineForm(ReasonForm):
    TITLE, BUTTON = gettext_lazy("Niet oppakken"), gettext_lazy("Niet oppakken en uitleggen")


class ReopenForm(ReasonForm):
    TITLE, BUTTON = gettext_lazy("Toch oppakken"), gettext_lazy("Pak de vraag op")


class ReleaseForm(DeskForm):
    TITLE, BUTTON = gettext_lazy("Openbaar maken"), gettext_lazy("Maak openbaar")


class UndoForm(ReasonForm):
    TITLE, BUTTON = gettext_lazy("Weer uit elkaar halen"), gettext_lazy("Maak het samenvoegen ongedaan")


class MoveForm(ReasonForm):
    TITLE, BUTTON = gettext_lazy("Naar een andere werkplaats"), gettext_lazy("Geef de vraag door")
    werkplaats = WerkplaatsField()


class ConnectForm(DeskForm):
    TITLE, BUTTON = gettext_lazy("In contact brengen"), gettext_lazy("Vraag om mee te denken")
    werkplaats = WerkplaatsField(required=False)
    email = Address(
        required=False,
        label=gettext_lazy("Of het e-mailadres van een persoon"),
        help_text=gettext_lazy("De naam van een persoon komt nergens te staan."),
    )
    text = Text(most=TEXT_LENGTH, rows=4, label=gettext_lazy("Waarom zij?"))


class MergeForm(DeskForm):
    TITLE, BUTTON = gettext_lazy("Samenvoegen"), gettext_lazy("Voeg samen")
    into = forms.CharField()
    address = Text(most=300, required=False, label=gettext_lazy("Staat die er niet bij? Plak het adres van de vraag"))
    text = Text(most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Waarom is het dezelfde vraag?"))

    def __init__(self, data: Any = None, *, same: Iterable[Hit] = (), **options: Any) -> None:
        super().__init__(data, **options)
        offered = {hit.ref: hit.title for hit in same}
        # What was chosen stays on offer, also when the search finds other questions by now.
        chosen = Question.objects.public().filter(ref=str((data or {}).get("into", "")).replace("\x00", "")).first()
        if chosen is not None:
            offered.setdefault(chosen.ref, chosen.title)
        self.fields["into"] = forms.ChoiceField(
            label=gettext_lazy("Met welke vraag?"),
            widget=forms.RadioSelect,
            required=False,
            choices=list(offered.items()),
        )

    def clean(self) -> dict[str, Any]:
        slug = str(self.cleaned_data.get("address") or "").rstrip("/").rpartition("/")[2]
        wanted = {"slug": slug} if slug else {"ref": self.cleaned_data.get("into") or ""}
        found = Question.objects.public().filter(**wanted).first()
        if found is None and "into" not in self.errors:
            self.add_error("address" if slug else "into", _("Kies een vraag, of plak het adres ervan."))
        self.cleaned_data["into"] = found
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("into", "text", "seen")}


class LinkRow(forms.Form):
    """One source that was found, or a row for an address elsewhere."""

    chosen = forms.BooleanField(required=False, label=gettext_lazy("Deze past"))
    url = Text(most=500, required=False, label=gettext_lazy("Adres"))
    title = Text(most=300, required=False, label=gettext_lazy("Titel"))
    why = Text(most=500, required=False, rows=2, label=gettext_lazy("Waarom past dit bij de vraag?"))
    extent = forms.ChoiceField(
        choices=Extent.choices, required=False, initial=Extent.PARTLY, label=gettext_lazy("Hoe ver?")
    )

    def __init__(self, data: Any = None, *, hit: Hit | Document | None, **options: Any) -> None:
        self.hit = hit
        super().__init__(data, use_required_attribute=False, **options)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.hit is None:
            data["chosen"] = bool(data.get("url"))
            if data["chosen"] and not str(data["url"]).startswith(("https://", "http://", "/")):
                self.add_error("url", _("Een adres begint met https://"))
        if data.get("chosen") and not data.get("why"):
            self.add_error("why", _("Schrijf waarom dit past."))
        return data

    def link(self) -> Link | None:
        """The link that was chosen, if it was."""
        data = self.cleaned_data
        if not data.get("chosen"):
            return None
        extent = data.get("extent") or Extent.PARTLY
        if self.hit is None:
            return Link(why=data["why"], title=data.get("title") or data["url"], url=data["url"], extent=extent)
        document = f"{self.hit.kind}:{self.hit.ref}"
        return Link(why=data["why"], title=self.hit.title, url=self.hit.url, document=document, extent=extent)


class AnswerForm(DeskForm):
    """A text and the sources that go with it."""

    TITLE, BUTTON = gettext_lazy("Beantwoorden"), gettext_lazy("Geef antwoord")
    text = Text(most=TEXT_LENGTH, rows=5, required=False, label=gettext_lazy("Je antwoord in gewone woorden"))

    def __init__(self, data: Any = None, *, hits: Iterable[Hit | Document] = (), **options: Any) -> None:
        super().__init__(data, **options)
        rows: list[Hit | Document | None] = [*hits, None]
        self.rows = [LinkRow(data, hit=hit, prefix=f"{hit.kind}.{hit.ref}" if hit else "elsewhere") for hit in rows]

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.rows]
        return super().is_valid() and all(rows)

    def values(self) -> dict[str, Any]:
        links = [link for row in self.rows if (link := row.link()) is not None]
        return {"text": self.cleaned_data["text"], "seen": self.cleaned_data["seen"], "links": links}


class JudgeForm(forms.Form):
    """Placing what somebody sent in, or not."""

    verdict = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
    text = Text(most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Waarom niet?"))
