# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of a round as a coordinator fills them in, with defaults that can stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.agenda.desk_forms import MOST_ASKED, Seen
from noaber.agenda.kinds import KINDS
from noaber.agenda.kinds.scoring import USUAL
from noaber.agenda.models import TEXT_LENGTH, TITLE_LENGTH, Round, RoundMethod, Unit
from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.people.models import Period, Werkplaats

# What a datetime-local field sends, and what people type where there is none.
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"]
EARLIEST, LATEST = 2000, 2200


class Moment(forms.DateTimeField):
    """A day and an hour."""

    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATS[0])
        wrong = {"invalid": gettext_lazy("Vul een dag en een tijd in."), "required": gettext_lazy("Kies een dag.")}
        super().__init__(label=label, widget=widget, input_formats=FORMATS, error_messages=wrong, **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is not None and not EARLIEST <= found.year <= LATEST:
            raise ValidationError(
                _("Kies een jaar tussen %(first)s en %(last)s.") % {"first": EARLIEST, "last": LATEST}
            )
        return found


class RulesForm(forms.Form):
    """When, how much and how: all the rules of a round on one page, with defaults that can stay."""

    title = Text(most=TITLE_LENGTH, label=gettext_lazy("Titel"), help_text=gettext_lazy("Zoals mensen hem lezen."))
    intro = Text(most=TEXT_LENGTH, rows=4, required=False, label=gettext_lazy("Inleiding"))
    collect_from = Moment(gettext_lazy("Voorstellen kan vanaf"))
    clarify_from = Moment(gettext_lazy("Verhelderen vanaf"))
    weigh_from = Moment(gettext_lazy("Wegen vanaf"))
    decide_from = Moment(gettext_lazy("Wegen tot"))
    report_by = Moment(gettext_lazy("Besluit uiterlijk"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Wat is er te verdelen?"), choices=Unit.choices, widget=forms.RadioSelect
    )
    limit = forms.IntegerField(
        label=gettext_lazy("Hoeveel?"),
        min_value=1,
        max_value=MOST_ASKED,
        help_text=gettext_lazy("Zoveel onderwerpen, uren of euro is er in totaal."),
    )
    open_to_all = forms.BooleanField(
        required=False,
        label=gettext_lazy("Iedereen mag meedoen"),
        help_text=gettext_lazy("Zonder vinkje doen alleen mensen mee die je uitnodigt, of die in de zaal zitten."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Op welke manier wegen jullie?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(slug, kind.label) for slug, kind in KINDS.items()],
        error_messages={"required": gettext_lazy("Kies minstens één manier.")},
        help_text=gettext_lazy("Meer manieren mag. Op een telefoon komen ze na elkaar; ze tellen even zwaar."),
    )
    dots = forms.IntegerField(label=gettext_lazy("Punten per mens"), min_value=1, max_value=100, required=False)
    most = forms.IntegerField(
        label=gettext_lazy("Hoogstens op één onderwerp"), min_value=1, max_value=100, required=False
    )
    length = forms.IntegerField(
        label=gettext_lazy("Zoveel onderwerpen op volgorde"), min_value=1, max_value=100, required=False
    )
    pairs = forms.IntegerField(label=gettext_lazy("Zoveel tweetallen"), min_value=1, max_value=100, required=False)
    scale = forms.IntegerField(label=gettext_lazy("Van 0 tot en met"), min_value=1, max_value=10, required=False)
    criteria = Text(
        most=TEXT_LENGTH,
        rows=8,
        required=False,
        label=gettext_lazy("Criteria, één op een regel"),
        help_text=gettext_lazy(
            "Telt een criterium zwaarder? Zet er dan ; en een getal achter, zoals: “Is dringend; 2”."
        ),
    )
    SETTINGS = {
        "dots": ("dots", "most"),
        "ranking": ("length",),
        "scoring": ("scale", "criteria"),
        "pairwise": ("pairs",),
    }
    RULES = ("title", "intro", "collect_from", "clarify_from", "weigh_from", "decide_from", "report_by", "unit")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)

    def methods(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The chosen ways in the order of the page, each with what was set for it."""
        data, chosen = self.cleaned_data, self.cleaned_data["kinds"]
        return [
            (kind, {name: data[name] for name in self.SETTINGS[kind] if data.get(name) not in (None, "")})
            for kind in KINDS
            if kind in chosen
        ]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = self.cleaned_data
        limit = {"places": data["limit"]} if data["unit"] == Unit.PLACES else {"budget": data["limit"]}
        rules = {name: data[name] for name in self.RULES}
        return {
            **rules,
            "places": None,
            "budget": None,
            **limit,
            "open_to_all": data["open_to_all"],
            "methods": self.methods(),
        }


class PlanForm(RulesForm):
    """A new round; a period of the werkplaats is chosen once."""

    period = forms.ModelChoiceField(
        Period.objects.none(), to_field_name="slug", empty_label=None, label=gettext_lazy("Voor de agenda van")
    )
    submission = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, werkplaats: Werkplaats, **options: Any) -> None:
        super().__init__(data, **options)
        period = self.fields["period"]
        assert isinstance(period, forms.ModelChoiceField)
        period.queryset = werkplaats.periods.order_by("-starts_on", "pk")

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**super().values(), "period": data["period"], "submission": data["submission"]}


class ChangeForm(RulesForm, Seen):
    """The rules of a round that is there, until weighing begins."""

    def __init__(self, data: Any = None, *, round: Round, **options: Any) -> None:
        Seen.__init__(self, data, round=round, initial=told(round, list(round.methods.all())), **options)

    def refuse(self, refusal: Refused) -> None:
        Seen.refuse(self, refusal)

    def values(self) -> dict[str, Any]:
        return {**RulesForm.values(self), "seen": self.cleaned_data["seen"]}


def told(round: Round, methods: Sequence[RoundMethod]) -> dict[str, Any]:
    """A round as the form shows it."""
    shown: dict[str, Any] = {name: getattr(round, name) for name in RulesForm.RULES}
    shown |= {"limit": round.limit, "open_to_all": round.open_to_all, "kinds": [one.kind for one in methods]}
    shown |= defaults()
    for method in methods:
        shown |= {name: value for name, value in method.settings.items() if name in RulesForm.base_fields}
        if method.kind == "scoring":
            shown["criteria"] = "\n".join(_line(one) for one in method.settings["criteria"])
    return shown


def _line(criterion: Mapping[str, Any]) -> str:
    weight = criterion.get("weight", 1)
    return f"{criterion['label']}; {weight}" if weight != 1 else str(criterion["label"])


def defaults() -> dict[str, Any]:
    """What each way of weighing begins with."""
    return {
        "dots": 10,
        "most": 5,
        "length": 5,
        "pairs": 12,
        "scale": 5,
        "criteria": "\n".join(str(label) for label in USUAL),
    }


def proposed(period: Period | None, at: datetime) -> dict[str, Any]:
    """A round as most would want it: three weeks to propose, one to clarify, two to weigh, three to decide."""
    day = timezone.localtime(at).replace(hour=9, minute=0, second=0, microsecond=0)

    def later(days: int, hour: int = 9) -> datetime:
        return (day + timedelta(days=days)).replace(hour=hour)

    return {
        **defaults(),
        "period": period.slug if period else None,
        "title": _("Wat zoeken we de komende tijd uit?"),
        "collect_from": day,
        "clarify_from": later(21),
        "weigh_from": later(28),
        "decide_from": later(42, 17),
        "report_by": later(63, 17),
        "unit": Unit.PLACES,
        "limit": 5,
        "open_to_all": True,
        "kinds": ["dots"],
    }
