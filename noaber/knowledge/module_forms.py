# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What writers fill in about an education module, and what a participant keeps of what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.knowledge.modules import FORMS, LEVELS, QUALIFICATIONS, frameworks

MOST_SESSIONS, FREE_SESSIONS, LINES = 30, 3, 20
NUMBER = {
    "invalid": gettext_lazy("Schrijf een getal, bijvoorbeeld 2,5."),
    "min_value": gettext_lazy("Schrijf een getal vanaf 0."),
    "max_value": gettext_lazy("Dit getal is te groot."),
    "max_digits": gettext_lazy("Dit getal is te lang."),
    "max_decimal_places": gettext_lazy("Hoogstens twee cijfers achter de komma."),
    "max_whole_digits": gettext_lazy("Dit getal is te groot."),
}


class Hours(forms.DecimalField):
    """A number of hours or points, with a comma or a point, for ever written as people do."""

    def __init__(self, label: Any, most: int, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(
            label=label, required=False, min_value=0, max_value=most, decimal_places=2, widget=widget,
            error_messages=NUMBER, **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def lines_of(text: str) -> list[str]:
    """One thing a line."""
    return [line.strip(" -•\t") for line in text.split("\n") if line.strip(" -•\t")][:LINES]


class ModuleForm(forms.Form):
    """Goals, level, load, competences and sessions; nothing is needed to save."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goals = Text(
        most=4000, rows=4, required=False, label=gettext_lazy("Wat kunnen deelnemers daarna?"),
        help_text=gettext_lazy("Eén leerdoel op een regel."),
    )  # fmt: skip
    level = forms.ChoiceField(label=gettext_lazy("Niveau"), required=False, choices=[("", "—"), *LEVELS])
    nlqf = forms.TypedChoiceField(
        label=gettext_lazy("NLQF-niveau"), required=False, coerce=int, empty_value=None,
        choices=[("", "—"), *((str(number), str(number)) for number in QUALIFICATIONS)],
        help_text=gettext_lazy("Van 1 tot 8. Mbo 4 is 4, een bachelor is 6, een master is 7."),
    )  # fmt: skip
    hours = Hours(gettext_lazy("Studielast in uren"), 5000)
    ec = Hours(gettext_lazy("Studiepunten (EC)"), 240, help_text=gettext_lazy("Eén EC is 28 uur."))
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Aan welke kerntaken werkt het?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    stage = forms.ChoiceField(label=gettext_lazy("Tot welk stadium?"), required=False)
    own = Text(
        most=2000, rows=3, required=False, label=gettext_lazy("Andere competenties, in eigen woorden"),
        help_text=gettext_lazy("Eén op een regel."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, facts: Mapping[str, Any], seen: int) -> None:
        super().__init__(data, initial={**_initial(facts), "seen": seen}, use_required_attribute=False)
        tasks, stages = frameworks()["tasks"], frameworks()["stages"]
        self._offer("tasks", tasks, [])
        self._offer("stage", stages, [("", "—")])
        filled = len(facts.get("sessions") or [])
        sent = [number for number in range(MOST_SESSIONS) if data and data.get(f"title-{number}")]
        self.count = min(MOST_SESSIONS, max([filled + FREE_SESSIONS, *(number + 1 for number in sent)]))
        for number in range(self.count):
            self._session(number)

    def _offer(self, name: str, framework: Any, first: list[Any]) -> None:
        self.fields[name].choices = [*first, *framework.items.items()]  # type: ignore[attr-defined]
        self.fields[name].help_text = f"{framework.name} ({framework.year})"

    def _session(self, number: int) -> None:
        told = {"n": number + 1}
        self.fields[f"title-{number}"] = Text(most=200, required=False, label=_("Sessie %(n)s") % told)
        self.fields[f"form-{number}"] = forms.ChoiceField(
            label=_("Vorm van sessie %(n)s") % told, required=False, choices=[("", "—"), *FORMS]
        )
        self.fields[f"hours-{number}"] = Hours(_("Uren van sessie %(n)s") % told, 500)
        self.fields[f"material-{number}"] = Text(
            most=1000, rows=2, required=False, label=_("Materiaal bij sessie %(n)s") % told
        )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each session."""
        return [[self[f"{name}-{number}"] for name in ("title", "form", "hours", "material")]
                for number in range(self.count)]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        for title, *others in self.rows():
            values = [self.cleaned_data.get(one.name) for one in others]
            if any(values) and not self.cleaned_data.get(title.name):
                self.add_error(title.name, _("Schrijf hoe deze sessie heet."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What was filled in; what is empty is not there."""
        data = self.cleaned_data
        sessions = [
            {"title": data[f"title-{number}"], "form": data[f"form-{number}"],
             "hours": _number(data[f"hours-{number}"]), "material": data[f"material-{number}"]}
            for number in range(self.count) if data.get(f"title-{number}")
        ]  # fmt: skip
        told = {
            "goals": lines_of(data["goals"]), "level": data["level"], "nlqf": data["nlqf"],
            "hours": _number(data["hours"]), "ec": _number(data["ec"]), "tasks": data["tasks"],
            "stage": data["stage"], "own": lines_of(data["own"]), "sessions": sessions,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}

    def saw(self, number: int) -> None:
        """The next time this is sent, it is sent knowing this save."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = str(number)
        self.data = data

    def refuse(self, refusal: Refused) -> None:
        """Show why it was not saved."""
        self.add_error(None, refusal.reason)


def _number(value: Any) -> float | None:
    return float(value) if value is not None else None


def _shown(value: Any) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")


def _initial(facts: Mapping[str, Any]) -> dict[str, Any]:
    first = {**facts, "goals": "\n".join(facts.get("goals") or []), "own": "\n".join(facts.get("own") or [])}
    first |= {name: _shown(facts.get(name)) for name in ("hours", "ec")}
    for number, one in enumerate(facts.get("sessions") or []):
        first |= {f"{name}-{number}": one.get(name, "") for name in ("title", "form", "material")}
        first[f"hours-{number}"] = _shown(one.get("hours"))
    return first


class LearnedForm(forms.Form):
    """What somebody did and learned, for themself."""

    session = forms.ChoiceField(label=gettext_lazy("Wat heb je gedaan?"), required=False)
    done_on = forms.DateField(
        label=gettext_lazy("Wanneer?"), input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Kies een dag."),
            "invalid": gettext_lazy("Schrijf de datum als 31-12-2027."),
        },
    )  # fmt: skip
    hours = Hours(gettext_lazy("Hoeveel uur kostte het?"), 1000)
    learned = Text(
        most=5000, rows=5, required=False, label=gettext_lazy("Wat leerde je?"),
        help_text=gettext_lazy("Alleen jij leest dit."),
    )  # fmt: skip
    submission = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, sessions: Sequence[str], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial), use_required_attribute=False)
        known = [("", _("De hele module")), *((title, title) for title in dict.fromkeys(sessions))]
        if initial.get("session") and initial["session"] not in dict(known):
            known.append((initial["session"], initial["session"]))
        self.fields["session"].choices = known  # type: ignore[attr-defined]

    def clean_done_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Kies een dag die al geweest is."))
        return day

    def refuse(self, refusal: Refused) -> None:
        """Show why it was not kept."""
        self.add_error(None, refusal.reason)
