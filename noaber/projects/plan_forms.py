# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What who leads fills in about the plan, the sessions, the partners and what comes afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Text
from noaber.projects.forms import WORDS_LENGTH, GroupForm, day
from noaber.projects.log_forms import SharedField
from noaber.projects.models import (
    FOUR_OS,
    RHYTHMS,
    Contribution,
    EmbeddingCheck,
    EmbeddingPlan,
    PlanItem,
    Session,
    Sort,
)

MOST = 2_000_000


def clock_time(label: Any) -> forms.TimeField:
    """A time of the day, picked or typed."""
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Schrijf de tijd als 14:30.")},
    )  # fmt: skip


class ThingForm(GroupForm):
    """One thing of the plan; what it is of, and which of its fields are filled."""

    MODEL: type[PlanItem] | type[Session] | type[Contribution] = PlanItem
    TITLE: Any = ""
    SORTS: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, thing: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial={**(self.told(thing) if thing else {}), **(initial or {})})

    @classmethod
    def told(cls, thing: Any) -> dict[str, Any]:
        """What the form shows of a thing that is there already."""
        return {name: getattr(thing, name) for name in cls.base_fields if hasattr(thing, name) and name != "submission"}

    def facts(self) -> dict[str, Any]:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}

    def _in_order(self, first: str, last: str, words: str) -> None:
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, words)


