# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody fills in to come to a meeting. Only a name and an address are asked for; the rest is for who wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from noaber.base.forms import Address, Guarded, Text
from noaber.meetings import queries, signup_policies, signup_queries
from noaber.meetings.models import Asked, Meeting, Registration, Series
from noaber.meetings.signup_models import MOST_TOGETHER
from noaber.people.models import AnyPerson, Person
from noaber.questions.forms import PERSPECTIVES
from noaber.ui.formats import moment

FACTS = (
    "name", "email", "organisation", "perspective", "size", "companions", "access", "diet", "register_number", "remind",
)  # fmt: skip
YES_NO = [("ja", gettext_lazy("Ja")), ("nee", gettext_lazy("Nee"))]


class WhoForm(Guarded):
    """Who comes, with how many, and what they need."""

    name = Text(
        most=120, label=gettext_lazy("Je naam"),
        error_messages={"required": gettext_lazy("Schrijf je naam, dan weten we wie er komt.")},
    )  # fmt: skip
    email = Address(
        help_text=gettext_lazy("Hier krijg je een bevestiging, met een link om iets te veranderen of je af te melden."),
        error_messages={
            "required": gettext_lazy("Schrijf je e-mailadres, dan kunnen we je mailen."),
            "invalid": gettext_lazy("Dit e-mailadres klopt niet."),
        },
    )
    organisation = Text(most=200, required=False, label=gettext_lazy("Organisatie"))
    perspective = forms.ChoiceField(
        label=gettext_lazy("Ik kom als"), required=False,
        choices=[("", gettext_lazy("dat zeg ik liever niet")), *PERSPECTIVES],
    )  # fmt: skip
    size = forms.TypedChoiceField(
        label=gettext_lazy("Met hoeveel mensen kom je?"), required=False, coerce=int, empty_value="1", initial=1,
        choices=[(1, gettext_lazy("alleen ik")), *[(many, str(many)) for many in range(2, MOST_TOGETHER + 1)]],
    )  # fmt: skip
    companions = Text(
        most=1300, rows=3, required=False, label=gettext_lazy("Wie komen er mee?"),
        help_text=gettext_lazy("Een naam per regel."),
    )  # fmt: skip
    access = Text(
        most=1000, rows=2, required=False, label=gettext_lazy("Wat heb je nodig om mee te doen?"),
        help_text=gettext_lazy("Bijvoorbeeld een ringleiding, een rustige plek, een tolk of plaats voor een rolstoel."),
    )  # fmt: skip
    diet = Text(most=300, required=False, label=gettext_lazy("Wat eet of drink je niet?"))
    register_number = Text(
        most=40, required=False, label=gettext_lazy("Je nummer in SKJ of Registerplein"),
        help_text=gettext_lazy("Alleen als je punten wilt voor je register."),
    )  # fmt: skip
    remind = forms.BooleanField(
        label=gettext_lazy("Stuur me kort ervoor een herinnering"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, person: AnyPerson = None, initial: Any = None) -> None:
        told = {}
        if isinstance(person, Person):
            told = {"name": person.name, "email": person.email, "perspective": person.perspective}
        super().__init__(data, initial={**told, **(initial or {})})

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        # It stands in the mail to the address: no place for a link of somebody else.
        if "://" in name:
            raise forms.ValidationError(_("Schrijf je naam, dan weten we wie er komt."))
        return name

    def clean_companions(self) -> list[str]:
        lines = self.cleaned_data["companions"].splitlines()
        return [line.strip()[:120] for line in lines if line.strip()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        # Who names three companions comes with four, whatever stands in the list.
        together = len(data.get("companions") or ()) + 1
        if together > MOST_TOGETHER:
            self.add_error("companions", _("Je kunt met hoogstens %(most)s mensen komen.") % {"most": MOST_TOGETHER})
        elif together > int(data.get("size") or 1):
            data["size"] = together
        return data

    def facts(self) -> dict[str, Any]:
        """What is kept about who comes."""
        told = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        return {**told, "size": int(told["size"]), "language": (get_language() or "nl")[:2]}


class SignUpForm(WhoForm):
    """Coming to one meeting: also which parts, and what the planners ask."""

    def __init__(
        self, data: Any = None, *, meeting: Meeting, person: AnyPerson = None, registration: Registration | None = None
    ) -> None:
        super().__init__(data, person=person, initial=_told(registration) if registration else None)
        self.rounds = signup_queries.rounds_of(meeting)
        self.asked = signup_queries.asked_of(meeting)
        for one in self.rounds:
            self.fields[f"round-{one.number}"] = _part_field(one)
        for question in self.asked:
            self.fields[f"asked-{question.pk}"] = _answer_field(question)
        if registration is not None:
            del self.fields["email"]

    @property
    def round_fields(self) -> list[Any]:
        """The fields in which parts are chosen."""
        return [self[f"round-{one.number}"] for one in self.rounds]

    @property
    def first_asked(self) -> list[Any]:
        """What is asked of everybody."""
        return [self[f"asked-{one.pk}"] for one in self.asked if one.after_id is None]

    @property
    def next_asked(self) -> list[Any]:
        """What is asked only because of what was answered."""
        return [self[f"asked-{one.pk}"] for one in self._following()]

    def _sent(self, name: str) -> list[str]:
        data: Any = self.data
        return list(data.getlist(name))

    def _following(self) -> list[Asked]:
        return signup_queries.asked_next(self.asked, self._all_answers())

    def _all_answers(self) -> dict[int, str]:
        told = getattr(self, "cleaned_data", None) or self.initial
        return {one.pk: str(told.get(f"asked-{one.pk}") or "") for one in self.asked}

    def parts(self) -> list[int]:
        """The chosen parts."""
        chosen = [self.cleaned_data.get(f"round-{one.number}") for one in self.rounds]
        return [int(one) for one in chosen if one]

    def answers(self) -> dict[int, str]:
        """The answers to what was asked; one to a question that no longer follows is dropped."""
        due = {one.pk for one in self.asked if one.after_id is None} | {one.pk for one in self._following()}
        return {pk: text for pk, text in self._all_answers().items() if pk in due}

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"facts": self.facts(), "parts": self.parts(), "answers": self.answers()}

    @property
    def asks_on(self) -> bool:
        """Whether there is a second page: questions that follow from an answer, and were not on what was sent."""
        shown = self._sent("shown")
        return any(str(one.pk) not in shown for one in self._following())

    @property
    def shown(self) -> list[int]:
        """Which questions of the planners are on this page."""
        following = self._following() if self.initial.get("name") else []
        return [one.pk for one in self.asked if one.after_id is None or one in following]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was filled in on the first page, to be sent along with the second."""
        later = {bound.html_name for bound in self.next_asked}
        names = [name for name in (*self.fields, "shown") if name not in later]
        return [(name, value) for name in names for value in self._sent(name)]


def _part_field(one: signup_queries.Round) -> forms.ChoiceField:
    full = gettext_lazy("(vol: je komt op de wachtlijst)")
    choices = [(str(part.pk), f"{part.title} {full}" if is_full else part.title) for part, is_full in one.parts]
    label = _("Ronde %(number)s: waar ga je heen?") % {"number": one.number}
    nothing = ("", _("nog geen keuze"))
    return forms.ChoiceField(label=label, required=False, choices=[*choices, nothing], widget=forms.RadioSelect)


def _answer_field(one: Asked) -> forms.Field:
    if one.sort == Asked.Sort.YES:
        return forms.ChoiceField(label=one.text, required=False, choices=YES_NO, widget=forms.RadioSelect)
    if one.sort == Asked.Sort.CHOICE:
        choices = [(choice, choice) for choice in one.choices]
        return forms.ChoiceField(label=one.text, required=False, choices=choices, widget=forms.RadioSelect)
    return Text(most=1000, rows=2, label=one.text, required=False)


def _told(registration: Registration) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(registration, name) for name in FACTS}
    told["companions"] = "\n".join(registration.companions)
    told |= {f"asked-{one.asked_id}": one.text for one in registration.answers.all()}
    return told | {f"round-{one.part.round}": str(one.part_id) for one in registration.choices.select_related("part")}


class SeriesForm(WhoForm):
    """Coming to several meetings of a series at once; parts and questions are told later, by the mailed link."""

    def __init__(self, data: Any = None, *, series: Series, person: AnyPerson, at: dt.datetime) -> None:
        super().__init__(data, person=person)
        self.open_ones = [one for one in queries.of_series(series, person) if signup_policies.may_sign_up(one, at)]
        self.fields["meetings"] = forms.TypedMultipleChoiceField(
            label=_("Naar welke kom je?"), widget=forms.CheckboxSelectMultiple, coerce=int,
            choices=[(one.pk, _when(one)) for one in self.open_ones], initial=[one.pk for one in self.open_ones],
            error_messages={"required": _("Kies er ten minste een.")},
        )  # fmt: skip

    @property
    def chosen(self) -> Sequence[Meeting]:
        """The meetings that were ticked."""
        return [one for one in self.open_ones if one.pk in self.cleaned_data["meetings"]]


def _when(meeting: Meeting) -> str:
    return f"{moment(meeting.starts_at)}: {meeting.title}"


class LinkForm(Guarded):
    """Where the link to a registration is mailed again."""

    email = Address(help_text=gettext_lazy("Het adres waarmee je je aanmeldde."))


class AddForm(WhoForm):
    """Somebody whom the planners sign up."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        # Who plans may type fast, and is no robot.
        del self.fields["started"], self.fields["website"]


class RemoveForm(forms.Form):
    """Why somebody is taken off the list."""

    reason = Text(
        most=500, rows=3, label=gettext_lazy("Waarom meld je deze mensen af?"),
        help_text=gettext_lazy("Dit staat in de mail die ze krijgen."),
        error_messages={"required": gettext_lazy("Schrijf in een zin waarom.")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)

    def refuse(self, refusal: Any) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)
