# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator fills in to run a round: steps, people and candidates. Its rules are in rules_forms."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.agenda.models import TEXT_LENGTH, TITLE_LENGTH, Candidate, Round, Unit
from noaber.agenda.participant_actions import MOST_AT_ONCE
from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.questions.forms import PERSPECTIVES
from noaber.questions.models import Question

MOST_ASKED = 10**9


class Seen(forms.Form):
    """A step with a round; `seen` is how the round was when the coordinator looked at it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: Any = None, *, round: Round, **options: Any) -> None:
        self.round = round
        initial = {"seen": round.version, **(options.pop("initial", None) or {})}
        super().__init__(data, initial=initial, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, keep what was typed, and let the next try know how it is now."""
        self.add_error(None, refusal.reason)
        data: Any = self.data
        data = data.copy()
        data["seen"] = Round.objects.get(pk=self.round.pk).version
        self.data = data

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class StepForm(Seen):
    """A step that needs no words."""


class ReasonForm(Seen):
    """A step that everybody can read the reason of."""

    text = Text(
        most=TEXT_LENGTH,
        rows=4,
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Iedereen kan dit lezen."),
        error_messages={"required": gettext_lazy("Schrijf waarom.")},
    )


class ReportForm(ReasonForm):
    text = Text(
        most=TEXT_LENGTH,
        rows=6,
        label=gettext_lazy("Wat vertel je aan wie meedeed?"),
        help_text=gettext_lazy("Wat is er besloten, en wat gebeurt er nu? Iedereen kan dit lezen."),
    )


class InviteForm(forms.Form):
    """Mail addresses, pasted as they come, of people who weigh from one perspective."""

    perspective = forms.ChoiceField(
        label=gettext_lazy("Zij wegen mee als"), choices=PERSPECTIVES, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies één perspectief. De andere nodig je daarna uit.")},
    )  # fmt: skip
    addresses = Text(
        most=40_000,
        rows=8,
        label=gettext_lazy("E-mailadressen"),
        help_text=gettext_lazy("Plak ze zoals je ze hebt: onder elkaar, met komma’s, of met namen erbij."),
        error_messages={"required": gettext_lazy("Plak minstens één e-mailadres.")},
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)

    def clean_addresses(self) -> list[str]:
        pasted = str(self.cleaned_data["addresses"])
        found, wrong = [], []
        for part in re.split(r"[\s,;<>()\"']+", pasted):
            if "@" not in part:
                continue
            try:
                validate_email(part.strip("."))
                found.append(part.strip(".").lower())
            except ValidationError:
                wrong.append(part)
        if wrong:
            raise ValidationError(_("Dit zijn geen e-mailadressen: %(wrong)s.") % {"wrong": ", ".join(wrong[:5])})
        if not found:
            raise ValidationError(_("Hier staat geen e-mailadres in."))
        if len(set(found)) > MOST_AT_ONCE:
            raise ValidationError(_("Nodig ten hoogste %(number)s mensen tegelijk uit.") % {"number": MOST_AT_ONCE})
        return list(dict.fromkeys(found))

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        perspective = self.cleaned_data["perspective"]
        return {"people": [(address, perspective) for address in self.cleaned_data["addresses"]]}


class SeatsForm(forms.Form):
    """How many people are in the room."""

    seats = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen zijn er in de zaal?"),
        min_value=1,
        max_value=2000,
        initial=50,
        help_text=gettext_lazy("Zoveel telefoons kunnen er meedoen. Je kunt het later ophogen."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)


class CandidateForm(forms.Form):
    """The words and the cost of a candidate."""

    title = Text(most=TITLE_LENGTH, rows=2, label=gettext_lazy("Voorstel in één zin"))
    text = Text(most=TEXT_LENGTH, rows=4, required=False, label=gettext_lazy("Wat speelt er?"))
    cost = forms.IntegerField(label=gettext_lazy("Wat kost het?"), min_value=1, max_value=MOST_ASKED, required=False)

    def __init__(self, data: Any = None, *, round: Round, candidate: Candidate | None = None, **options: Any) -> None:
        if candidate is not None:
            options["initial"] = {"title": candidate.title, "text": candidate.text, "cost": candidate.cost}
        super().__init__(data, use_required_attribute=False, **options)
        if round.unit == Unit.PLACES:
            del self.fields["cost"]
        else:
            self.fields["cost"].help_text = round.get_unit_display()

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = self.cleaned_data
        return {"title": data["title"], "text": data["text"], "cost": data.get("cost") or 1}


class PickForm(forms.Form):
    """A question that was offered, put in as it is."""

    question = forms.ModelChoiceField(
        Question.objects.public(),
        to_field_name="ref",
        error_messages={
            "invalid_choice": gettext_lazy("Deze vraag is er niet meer."),
            "required": gettext_lazy("Kies een vraag."),
        },
    )

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error("question", refusal.reason)

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"question": self.cleaned_data["question"]}


class JudgeForm(forms.Form):
    """Admitting a proposal, or not and why; or letting it go on in another."""

    text = Text(most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Waarom?"))
    into = forms.ModelChoiceField(
        Candidate.objects.none(), required=False, label=gettext_lazy("Samenvoegen met"), empty_label="—"
    )

    def __init__(self, data: Any = None, *, candidate: Candidate, **options: Any) -> None:
        # It stands on one page with the form that changes the words.
        super().__init__(data, use_required_attribute=False, auto_id="judge_%s", **options)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = candidate.round.candidates.weighed().exclude(pk=candidate.pk)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error("text", refusal.reason)
