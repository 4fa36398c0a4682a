# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What who leads a round and who chooses in it fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Guarded, Text
from noaber.base.verdicts import Refused
from noaber.effects import msc_queries
from noaber.effects.models import TEXT_LENGTH, TITLE_LENGTH
from noaber.effects.msc_models import Domain, MscRound
from noaber.effects.story_models import Story
from noaber.people.models import Person, Perspective, Werkplaats
from noaber.people.queries import coordinates
from noaber.projects.models import Project

MOST_PANEL = 30


class _Home(forms.ModelChoiceField):
    def label_from_instance(self, obj: Werkplaats) -> str:
        return obj.name


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"required": gettext_lazy("Vul een dag in."), "invalid": gettext_lazy("Deze dag klopt niet.")},
    )


class RoundForm(Guarded):
    """A new round."""

    title = Text(most=TITLE_LENGTH, label=gettext_lazy("Hoe heet de ronde?"))
    home = _Home(Werkplaats.objects.none(), to_field_name="slug", empty_label=None, label=gettext_lazy("Werkplaats"))
    project = forms.ModelChoiceField(
        Project.objects.none(), to_field_name="slug", required=False, empty_label="—",
        label=gettext_lazy("Leertraject"), help_text=gettext_lazy("Kies er een als de ronde daarover gaat."),
    )  # fmt: skip
    text = Text(most=TEXT_LENGTH, rows=3, required=False, label=gettext_lazy("Waar gaat het om?"))
    domains = Text(
        most=TEXT_LENGTH, rows=4, label=gettext_lazy("Domeinen van verandering"),
        help_text=gettext_lazy("Elk op een eigen regel. Bijvoorbeeld: hoe mensen zich voelen, hoe we samenwerken."),
        error_messages={"required": gettext_lazy("Noem minstens één domein.")},
    )  # fmt: skip
    from_on = _day(gettext_lazy("Verhalen van"))
    until_on = _day(gettext_lazy("tot"))

    def __init__(self, *data: Any, person: Person, **options: Any) -> None:
        super().__init__(*data, **options)
        projects = msc_queries.projects_of(person)
        homes = Werkplaats.objects.filter(pk__in=coordinates(person).prefetch_related(None).order_by())
        led = Werkplaats.objects.filter(pk__in=projects.values("home"))
        for name, rows in (("home", homes | led), ("project", projects)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows.distinct()

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        names = ("title", "home", "project", "text", "from_on", "until_on", "submission")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "domains": self.cleaned_data["domains"].split("\n"),
        }


class GatherForm(forms.Form):
    """Laying a story in a domain."""

    story = forms.ModelChoiceField(Story.objects.none(), to_field_name="ref", label=gettext_lazy("Verhaal"))
    domain = forms.ModelChoiceField(Domain.objects.none(), to_field_name="number", label=gettext_lazy("Domein"))

    def __init__(self, data: Any = None, *, round: MscRound) -> None:
        super().__init__(data, use_required_attribute=False, auto_id="gather_%s")
        for name, rows in (("story", msc_queries.offered(round)), ("domain", round.domains.all())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)


class PanelForm(forms.Form):
    """Whom to ask for the panel: addresses from one perspective."""

    mails = Text(
        most=TEXT_LENGTH, rows=3, label=gettext_lazy("E-mailadressen"),
        help_text=gettext_lazy("Elk op een eigen regel. Ze krijgen een link, en hebben geen account nodig."),
        error_messages={"required": gettext_lazy("Vul minstens één adres in.")},
    )  # fmt: skip
    perspective = forms.ChoiceField(label=gettext_lazy("Ze kijken als"), choices=Perspective.choices)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False, auto_id="panel_%s")

    def clean_mails(self) -> list[str]:
        found = [
            one.strip().lower() for one in self.cleaned_data["mails"].replace(",", "\n").split("\n") if one.strip()
        ]
        if len(found) > MOST_PANEL:
            raise ValidationError(_("Dat zijn er meer dan %(most)s.") % {"most": MOST_PANEL})
        for one in found:
            try:
                validate_email(one)
            except ValidationError as error:
                raise ValidationError(_("Dit adres klopt niet: %(mail)s") % {"mail": one}) from error
        return found

    def panel(self) -> dict[str, str]:
        """A perspective for each address."""
        return dict.fromkeys(self.cleaned_data["mails"], self.cleaned_data["perspective"])

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen."""
        self.add_error(None, refusal.reason)


class ChooseForm(forms.Form):
    """The story that says most in one domain, and why."""

    story = forms.ModelChoiceField(
        Story.objects.none(), to_field_name="ref", empty_label=None, widget=forms.RadioSelect,
        label=gettext_lazy("Welk verhaal laat de belangrijkste verandering zien?"),
        error_messages={"required": gettext_lazy("Kies een verhaal.")},
    )  # fmt: skip
    reason = Text(
        most=TEXT_LENGTH, rows=3, label=gettext_lazy("Waarom dit verhaal?"),
        help_text=gettext_lazy("Dit komt op de site, en de verteller leest het."),
        error_messages={"required": gettext_lazy("Schrijf waarom je dit verhaal kiest.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, domain: Domain, initial: Any = None) -> None:
        self.domain = domain
        super().__init__(data, prefix=f"d{domain.number}", initial=initial, use_required_attribute=False)
        field = self.fields["story"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = domain.stories.filter(state="public")

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, with everything typed still there."""
        self.add_error(None, refusal.reason)
