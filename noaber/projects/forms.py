# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in about a project. Nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.base.verdicts import Refused
from noaber.people.models import AnyPerson, Concept, Visibility, Werkplaats
from noaber.people.queries import theme_labels, themes
from noaber.projects import kinds, start_queries
from noaber.projects.models import Phase, Project
from noaber.questions.forms import PERSPECTIVES

TITLE_LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, WORDS_LENGTH = 200, 600, 8000, 3000
# No group meets before or after these; a year that was mistyped is told.
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 1, 1)


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, picked or typed."""
    wrong = gettext_lazy("Kijk het jaar na.")
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Schrijf de datum als 31-12-2027.")},
        validators=[MinValueValidator(FIRST_DAY, wrong), MaxValueValidator(LAST_DAY, wrong)],
    )  # fmt: skip


def _headed(words: Any) -> str:
    """With a capital at the front; the others stay, as in ABCD."""
    text = str(words)
    return text[:1].upper() + text[1:]


class GroupForm(forms.Form):
    """A form of the group; the mark makes a double submit one."""

    submission = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None) -> None:
        given = {"submission": uuid.uuid4().hex, **(initial or {})}
        super().__init__(data, files, initial=given, use_required_attribute=False)

    def refuse(self, refusal: Refused) -> None:
        """Show why it did not happen, with everything typed still there."""
        self.add_error(None, refusal.reason)

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return dict(self.cleaned_data)


class HomeField(forms.ModelChoiceField):
    """One of the werkplaatsen in which somebody can start a project."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace("\x00", ""))

    def label_from_instance(self, obj: Werkplaats) -> str:
        return obj.name


class TitleField(forms.ModelMultipleChoiceField):
    """Things to tick, by their title."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or () if "\x00" not in str(one)])

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class AboutForm(GroupForm):
    """What a project is about, for who starts it and who says it better."""

    title = Text(
        most=TITLE_LENGTH, label=gettext_lazy("Hoe heet het?"),
        help_text=gettext_lazy("Kort, en zo dat iemand van buiten het snapt."),
        error_messages={"required": gettext_lazy("Geef het een naam.")},
    )  # fmt: skip
    summary = Text(
        most=SUMMARY_LENGTH, rows=3, label=gettext_lazy("Wat gaan jullie doen, en voor wie?"),
        help_text=gettext_lazy("Twee of drie zinnen. Dit lezen mensen het eerst."),
        error_messages={"required": gettext_lazy("Schrijf in een zin wat jullie gaan doen.")},
    )  # fmt: skip
    label = Text(
        most=60, required=False, label=gettext_lazy("Hoe noemen jullie zoiets?"),
        help_text=gettext_lazy("Bijvoorbeeld leerwerkplaats, leeratelier of netwerkcirkel. Leeg is leertraject."),
    )  # fmt: skip
    method = forms.ChoiceField(label=gettext_lazy("Hoe leren jullie samen?"), required=False, widget=forms.RadioSelect)
    agenda_items = TitleField(queryset=None, to_field_name="slug", label=gettext_lazy("Van welk punt op de agenda?"))
    questions = TitleField(queryset=None, to_field_name="slug", label=gettext_lazy("Van welke vraag?"))
    starts_on = day(gettext_lazy("Wanneer begint het?"))
    ends_on = day(gettext_lazy("Wanneer is het ongeveer klaar?"))

    def __init__(self, data: Any = None, *, homes: Any, slugs: Any = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices: Any = self.fields["method"]
        choices.choices = [(one.slug, f"{_headed(one.label)}: {one.what}") for one in kinds.METHODS.values()]
        choices.choices += [("", str(kinds.PLAIN.label).capitalize())]
        items: Any = self.fields["agenda_items"]
        items.queryset = start_queries.agenda_choices(homes)
        asked: Any = self.fields["questions"]
        asked.queryset = start_queries.question_choices(homes, slugs)

    def clean(self) -> dict[str, Any]:
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Dit is voor het begin. Kijk de datums na."))
        return self.cleaned_data


class StartForm(AboutForm):
    """Starting a project."""

    lead_perspective = forms.ChoiceField(
        label=gettext_lazy("Wie trekt het?"), required=False, widget=forms.RadioSelect,
        help_text=gettext_lazy("Een ander nodig je hierna uit, ook zonder account."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, person: AnyPerson, initial: Any = None, slugs: Any = ()) -> None:
        homes = start_queries.homes_to_start(person)
        super().__init__(data, homes=homes, slugs=slugs, initial=initial)
        self.fields["home"] = HomeField(
            homes, to_field_name="slug", label=gettext_lazy("Van welke werkplaats is het?"), empty_label=None
        )
        choices: Any = self.fields["lead_perspective"]
        told = [(code, _("Ik, als %(who)s") % {"who": label}) for code, label in PERSPECTIVES]
        choices.choices = [*told, ("", _("Iemand anders"))]


class EditForm(AboutForm):
    """Saying it better; `seen` is the save that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = Text(
        most=TEXT_LENGTH, rows=8, required=False, label=gettext_lazy("Meer erover"),
        help_text=gettext_lazy("Een lege regel is een nieuwe alinea."),
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Thema’s"), required=False, widget=forms.CheckboxSelectMultiple
    )
    may_ask = forms.BooleanField(label=gettext_lazy("Mensen kunnen vragen of ze mee mogen doen"), required=False)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Wie mag deze pagina lezen?"), widget=forms.RadioSelect,
        choices=[(Visibility.PUBLIC, gettext_lazy("Iedereen")),
                 (Visibility.MEMBERS, gettext_lazy("Wie meedoet, en wie een rol heeft in de werkplaats"))],
    )  # fmt: skip

    FIELDS = ("title", "summary", "label", "method", "starts_on", "ends_on", "text", "may_ask", "visibility")

    def __init__(self, data: Any = None, *, project: Project) -> None:
        chosen = list(project.questions.values_list("slug", flat=True))
        initial = {name: getattr(project, name) for name in self.FIELDS} | {
            "seen": project.saved, "questions": chosen,
            "agenda_items": list(project.agenda_items.values_list("slug", flat=True)),
            "themes": list(project.themes.values_list("slug", flat=True)),
        }  # fmt: skip
        super().__init__(data, homes=[project.home_id], slugs=chosen, initial=initial)
        choices: Any = self.fields["themes"]
        choices.choices = sorted(theme_labels().items(), key=lambda one: one[1].casefold())

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = Concept.objects.filter(pk__in=themes(), slug__in=data["themes"])
        return {
            "facts": {name: data[name] for name in self.FIELDS}, "questions": data["questions"],
            "agenda_items": data["agenda_items"], "themes": chosen, "seen": data["seen"],
        }  # fmt: skip


class PhaseForm(GroupForm):
    """To which phase, and why."""

    to = forms.ChoiceField(label=gettext_lazy("Waar staan jullie nu?"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    text = Text(
        most=WORDS_LENGTH, rows=3, required=False, label=gettext_lazy("Wil je zeggen waarom?"),
        help_text=gettext_lazy("Dit staat straks bij de fases, voor iedereen."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, project: Project) -> None:
        super().__init__(data, initial={"seen": project.phase})
        order = list(Phase)
        here = order.index(Phase(project.phase))
        near = [order[place] for place in (here + 1, here - 1) if 0 <= place < len(order)]
        told: Any = self.fields["to"]
        told.choices = [(phase.value, str(phase.label).capitalize()) for phase in near]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("to", "seen", "text")}