class QuestionForm(ThingForm):
    TITLE, SORTS = gettext_lazy("Een leervraag"), (Sort.QUESTION,)
    text = Text(
        most=300, rows=2, label=gettext_lazy("Wat willen jullie leren?"),
        help_text=gettext_lazy("Een vraag in gewone woorden. Iedereen kan hem lezen."),
    )  # fmt: skip
    answer = Text(
        most=WORDS_LENGTH, rows=4, required=False, label=gettext_lazy("Wat weten jullie nu?"),
        help_text=gettext_lazy("Vul dit later aan."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "sort": Sort.QUESTION}


class ActivityForm(ThingForm):
    TITLE = gettext_lazy("Een activiteit")
    SORTS = FOUR_OS
    sort = forms.ChoiceField(
        label=gettext_lazy("Welke van de vier O’s?"), widget=forms.RadioSelect,
        choices=[(one.value, capfirst(one.label)) for one in FOUR_OS],
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    text = Text(most=300, rows=2, label=gettext_lazy("Wat doen jullie?"))
    until_on = day(gettext_lazy("Wanneer is het gepland?"))
    done_on = day(gettext_lazy("Wanneer is het gedaan?"))


class MilestoneForm(ThingForm):
    TITLE, SORTS = gettext_lazy("Een mijlpaal"), (Sort.MILESTONE,)
    text = Text(most=300, label=gettext_lazy("Wat is er dan?"))
    until_on = day(gettext_lazy("Wanneer?"), required=True)
    done_on = day(gettext_lazy("Wanneer was het er?"))

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "sort": Sort.MILESTONE}


class RhythmForm(ThingForm):
    """A stretch of time of the school or of practice: which is kept as data, for it differs per place and year."""

    TITLE, SORTS = gettext_lazy("Een ritme"), RHYTHMS
    sort = forms.ChoiceField(
        label=gettext_lazy("Van wie?"), widget=forms.RadioSelect,
        choices=[(Sort.SEMESTER, gettext_lazy("Van het onderwijs: een semester, stage of vakantie")),
                 (Sort.PRACTICE, gettext_lazy("Van de praktijk: een drukke tijd, zomerstop of begrotingsronde"))],
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    text = Text(most=300, label=gettext_lazy("Wat is het?"), help_text=gettext_lazy("Bijvoorbeeld: eerste semester."))
    from_on = day(gettext_lazy("Vanaf"), required=True)
    until_on = day(gettext_lazy("Tot en met"), required=True)

    def clean(self) -> dict[str, Any]:
        self._in_order("from_on", "until_on", _("Dit is voor het begin. Kijk de datums na."))
        return self.cleaned_data


class SessionForm(ThingForm):
    MODEL, TITLE = Session, gettext_lazy("Een bijeenkomst van de groep")
    title = Text(most=200, label=gettext_lazy("Waarover gaat het?"))
    on = day(gettext_lazy("Welke dag?"), required=True)
    begins = clock_time(gettext_lazy("Hoe laat begint het?"))
    ends = clock_time(gettext_lazy("Tot hoe laat?"))
    place = Text(most=200, required=False, label=gettext_lazy("Waar?"))
    text = Text(most=WORDS_LENGTH, rows=3, required=False, label=gettext_lazy("Wat moeten mensen weten?"))
    public = SharedField(label=gettext_lazy("Wie mag dit zien?"))

    @classmethod
    def told(cls, thing: Any) -> dict[str, Any]:
        begins, ends = timezone.localtime(thing.starts_at), timezone.localtime(thing.ends_at)
        when = {"on": begins.date(), "begins": begins.time(), "ends": ends.time()}
        return {**super().told(thing), **when, "public": "1" if thing.public else "0"}

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Dit is niet later dan het begin."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        zone = timezone.get_default_timezone()
        told = {name: data[name] for name in ("title", "place", "text", "public")}
        when = {
            name: dt.datetime.combine(data["on"], data[told_as], tzinfo=zone)
            for name, told_as in (("starts_at", "begins"), ("ends_at", "ends"))
        }
        return {**told, **when}


def _number(label: Any, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=MOST,
        error_messages={"invalid": gettext_lazy("Schrijf een heel getal."),
                        "min_value": gettext_lazy("Dit kan niet minder dan nul zijn."),
                        "max_value": gettext_lazy("Dit is te veel. Kijk het getal na.")},
    )  # fmt: skip


class ContributionForm(ThingForm):
    MODEL, TITLE = Contribution, gettext_lazy("Wat een partner inbrengt")
    organisation_name = Text(most=200, label=gettext_lazy("Welke organisatie?"))
    period = Text(
        most=60, label=gettext_lazy("Over welke tijd?"), help_text=gettext_lazy("Bijvoorbeeld 2026, of najaar 2026.")
    )
    promised_hours = _number(gettext_lazy("Hoeveel uren zijn er toegezegd?"))
    promised_euros = _number(gettext_lazy("Hoeveel euro is er toegezegd?"))
    real_hours = _number(gettext_lazy("Hoeveel uren waren het echt?"))
    real_euros = _number(gettext_lazy("Hoeveel euro was het echt?"))

    def facts(self) -> dict[str, Any]:
        told = super().facts()
        return {**told, "promised_hours": told["promised_hours"] or 0, "promised_euros": told["promised_euros"] or 0}


# What a thing is called in an address.
THINGS: dict[str, type[ThingForm]] = {
    "leervraag": QuestionForm, "activiteit": ActivityForm, "mijlpaal": MilestoneForm, "ritme": RhythmForm,
    "bijeenkomst": SessionForm, "bijdrage": ContributionForm,
}  # fmt: skip


class EmbeddingForm(GroupForm):
    """Who owns the result afterwards."""

    owner_name = Text(
        most=200, label=gettext_lazy("Wie is daarna de eigenaar?"),
        help_text=gettext_lazy("Liever een team of organisatie dan een persoon. Iedereen kan dit lezen."),
    )  # fmt: skip
    owner_mail = Address(
        label=gettext_lazy("E-mailadres van de eigenaar"),
        help_text=gettext_lazy("Hierheen sturen we straks de vraag hoe het ermee is. We laten het aan niemand zien."),
    )  # fmt: skip
    place = forms.ChoiceField(
        label=gettext_lazy("Waar leeft het dan?"), widget=forms.RadioSelect,
        choices=[(one.value, capfirst(one.label)) for one in EmbeddingPlan.Place],
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    where = Text(
        most=300, label=gettext_lazy("Waar precies?"),
        help_text=gettext_lazy("Bijvoorbeeld: in de minor Geldzorgen, in het inwerkprogramma, in de Wmo-verordening."),
    )  # fmt: skip
    look_again_on = day(gettext_lazy("Wanneer kijken we opnieuw?"), required=True)

    FIELDS = ("owner_name", "owner_mail", "place", "where", "look_again_on")

    def __init__(self, data: Any = None, *, plan: EmbeddingPlan | None = None) -> None:
        super().__init__(data, initial={name: getattr(plan, name) for name in self.FIELDS} if plan else None)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class CheckForm(GroupForm):
    """How it is with the result, told by its owner."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Hoe staat het ermee?"), widget=forms.RadioSelect, choices=EmbeddingCheck.Finding.choices,
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip
    text = Text(
        most=WORDS_LENGTH, rows=4, required=False, label=gettext_lazy("Wil je er iets bij vertellen?"),
        help_text=gettext_lazy("Dit komt op de pagina van het leertraject."),
    )  # fmt: skip
    look_again_on = day(
        gettext_lazy("Wanneer vragen we het weer?"), help_text=gettext_lazy("Als het nog gebruikt wordt.")
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("finding", "text", "look_again_on")}
