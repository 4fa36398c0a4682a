# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in about themselves and about who takes part."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit

import idutils
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Guarded, Text
from noaber.base.verdicts import Refused
from noaber.members.models import ABOUT_LENGTH, MOST_LINKS, WORDS_LENGTH, Field, Part, Profile
from noaber.people.models import Organisation, Person, Perspective, Role, Visibility, Werkplaats
from noaber.people.queries import roles_of

SHOW = "show_"
PERSPECTIVES = [("", "—"), *Perspective.choices]


class Member(forms.Form):
    """A form for who signed in; a refusal is told in it."""

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """The form as it was sent, or a fresh one; an empty one that was sent is still sent."""
        return cls(request.POST if request.method == "POST" else None, **options)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def refuse(self, refusal: Refused) -> None:
        """Show why an action did not happen, with everything typed still there."""
        self.add_error(None, refusal.reason)


class OrganisationField(forms.ModelChoiceField):
    """A public organisation, by its name."""

    def __init__(self, **options: Any) -> None:
        found = Organisation.objects.filter(visibility=Visibility.PUBLIC).only("slug", "title").order_by("title")
        super().__init__(found, to_field_name="slug", required=False, empty_label="—", **options)


class Day(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        errors = {"invalid": gettext_lazy("Deze datum klopt niet."), **options.pop("error_messages", {})}
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=errors, **options)


