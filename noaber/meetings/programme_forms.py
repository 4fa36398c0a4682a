# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What who plans fills in about the programme, the speakers, the papers, kept places and what is asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import clock
from noaber.base.forms import Text
from noaber.meetings.models import Asked, KeptPlaces, Meeting, Paper, Part, Speaker
from noaber.meetings.planning_forms import MOST_PLACES, at_clock, last_day
from noaber.meetings.programme_actions import Belonging
from noaber.people.models import Perspective
from noaber.projects.forms import TEXT_LENGTH, GroupForm, day
from noaber.projects.plan_forms import clock_time

MOST_ROUNDS = 20


def _places(label: Any, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=1, max_value=MOST_PLACES,
        error_messages={"invalid": gettext_lazy("Schrijf een heel getal.")},
    )  # fmt: skip


class BelongingForm(GroupForm):
    """One thing that belongs to a meeting."""

    MODEL: type[Belonging]
    TITLE: Any = ""

    def __init__(
        self, data: Any = None, files: Any = None, *, meeting: Meeting, thing: Any = None, initial: Any = None
    ) -> None:
        self.meeting = meeting
        super().__init__(data, files, initial={**(self.told(thing) if thing else {}), **(initial or {})})

    def told(self, thing: Any) -> dict[str, Any]:
        """What the form shows of a thing that is there already."""
        return {
            name: getattr(thing, name) for name in self.base_fields if hasattr(thing, name) and name != "submission"
        }

    def facts(self) -> dict[str, Any]:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}


