# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in to come into a group, and what who leads says to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Guarded, Text
from noaber.people.models import Perspective
from noaber.projects.forms import WORDS_LENGTH, GroupForm
from noaber.projects.models import Member, MemberRole, Project

NAME_LENGTH = 120
SHOWN = gettext_lazy("Zet mijn naam op de openbare pagina van dit leertraject")


def side(label: Any) -> forms.ChoiceField:
    """The one perspective from which somebody takes part."""
    return forms.ChoiceField(
        label=label, choices=Perspective.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies er één.")},
    )  # fmt: skip


def organisation() -> Text:
    """Where somebody works, if that matters here."""
    return Text(most=200, required=False, label=gettext_lazy("Organisatie"))


class InviteForm(GroupForm):
    """Asking somebody to take part, by mail; no account is needed."""

    mail = Address(label=gettext_lazy("E-mailadres"), help_text=gettext_lazy("Diegene krijgt een link en kiest zelf."))
    name = Text(most=NAME_LENGTH, required=False, label=gettext_lazy("Naam"))
    perspective = side(gettext_lazy("Van waaruit doet diegene mee?"))
    role = forms.ChoiceField(label=gettext_lazy("Als wat?"), widget=forms.RadioSelect, initial=MemberRole.PARTICIPANT)
    organisation_name = organisation()
    words = Text(most=WORDS_LENGTH, rows=3, required=False, label=gettext_lazy("Een paar woorden van jou"))

    def __init__(self, data: Any = None, *, project: Project, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        led = project.members.filter(state="in", role=MemberRole.LEAD).exists()
        roles: Any = self.fields["role"]
        roles.choices = [one for one in reversed(MemberRole.choices) if not (led and one[0] == MemberRole.LEAD)]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}


class AcceptForm(GroupForm):
    """Saying yes to an invitation."""

    name = Text(
        most=NAME_LENGTH, required=False, label=gettext_lazy("Je naam"),
        help_text=gettext_lazy("Zo noemt de groep je. Een voornaam is genoeg."),
    )  # fmt: skip
    shown = forms.BooleanField(required=False, label=SHOWN)


class JoinForm(Guarded):
    """Asking to take part, without an account."""

    name = Text(most=NAME_LENGTH, label=gettext_lazy("Je naam"), help_text=gettext_lazy("Een voornaam is genoeg."))
    mail = Address(
        help_text=gettext_lazy("Je krijgt een link om te bevestigen, en later bericht. Alleen de groep ziet het.")
    )
    perspective = side(gettext_lazy("Van waaruit doe je mee?"))
    organisation_name = organisation()
    words = Text(
        most=WORDS_LENGTH, rows=3, label=gettext_lazy("Waarom wil je meedoen?"),
        help_text=gettext_lazy("Een of twee zinnen. Wie het leertraject trekt leest dit."),
        error_messages={"required": gettext_lazy("Schrijf in een zin waarom je mee wilt doen.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, known: bool = False, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if known:
            # Who is signed in has told name and address before.
            del self.fields["name"]
            del self.fields["mail"]

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("website", "started")}


class AnswerForm(GroupForm):
    """Yes or no to somebody who asks to take part."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Doet diegene mee?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nee"))],
        error_messages={"required": gettext_lazy("Kies ja of nee.")},
    )  # fmt: skip
    text = Text(
        most=WORDS_LENGTH, rows=3, required=False, label=gettext_lazy("Wil je er iets bij zeggen?"),
        help_text=gettext_lazy("Bij een nee: waarom. Diegene krijgt dit te lezen."),
    )  # fmt: skip


class PartForm(GroupForm):
    """The part of a member, as who leads keeps it."""

    role = forms.ChoiceField(label=gettext_lazy("Rol"), choices=[one for one in MemberRole.choices if one[0] != "lead"])
    perspective = forms.ChoiceField(label=gettext_lazy("Perspectief"), choices=Perspective.choices)
    organisation_name = organisation()

    def __init__(self, data: Any = None, *, member: Member) -> None:
        initial = {"role": member.role, "perspective": member.perspective}
        super().__init__(data, initial={**initial, "organisation_name": member.told_organisation})
        if member.role == MemberRole.LEAD:
            del self.fields["role"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}


class ShownForm(GroupForm):
    """Whether one's own name stands on the public page."""

    shown = forms.BooleanField(required=False, label=SHOWN)
