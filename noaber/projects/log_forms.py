# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the group writes: its log, its rounds and its files. What looks like data about somebody is warned about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.projects import kinds
from noaber.projects.forms import WORDS_LENGTH, GroupForm
from noaber.projects.models import LearningRound, LogEntry, Project
from noaber.questions import clientdata

LOG_LENGTH = 3000
WHO_READS = [("0", gettext_lazy("Alleen de groep")), ("1", gettext_lazy("Iedereen"))]


class SharedField(forms.TypedChoiceField):
    """For the group, or for everybody; what nobody chose stays with the group."""

    def __init__(self, **options: Any) -> None:
        given = {"label": gettext_lazy("Wie mag dit lezen?"), "initial": "0", **options}
        super().__init__(choices=WHO_READS, widget=forms.RadioSelect, coerce=lambda value: value == "1", **given)

    def clean(self, value: Any) -> Any:
        return super().clean(value or "0")


class CarefulForm(GroupForm):
    """What becomes public is looked through for data about somebody; whoever writes it decides after the warning."""

    sure = forms.BooleanField(label=gettext_lazy("Dit gaat niet over iemand die je kunt herkennen"), required=False)
    found: Sequence[clientdata.Finding] = ()

    def warn(self, *texts: str) -> None:
        """Say once what looks like data about somebody."""
        if not self.cleaned_data.get("public"):
            return
        self.found = list(clientdata.findings("\n".join(texts)))
        if self.found and not self.cleaned_data.get("sure"):
            told = ", ".join(dict.fromkeys(str(finding.label) for finding in self.found))
            warning = _("Dit lijkt over iemand te gaan (%(what)s). Haal het weg, of zet hier een vinkje.")
            self.add_error("sure", warning % {"what": told})

    def shown(self) -> list[forms.BoundField]:
        """The fields in their order; the tick only after the warning."""
        return [bound for bound in self if bound.name != "sure" or self.found]


class LogForm(CarefulForm):
    """A minute on a phone: one field, a photo perhaps, and who may read it."""

    text = Text(
        most=LOG_LENGTH, rows=4, label=gettext_lazy("Wat gebeurde er vandaag?"),
        help_text=gettext_lazy("Een paar woorden is genoeg. Geen namen van anderen."),
        error_messages={"required": gettext_lazy("Schrijf iets, of kies een foto.")},
    )  # fmt: skip
    photo = forms.FileField(
        label=gettext_lazy("Foto"), required=False, max_length=255,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=gettext_lazy("Plaats en tijd uit je telefoon halen we eraf. Vraag wie erop staat of het mag."),
        error_messages={"empty": gettext_lazy("Deze foto is leeg."),
                        "max_length": gettext_lazy("De naam van dit bestand is te lang.")},
    )  # fmt: skip
    photo_alt = Text(
        most=300, required=False, label=gettext_lazy("Wat zie je op de foto?"),
        help_text=gettext_lazy("Voor wie hem niet kan zien."),
    )  # fmt: skip
    public = SharedField()

    def __init__(self, data: Any = None, files: Any = None, *, entry: LogEntry | None = None) -> None:
        initial: dict[str, Any] = {}
        if entry is not None:
            initial = {"text": entry.text, "photo_alt": entry.photo_alt, "public": "1" if entry.public else "0"}
        super().__init__(data, files, initial=initial)
        if entry is not None:
            del self.fields["photo"]
        self.shows = bool(entry and entry.photo)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if (data.get("photo") or self.shows) and self.has_error("text", "required"):
            # A photo says enough.
            del self.errors["text"]
            data["text"] = ""
        if data.get("photo") and not data.get("photo_alt") and "photo_alt" not in self.errors:
            self.add_error("photo_alt", _("Schrijf in een zin wat er op de foto staat. Kies daarna de foto opnieuw."))
        self.warn(data.get("text", ""), data.get("photo_alt", ""))
        return data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}


class RoundForm(CarefulForm):
    """A learning round in the words of the method; `seen` is the save that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, project: Project, round: LearningRound | None = None) -> None:
        method = kinds.method(project.method)
        initial: dict[str, Any] = {"seen": 0}
        if round is not None:
            initial = {name: getattr(round, name) for name in kinds.STEPS} | {
                **round.extra, "seen": round.saved, "about": round.about_id, "public": "1" if round.public else "0",
            }  # fmt: skip
        super().__init__(data, initial=initial)
        self.method = method
        learning = project.plan.filter(sort="question").order_by("pk")
        self.fields["about"] = forms.ModelChoiceField(
            learning, required=False,
            label=gettext_lazy("Bij welke leervraag?"), empty_label=_("geen van deze"),
        )  # fmt: skip
        for name, prompt in {**method.steps, **method.extra}.items():
            self.fields[name] = Text(
                most=WORDS_LENGTH, rows=3, required=name == "question", label=prompt.label, help_text=prompt.help,
                error_messages={"required": _("Een ronde begint met een vraag.")},
            )  # fmt: skip
        self.fields["public"] = SharedField(label=gettext_lazy("Wie mag deze ronde lezen?"))
        order = ["question", "about", "action", "happened", *method.extra, "insight", "next_action", "public", "sure"]
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        self.warn(*(str(self.cleaned_data.get(name) or "") for name in (*kinds.STEPS, *self.method.extra)))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "submission", "sure")}


class FileForm(GroupForm):
    """A file, what is in it, and who may read it."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"), max_length=255,
        error_messages={"required": gettext_lazy("Kies een bestand."), "empty": gettext_lazy("Dit bestand is leeg."),
                        "max_length": gettext_lazy("De naam van dit bestand is te lang.")},
    )  # fmt: skip
    description = Text(
        most=500, rows=2, label=gettext_lazy("Wat staat erin?"),
        error_messages={"required": gettext_lazy("Schrijf in een zin wat erin staat.")},
    )  # fmt: skip
    public = SharedField()

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None, new: bool = True) -> None:
        super().__init__(data, files, initial=initial)
        if not new:
            del self.fields["file"]
