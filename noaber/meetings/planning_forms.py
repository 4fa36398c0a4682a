# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What who plans fills in about a meeting. A draft may be half; only who, what and of whom are asked at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock
from noaber.base.forms import Text
from noaber.meetings import queries
from noaber.meetings.models import Meeting, SignUp, Sort
from noaber.people.models import AnyPerson, Concept, Visibility, Werkplaats
from noaber.people.queries import theme_labels, themes, werkplaatsen
from noaber.projects.forms import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, GroupForm, HomeField, day
from noaber.projects.plan_forms import clock_time

MOST_PLACES = 20_000
LONGEST_OFFER = 14 * 24


class CarriesField(forms.ModelChoiceField):
    """One thing that a meeting can carry further, or none, by its title."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, to_field_name="slug", empty_label="—", **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace("\x00", ""))

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)[:120]


def _time(label: Any) -> forms.TimeField:
    field = clock_time(label)
    field.required = False
    return field


def at_clock(on: dt.date, hour: dt.time) -> dt.datetime:
    """This time on this day, in the Netherlands."""
    return dt.datetime.combine(on, hour, tzinfo=timezone.get_default_timezone())


def last_day(until: dt.datetime) -> dt.date:
    """The last day before this moment, such as the midnight after it."""
    return clock.day(until - dt.timedelta(microseconds=1))


class MeetingForm(GroupForm):
    """A meeting: what, when, where, for whom, what it carries further, and how people sign up."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Text(
        most=TITLE_LENGTH, label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("Kort, en zo dat iemand van buiten weet of het iets voor hem of haar is."),
        error_messages={"required": gettext_lazy("Geef het een naam.")},
    )  # fmt: skip
    sort = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"), choices=[(one.value, capfirst(one.label)) for one in Sort],
        help_text=gettext_lazy("Een overleg of een bijeenkomst van een leertraject is alleen voor leden."),
    )  # fmt: skip
    own_sort = Text(most=60, required=False, label=gettext_lazy("Anders: hoe noem je het?"))
    summary = Text(
        most=SUMMARY_LENGTH, rows=3, required=False, label=gettext_lazy("Waar gaat het over, en voor wie is het?"),
        help_text=gettext_lazy("Twee of drie zinnen. Dit lezen mensen het eerst."),
    )  # fmt: skip
    text = Text(
        most=TEXT_LENGTH, rows=8, required=False, label=gettext_lazy("Meer erover"),
        help_text=gettext_lazy("Een lege regel is een nieuwe alinea."),
    )  # fmt: skip
    on = day(gettext_lazy("Welke dag?"))
    begins = _time(gettext_lazy("Hoe laat begint het?"))
    ends = _time(gettext_lazy("Tot hoe laat?"))
    until_on = day(
        gettext_lazy("Tot en met welke dag?"), help_text=gettext_lazy("Alleen als het meer dan een dag duurt.")
    )
    whole_days = forms.BooleanField(label=gettext_lazy("Het duurt hele dagen"), required=False)
    place = Text(
        most=120, required=False, label=gettext_lazy("Waar?"),
        help_text=gettext_lazy("Het gebouw en de plaats, zoals Buurthuis De Brink, Almelo."),
    )  # fmt: skip
    address = Text(most=300, required=False, label=gettext_lazy("Adres"))
    access = Text(
        most=1000, rows=3, required=False, label=gettext_lazy("Hoe toegankelijk is het daar?"),
        help_text=gettext_lazy("Trappen, lift, toilet, ringleiding, parkeren, bus. Dit staat op de pagina."),
    )  # fmt: skip
    online_url = forms.URLField(
        label=gettext_lazy("Link om online mee te doen"), required=False, max_length=500, assume_scheme="https",
        help_text=gettext_lazy("Alleen wie zich aanmeldt, ziet deze link."),
        error_messages={"invalid": gettext_lazy("Dit is geen webadres.")},
    )  # fmt: skip
    lang = forms.ChoiceField(
        label=gettext_lazy("In welke taal?"),
        choices=[("nl", gettext_lazy("Nederlands")), ("en", gettext_lazy("Engels")), ("fy", gettext_lazy("Fries"))],
    )  # fmt: skip
    costs = Text(
        most=200, required=False, label=gettext_lazy("Kosten"),
        help_text=gettext_lazy("Leeg is gratis. Een kenniscafé is altijd gratis."),
    )  # fmt: skip
    series_title = Text(
        most=200, required=False, label=gettext_lazy("Hoort het bij een reeks?"),
        help_text=gettext_lazy("De naam van de reeks. Bestaat die nog niet, dan maken we hem."),
    )  # fmt: skip
    for_whom = forms.ChoiceField(
        label=gettext_lazy("Wie mag deze pagina lezen?"), widget=forms.RadioSelect,
        choices=[(Visibility.PUBLIC, gettext_lazy("Iedereen")),
                 (Visibility.MEMBERS, gettext_lazy("Wie een rol heeft in de werkplaats"))],
    )  # fmt: skip
    sign_up = forms.ChoiceField(
        label=gettext_lazy("Hoe meld je je aan?"), widget=forms.RadioSelect,
        choices=[(one.value, capfirst(one.label)) for one in SignUp],
    )  # fmt: skip
    url = forms.URLField(
        label=gettext_lazy("Adres om je aan te melden"), required=False, max_length=2000, assume_scheme="https",
        help_text=gettext_lazy("Alleen als aanmelden op een andere website gaat."),
        error_messages={"invalid": gettext_lazy("Dit is geen webadres.")},
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=gettext_lazy("Hoeveel plaatsen zijn er?"), required=False, min_value=1, max_value=MOST_PLACES,
        help_text=gettext_lazy("Leeg is zonder grens. Wie daarna komt, staat op de wachtlijst."),
        error_messages={"invalid": gettext_lazy("Schrijf een heel getal."),
                        "min_value": gettext_lazy("Er is ten minste één plaats.")},
    )  # fmt: skip
    closes_on = day(
        gettext_lazy("Tot en met welke dag kun je je aanmelden?"), help_text=gettext_lazy("Leeg is tot het begint.")
    )
    offer_hours = forms.IntegerField(
        label=gettext_lazy("Hoeveel uur heeft iemand van de wachtlijst om ja te zeggen?"), min_value=1,
        max_value=LONGEST_OFFER, error_messages={"invalid": gettext_lazy("Schrijf een heel getal.")},
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Thema’s"), required=False, widget=forms.CheckboxSelectMultiple
    )

    SAME = (
        "title", "sort", "own_sort", "summary", "text", "place", "address", "access", "online_url", "lang", "costs",
        "for_whom", "sign_up", "url", "capacity", "offer_hours", "whole_days", "question", "agenda_item", "project",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, person: AnyPerson, meeting: Meeting | None = None, initial: Any = None
    ) -> None:
        told = {"sort": Sort.KENNISCAFE, "for_whom": Visibility.PUBLIC, "sign_up": SignUp.HERE, "offer_hours": 48,
                "themes": []}  # fmt: skip
        super().__init__(data, initial={**told, **(_told(meeting) if meeting else {}), **(initial or {})})
        homes = list(queries.homes_to_plan(person))
        if meeting is None:
            self.fields["home"] = HomeField(
                queries.homes_to_plan(person), to_field_name="slug", empty_label=None,
                label=gettext_lazy("Welke werkplaats organiseert het?"),
            )  # fmt: skip
        elif meeting.home is not None:
            homes.append(meeting.home)
        self._carries(homes)
        self.fields["organisers"] = OrganisersField(werkplaatsen(national=True))
        labels = sorted(theme_labels().items(), key=lambda one: one[1].casefold())
        choices: Any = self.fields["themes"]
        choices.choices = labels

    def _carries(self, homes: list[Werkplaats]) -> None:
        """What it can carry further: of where one plans, and what was chosen already."""
        for name, label, choices in (
            ("question", gettext_lazy("Welke vraag brengt het verder?"), queries.question_choices),
            ("agenda_item", gettext_lazy("Welk punt op de agenda?"), queries.agenda_choices),
            ("project", gettext_lazy("Welk leertraject?"), queries.project_choices),
        ):
            chosen = str(self.data.get(name) or self.initial.get(name) or "").replace("\x00", "")
            self.fields[name] = CarriesField(queryset=choices(homes, [chosen]), label=label)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("sort") == Sort.OWN and not data.get("own_sort"):
            self.add_error("own_sort", _("Schrijf hoe je het noemt, of kies iets uit de rij."))
        if data.get("sign_up") == SignUp.ELSEWHERE and not data.get("url") and "url" not in self.errors:
            self.add_error("url", _("Schrijf het adres waar mensen zich aanmelden."))
        if data.get("on") and not self.errors.keys() & {"on", "begins", "ends", "until_on"}:
            self._clean_when(data)
        elif (data.get("begins") or data.get("until_on")) and not data.get("on"):
            self.add_error("on", _("Kies ook een dag."))
        return data

    def _clean_when(self, data: dict[str, Any]) -> None:
        last = data.get("until_on") or data["on"]
        if data.get("whole_days"):
            begins, ends = dt.time(0), dt.time(0)
            last += dt.timedelta(days=1)
        elif not data.get("begins") or not data.get("ends"):
            self.add_error("begins" if not data.get("begins") else "ends", _("Schrijf ook hoe laat."))
            return
        else:
            begins, ends = data["begins"], data["ends"]
        data["starts_at"], data["ends_at"] = at_clock(data["on"], begins), at_clock(last, ends)
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("until_on" if data.get("until_on") else "ends", _("Dit is niet later dan het begin."))

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        closes = data.get("closes_on")
        facts = {name: data[name] for name in self.SAME} | {
            "starts_at": data.get("starts_at"), "ends_at": data.get("ends_at"),
            # Until midnight after that day.
            "closes_at": at_clock(closes + dt.timedelta(days=1), dt.time(0)) if closes else None,
        }  # fmt: skip
        chosen = Concept.objects.filter(pk__in=themes(), slug__in=data["themes"])
        return {"facts": facts, "themes": chosen, "organisers": data["organisers"], "series": data["series_title"]}