class PartForm(BelongingForm):
    MODEL, TITLE = Part, gettext_lazy("Een deel van het programma")
    title = Text(most=200, label=gettext_lazy("Waarover gaat het?"))
    on = day(gettext_lazy("Welke dag?"), required=True)
    begins = clock_time(gettext_lazy("Hoe laat begint het?"))
    ends = clock_time(gettext_lazy("Tot hoe laat?"))
    round = forms.IntegerField(
        label=gettext_lazy("In welke ronde?"), required=False, min_value=0, max_value=MOST_ROUNDS,
        help_text=gettext_lazy("Leeg is voor iedereen. Delen van dezelfde ronde zijn tegelijk: mensen kiezen er één."),
        error_messages={"invalid": gettext_lazy("Schrijf een heel getal.")},
    )  # fmt: skip
    place = Text(most=120, required=False, label=gettext_lazy("In welke zaal?"))
    capacity = _places(gettext_lazy("Hoeveel plaatsen zijn er? Leeg is zonder grens."))
    text = Text(most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Meer erover"))

    def __init__(self, data: Any = None, files: Any = None, *, meeting: Meeting, **options: Any) -> None:
        first = {"on": timezone.localdate(meeting.starts_at)} if meeting.starts_at else {}
        super().__init__(
            data, files, meeting=meeting, **{**options, "initial": {**first, **options.get("initial", {})}}
        )

    def told(self, thing: Any) -> dict[str, Any]:
        begins, ends = timezone.localtime(thing.starts_at), timezone.localtime(thing.ends_at)
        when = {"on": clock.day(begins), "begins": begins.time(), "ends": ends.time()}
        return {**super().told(thing), **when, "round": thing.round or None}

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Dit is niet later dan het begin."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {name: data[name] for name in ("title", "text", "place", "capacity")}
        when = {"starts_at": at_clock(data["on"], data["begins"]), "ends_at": at_clock(data["on"], data["ends"])}
        return {**told, **when, "round": data["round"] or 0}


class SpeakerForm(BelongingForm):
    MODEL, TITLE = Speaker, gettext_lazy("Iemand die iets vertelt of begeleidt")
    name = Text(most=200, label=gettext_lazy("Naam"))
    role = Text(
        most=200, required=False, label=gettext_lazy("Als wat?"),
        help_text=gettext_lazy("Bijvoorbeeld ervaringsdeskundige, lector of gespreksleider."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, meeting: Meeting, **options: Any) -> None:
        super().__init__(data, files, meeting=meeting, **options)
        self.fields["part"] = PartField(meeting.parts.all())

    def told(self, thing: Any) -> dict[str, Any]:
        return {**super().told(thing), "part": thing.part_id}


class PartField(forms.ModelChoiceField):
    """A part of the programme, or the whole meeting."""

    def __init__(self, queryset: Any) -> None:
        super().__init__(
            queryset, required=False, empty_label=gettext_lazy("De hele bijeenkomst"),
            label=gettext_lazy("In welk deel?"),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(value if str(value or "").isdecimal() else None)


class PaperForm(BelongingForm):
    MODEL, TITLE = Paper, gettext_lazy("Een stuk")
    sort = forms.ChoiceField(label=gettext_lazy("Wat is het?"), choices=Paper.Sort.choices)
    name = Text(most=200, label=gettext_lazy("Hoe heet het?"))
    file = forms.FileField(
        label=gettext_lazy("Bestand"), required=False, max_length=255,
        error_messages={"empty": gettext_lazy("Dit bestand is leeg."),
                        "max_length": gettext_lazy("De naam van dit bestand is te lang.")},
    )  # fmt: skip
    url = forms.URLField(
        label=gettext_lazy("Of een webadres"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Dit is geen webadres.")},
    )  # fmt: skip
    public = forms.TypedChoiceField(
        label=gettext_lazy("Wie mag het lezen?"), widget=forms.RadioSelect, initial="1",
        coerce=lambda value: value == "1",
        choices=[("1", gettext_lazy("Iedereen")), ("0", gettext_lazy("Wie zich aanmeldde"))],
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, thing: Any = None, **options: Any) -> None:
        super().__init__(data, files, thing=thing, **options)
        self.thing = thing
        if thing is not None and thing.file:
            del self.fields["file"], self.fields["url"]

    def told(self, thing: Any) -> dict[str, Any]:
        return {"sort": thing.sort, "name": thing.name, "url": thing.url, "public": "1" if thing.public else "0"}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if (
            "file" in self.fields
            and not self.errors.keys() & {"file", "url"}
            and bool(data["file"]) == bool(data["url"])
        ):
            self.add_error("file", _("Kies een bestand, of schrijf een webadres: een van de twee."))
        return data


class KeptPlacesForm(BelongingForm):
    MODEL, TITLE = KeptPlaces, gettext_lazy("Plaatsen vrijhouden")
    perspective = forms.ChoiceField(label=gettext_lazy("Voor wie?"), choices=Perspective.choices)
    places = _places(gettext_lazy("Hoeveel plaatsen?"), required=True)
    until_on = day(
        gettext_lazy("Tot en met welke dag?"),
        help_text=gettext_lazy("Daarna zijn ze voor iedereen. Leeg is tot het begint."),
    )  # fmt: skip

    def told(self, thing: Any) -> dict[str, Any]:
        until = last_day(thing.until) if thing.until else None
        return {"perspective": thing.perspective, "places": thing.places, "until_on": until}

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        until = at_clock(data["until_on"] + dt.timedelta(days=1), dt.time(0)) if data["until_on"] else None
        return {"perspective": data["perspective"], "places": data["places"], "until": until}


class AskedForm(BelongingForm):
    MODEL, TITLE = Asked, gettext_lazy("Een vraag bij het aanmelden")
    text = Text(
        most=200, label=gettext_lazy("Wat wil je vragen?"),
        help_text=gettext_lazy("Vraag alleen wat je nodig hebt. Niemand hoeft te antwoorden."),
    )  # fmt: skip
    sort = forms.ChoiceField(
        label=gettext_lazy("Hoe antwoord je?"), choices=Asked.Sort.choices, widget=forms.RadioSelect,
        initial=Asked.Sort.TEXT,
    )  # fmt: skip
    choices = Text(
        most=2000, rows=4, required=False, label=gettext_lazy("Waaruit kies je?"),
        help_text=gettext_lazy("Een mogelijkheid per regel. Alleen bij kiezen uit een rij."),
    )  # fmt: skip
    after_answer = Text(
        most=200, required=False, label=gettext_lazy("Alleen bij dit antwoord"),
        help_text=gettext_lazy("Bij ja of nee: schrijf ja of nee. Leeg is bij elk antwoord."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, meeting: Meeting, thing: Any = None, **options: Any):
        super().__init__(data, files, meeting=meeting, thing=thing, **options)
        # A question that hangs on another is never hung on: what is asked stays easy to follow.
        others = meeting.asked.filter(after__isnull=True)
        others = others.exclude(pk=thing.pk) if thing else others
        self.fields["after"] = AfterField(others)
        self.order_fields(["submission", "text", "sort", "choices", "after", "after_answer"])

    def told(self, thing: Any) -> dict[str, Any]:
        return {**super().told(thing), "choices": "\n".join(thing.choices), "after": thing.after_id}

    def clean_choices(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("sort") == Asked.Sort.CHOICE and len(data.get("choices") or ()) < 2:
            self.add_error("choices", _("Schrijf er ten minste twee, elk op een eigen regel."))
        return data


class AfterField(forms.ModelChoiceField):
    """The question after which this one is asked."""

    def __init__(self, queryset: Any) -> None:
        super().__init__(
            queryset, required=False, empty_label=gettext_lazy("Altijd"),
            label=gettext_lazy("Alleen vragen na een antwoord op"),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(value if str(value or "").isdecimal() else None)


# What a thing is called in an address.
BELONGINGS: dict[str, type[BelongingForm]] = {
    "deel": PartForm, "spreker": SpeakerForm, "stuk": PaperForm, "plaatsen": KeptPlacesForm, "vraag": AskedForm,
}  # fmt: skip
