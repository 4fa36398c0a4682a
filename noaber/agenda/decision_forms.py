# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to decide about an agenda: who, when, why, and per candidate what happens to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.agenda.decision_actions import Line
from noaber.agenda.decision_models import Choice
from noaber.agenda.desk_forms import Seen
from noaber.agenda.models import TEXT_LENGTH, TITLE_LENGTH, Candidate, Round
from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.people.models import Period, Werkplaats
from noaber.questions.models import Question

BODY_LENGTH = 120
LEAD_LENGTH = 300


class Day(forms.DateField):
    """A day that is past, or today."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = {"invalid": gettext_lazy("Vul een dag in."), "required": gettext_lazy("Kies de dag van het besluit.")}
        super().__init__(
            label=gettext_lazy("Besloten op"), widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"],
            initial=timezone.localdate, error_messages=wrong, **options,
        )  # fmt: skip


def body_field() -> Text:
    """Who decided, as a body; no names of persons."""
    return Text(
        most=BODY_LENGTH,
        label=gettext_lazy("Wie besloot?"),
        initial=gettext_lazy("Programmateam"),
        help_text=gettext_lazy("Zoals het programmateam, of de raad van inwoners en partners. Geen namen van mensen."),
    )


def reason_field(label: Any) -> Text:
    """Why, for everybody."""
    return Text(
        most=TEXT_LENGTH,
        rows=4,
        label=label,
        help_text=gettext_lazy("Iedereen kan dit lezen. Wie een vraag stelde krijgt het gemaild."),
        error_messages={"required": gettext_lazy("Schrijf waarom.")},
    )


class LineForm(forms.Form):
    """What happens to one candidate."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Wat gebeurt ermee?"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat ermee gebeurt.")},
    )
    lead = Text(most=LEAD_LENGTH, required=False, label=gettext_lazy("Wie trekt dit?"))
    reason = Text(most=TEXT_LENGTH, rows=2, required=False, label=gettext_lazy("Waarom?"))

    def __init__(self, data: Any, *, candidate: Candidate, proposed: bool, of_residents: bool) -> None:
        self.candidate, self.proposed, self.of_residents = candidate, proposed, of_residents
        first = {"choice": Choice.IN if proposed else Choice.OUT}
        super().__init__(data, prefix=f"c{candidate.number}", initial=first, use_required_attribute=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        departs = self.of_residents and data.get("choice") not in (None, Choice.IN)
        if departs and not data.get("reason") and "reason" not in self.errors:
            told = _("Inwoners zetten dit bij de belangrijkste. Schrijf waarom jullie daarvan afwijken.")
            self.add_error("reason", told)
        return data

    def line(self) -> Line:
        """What was decided about it."""
        data = self.cleaned_data
        return Line(self.candidate.number, data["choice"], data["reason"], data["lead"])


class AdoptForm(Seen):
    """The decision after a round."""

    body = body_field()
    decided_on = Day()
    reason = reason_field(gettext_lazy("Waarom dit besluit?"))
    submission = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        data: Any = None,
        *,
        round: Round,
        candidates: Sequence[Candidate],
        proposed: Collection[int],
        residents: Collection[int],
        **options: Any,
    ) -> None:
        super().__init__(data, round=round, **options)
        self.rows = [
            LineForm(data, candidate=one, proposed=one.number in proposed, of_residents=one.number in residents)
            for one in candidates
        ]

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.rows]
        return super().is_valid() and all(rows)

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "lines": [row.line() for row in self.rows]}


class WithdrawForm(forms.Form):
    """Taking something off the agenda."""

    body = body_field()
    decided_on = Day()
    reason = reason_field(gettext_lazy("Waarom gaat dit van de agenda?"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class AddForm(WithdrawForm):
    """Putting something on the agenda between rounds."""

    period = forms.ModelChoiceField(
        Period.objects.none(), to_field_name="slug", empty_label=None, label=gettext_lazy("Op de agenda van")
    )
    title = Text(most=TITLE_LENGTH, rows=2, label=gettext_lazy("Wat komt erop?"))
    text = Text(most=TEXT_LENGTH, rows=4, required=False, label=gettext_lazy("Wat speelt er?"))
    lead = Text(most=LEAD_LENGTH, required=False, label=gettext_lazy("Wie trekt dit?"))
    questions = Text(
        most=TEXT_LENGTH,
        rows=3,
        required=False,
        label=gettext_lazy("Welke vragen horen erbij?"),
        help_text=gettext_lazy("Plak de adressen van de vragen, elk op een regel. Wie ze stelde krijgt bericht."),
    )
    reason = reason_field(gettext_lazy("Waarom komt dit erbij?"))
    submission = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, werkplaats: Werkplaats, **options: Any) -> None:
        super().__init__(data, **options)
        period = self.fields["period"]
        assert isinstance(period, forms.ModelChoiceField)
        period.queryset = werkplaats.periods.order_by("-starts_on", "pk")

    def clean_questions(self) -> list[Question]:
        found = []
        for line in str(self.cleaned_data["questions"]).split():
            slug = line.rstrip("/").rpartition("/")[2]
            question = Question.objects.public().filter(slug=slug).first()
            if question is None:
                raise ValidationError(_("Deze vraag kennen we niet: %(line)s") % {"line": line[:120]})
            found.append(question)
        return found


class TogetherForm(forms.Form):
    """Asking another region to join forces."""

    other = forms.ChoiceField(
        label=gettext_lazy("Met wie?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies met wie je samen wilt optrekken.")},
    )
    text = Text(
        most=TEXT_LENGTH,
        rows=4,
        label=gettext_lazy("Wat stel je voor?"),
        help_text=gettext_lazy("De coördinator van de andere werkplaats krijgt dit gemaild, met jouw naam en adres."),
        error_messages={"required": gettext_lazy("Schrijf wat je voorstelt.")},
    )

    def __init__(self, data: Any = None, *, offered: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        other = self.fields["other"]
        assert isinstance(other, forms.ChoiceField)
        other.choices = list(offered)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)