class OrganisersField(forms.ModelMultipleChoiceField):
    """Which other werkplaatsen organise it as well."""

    def __init__(self, queryset: Any) -> None:
        super().__init__(
            queryset, required=False, to_field_name="slug", widget=forms.CheckboxSelectMultiple,
            label=gettext_lazy("Welke andere werkplaatsen organiseren mee?"),
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or () if "\x00" not in str(one)])

    def label_from_instance(self, obj: Werkplaats) -> str:
        return obj.name


class CancelForm(GroupForm):
    """Why it does not go on."""

    reason = Text(
        most=500, rows=3, label=gettext_lazy("Waarom gaat het niet door?"),
        help_text=gettext_lazy("Dit staat op de pagina, en in de mail aan wie zich aanmeldde."),
        error_messages={"required": gettext_lazy("Schrijf in een zin waarom.")},
    )  # fmt: skip


def _told(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting that is there already."""
    told: dict[str, Any] = {name: getattr(meeting, name) for name in MeetingForm.SAME if hasattr(meeting, name)}
    told |= {name: getattr(meeting, name).slug for name in ("question", "agenda_item", "project") if told[name]}
    told |= {"seen": meeting.saved, "series_title": meeting.series.title if meeting.series else ""}
    told["themes"] = list(meeting.themes.values_list("slug", flat=True))
    told["organisers"] = list(meeting.shown_by.values_list("slug", flat=True))
    if meeting.starts_at and meeting.ends_at:
        told |= {"on": meeting.first_day, "until_on": meeting.last_day if meeting.more_days else None}
        if not meeting.whole_days:
            begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
            told |= {"begins": begins.time(), "ends": ends.time()}
    if meeting.closes_at:
        told["closes_on"] = last_day(meeting.closes_at)
    return told