class ProfileForm(Member):
    """What a person tells of themselves, and beside each field whether others may see it."""

    name = Text(
        most=120,
        label=gettext_lazy("Je naam"),
        error_messages={"required": gettext_lazy("Vul je naam in. Of anderen hem zien, kies je zelf.")},
    )
    perspective = forms.ChoiceField(required=False, choices=PERSPECTIVES, label=gettext_lazy("Perspectief"))
    place = Text(most=80, required=False, label=gettext_lazy("Plaats"))
    organisation = OrganisationField(label=gettext_lazy("Organisatie"))
    function = Text(most=120, required=False, label=gettext_lazy("Functie"))
    about = Text(
        most=ABOUT_LENGTH,
        rows=5,
        required=False,
        label=gettext_lazy("Over mij"),
        help_text=gettext_lazy("Waar ben je mee bezig? Waar mogen anderen je voor benaderen?"),
    )
    links = Text(
        most=2000, rows=3, required=False, label=gettext_lazy("Links"), help_text=gettext_lazy("Een adres per regel.")
    )
    orcid = Text(
        most=60,
        required=False,
        label=gettext_lazy("ORCID"),
        help_text=gettext_lazy("Het nummer van een onderzoeker, zoals 0000-0002-1825-0097."),
    )

    def __init__(self, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        for field in Field:
            self.fields[SHOW + field.value] = forms.BooleanField(required=False, label=field.label)

    def clean_orcid(self) -> str:
        given = str(self.cleaned_data["orcid"]).strip()
        if given and not idutils.is_orcid(given):
            raise ValidationError(_("Deze ORCID klopt niet. Hij ziet eruit als 0000-0002-1825-0097."))
        return str(idutils.normalize_orcid(given)) if given else ""

    def clean_links(self) -> list[str]:
        links = [line.strip() for line in str(self.cleaned_data["links"]).splitlines() if line.strip()]
        if len(links) > MOST_LINKS:
            raise ValidationError(_("Er passen %(most)s links. Kies de belangrijkste.") % {"most": MOST_LINKS})
        known = URLValidator(schemes=["https", "http"])
        for link in links:
            try:
                known(link)
            except ValidationError:
                raise ValidationError(
                    _("“%(link)s” is geen adres. Een adres begint met https://") % {"link": link[:80]}
                ) from None
        return links

    @property
    def shown(self) -> set[str]:
        """The fields that others may see."""
        return {field.value for field in Field if self.cleaned_data.get(SHOW + field.value)}

    @property
    def switches(self) -> list[Any]:
        """The switches for kinds of work."""
        return [self[SHOW + field.value] for field in Field if field.value.startswith("work.")]

    def switch(self, field: str) -> Any:
        """The switch of one field."""
        return self[SHOW + field]

    def values(self) -> dict[str, Any]:
        """What the action wants to know; of a form with mistakes what is right."""
        names = ("name", "perspective", "place", "organisation", "function", "about", "links", "orcid")
        empty: dict[str, Any] = {"organisation": None, "links": []}
        return {name: self.cleaned_data.get(name, empty.get(name, "")) for name in names}

    @staticmethod
    def initial_of(profile: Profile, shown: frozenset[str]) -> dict[str, Any]:
        """The profile as it is."""
        person = profile.person
        return {
            "name": person.name,
            "perspective": person.perspective,
            "place": person.place,
            "organisation": profile.organisation.slug if profile.organisation else "",
            "function": profile.function,
            "about": profile.about,
            "links": "\n".join(profile.links),
            "orcid": profile.orcid,
            **{SHOW + field: True for field in shown},
        }


class ClaimForm(Member):
    """Saying that one had a part in something, by its address on this site."""

    KINDS = ("project", "product", "meeting")
    address = Text(
        most=500,
        label=gettext_lazy("Het adres van de bladzijde"),
        help_text=gettext_lazy("Van een leertraject, kennisproduct of bijeenkomst op deze site."),
        error_messages={"required": gettext_lazy("Plak het adres van de bladzijde.")},
    )
    part = forms.ChoiceField(label=gettext_lazy("Wat deed je?"), choices=Part.choices)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        try:
            path = urlsplit(str(data.get("address", ""))).path
            found = resolve(path if path.endswith("/") else f"{path}/")
        except (Resolver404, ValueError):
            found = None
        kind = (found.url_name or "").removesuffix("_detail") if found else ""
        if data.get("address") and (found is None or kind not in self.KINDS):
            self.add_error("address", _("Dit is geen leertraject, kennisproduct of bijeenkomst op deze site."))
        elif found is not None:
            data["kind"], data["slug"] = kind, str(found.kwargs.get("slug", ""))
        return data


class InviteForm(Member):
    """Inviting somebody into a werkplaats."""

    mail = Address(help_text=gettext_lazy("Hier gaat de uitnodiging naartoe."), label=gettext_lazy("E-mailadres"))
    name = Text(most=120, required=False, label=gettext_lazy("Naam"))
    role = forms.ChoiceField(label=gettext_lazy("Rol"), choices=Role.Kind.choices, initial=Role.Kind.MEMBER)
    until_on = Day(required=False, label=gettext_lazy("Tot"), help_text=gettext_lazy("Leeg: zonder einddatum."))
    organisation = OrganisationField(label=gettext_lazy("Organisatie"))
    words = Text(most=WORDS_LENGTH, rows=3, required=False, label=gettext_lazy("Een paar woorden erbij"))


class AcceptForm(Member):
    """Accepting an invitation."""

    name = Text(
        most=120,
        label=gettext_lazy("Je naam"),
        help_text=gettext_lazy("Niemand ziet je naam op de site, tot jij dat zelf aanzet."),
        error_messages={"required": gettext_lazy("Vul je naam in.")},
    )


class JoinForm(Guarded):
    """Asking to join a werkplaats."""

    name = Text(most=120, label=gettext_lazy("Je naam"), error_messages={"required": gettext_lazy("Vul je naam in.")})
    email = Address(
        help_text=gettext_lazy("Je krijgt een link om te bevestigen, en daarna het antwoord van de coördinator.")
    )
    organisation_name = Text(most=200, required=False, label=gettext_lazy("Organisatie"))
    perspective = forms.ChoiceField(
        label=gettext_lazy("Ik doe mee als"),
        choices=Perspective.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat het best bij je past.")},
    )
    why = Text(
        most=WORDS_LENGTH,
        rows=4,
        label=gettext_lazy("Waarom wil je meedoen?"),
        error_messages={"required": gettext_lazy("Schrijf in een paar woorden waarom je wilt meedoen.")},
    )

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        names = ("name", "organisation_name", "perspective", "why", "submission")
        return {"mail": self.cleaned_data["email"], **{name: self.cleaned_data[name] for name in names}}


class JudgeForm(Member):
    """A coordinator's answer to somebody who wants to join."""

    words = Text(
        most=WORDS_LENGTH,
        rows=3,
        required=False,
        label=gettext_lazy("Een paar woorden erbij"),
        help_text=gettext_lazy("Gaan mee in de mail. Bij nee moet je zeggen waarom."),
    )


class EndForm(Member):
    """Ending a role."""

    on = Day(label=gettext_lazy("Stopt op"), error_messages={"required": gettext_lazy("Kies een dag.")})


class PersonField(forms.ModelChoiceField):
    """Somebody who takes part in this werkplaats."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name or obj.email or str(obj)


class HandOverForm(Member):
    """Passing a role on to somebody who takes part already."""

    to = PersonField(
        Person.objects.none(),
        label=gettext_lazy("Aan wie"),
        empty_label="—",
        error_messages={"required": gettext_lazy("Kies aan wie je overdraagt.")},
    )
    on = Day(label=gettext_lazy("Vanaf"), error_messages={"required": gettext_lazy("Kies een dag.")})

    def __init__(self, *data: Any, role: Role, **options: Any) -> None:
        super().__init__(*data, prefix="over", **options)
        others = Person.objects.filter(roles__werkplaats=role.werkplaats, is_active=True).exclude(pk=role.person_id)
        here = [person.pk for person in others.distinct() if roles_of(person).filter(werkplaats=role.werkplaats)]
        field = self.fields["to"]
        assert isinstance(field, PersonField)
        field.queryset = Person.objects.filter(pk__in=here).order_by("name", "pk")


class LeaveForm(Member):
    """Stopping in one werkplaats, or everywhere."""

    werkplaats = forms.ModelChoiceField(
        Werkplaats.objects.none(),
        to_field_name="slug",
        required=False,
        label=gettext_lazy("Waar wil je stoppen?"),
        empty_label=gettext_lazy("Overal"),
    )

    def __init__(self, *data: Any, person: Person, **options: Any) -> None:
        super().__init__(*data, **options)
        field = self.fields["werkplaats"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = roles_of(person).values("werkplaats")
        field.queryset = Werkplaats.objects.filter(pk__in=mine).prefetch_related("names")
