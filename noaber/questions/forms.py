# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in: every field says in plain words what is wrong, and nothing typed is lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base.forms import Address, Guarded, Text
from noaber.moderation import Subject
from noaber.moderation.queries import subject_of
from noaber.people.models import Concept, Perspective, Werkplaats
from noaber.people.queries import themes, werkplaatsen
from noaber.questions import clientdata
from noaber.questions.models import TEXT_LENGTH, TITLE_LENGTH, Evidence

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
# The first bytes of each kind of file that may be sent; a name alone proves nothing.
FILES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n",),
}


class CheckedText(Guarded):
    """A form with free text in which client data is warned about before it is sent."""

    CHECKED: tuple[str, ...] = ("title", "text", "place")
    clientdata_ok = forms.BooleanField(
        required=False, label=gettext_lazy("Ik heb het weggehaald, of het mag zo blijven staan")
    )

    @cached_property
    def findings(self) -> list[clientdata.Finding]:
        """What in the text may tell who a client is."""
        return clientdata.findings("\n".join(str(self.cleaned_data.get(name) or "") for name in self.CHECKED))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.findings and not self.cleaned_data.get("clientdata_ok"):
            named = "; ".join(f"{found.label}: “{found.text}”" for found in self.findings[:5])
            self.add_error(
                "clientdata_ok",
                _("Dit lijkt op gegevens van een persoon (%(named)s). Haal het weg, of zet een vinkje als het mag.")
                % {"named": named},
            )
        return self.cleaned_data


def perspective_field() -> forms.ChoiceField:
    """Which of the five perspectives somebody takes."""
    return forms.ChoiceField(
        label=gettext_lazy("Ik vraag dit als"),
        choices=PERSPECTIVES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat het best bij je past.")},
    )


PERSPECTIVES = [
    (Perspective.RESIDENT, gettext_lazy("inwoner, cliënt, mantelzorger of ervaringsdeskundige")),
    (Perspective.PROFESSIONAL, gettext_lazy("professional of vrijwilliger")),
    (Perspective.POLICY, gettext_lazy("beleidsmedewerker")),
    (Perspective.RESEARCH, gettext_lazy("onderzoeker")),
    (Perspective.EDUCATION, gettext_lazy("docent of student")),
]


class WerkplaatsField(forms.ModelChoiceField):
    """A werkplaats by its name."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Werkplaats"))
        super().__init__(werkplaatsen(national=True), to_field_name="slug", empty_label="—", **options)

    def label_from_instance(self, obj: Werkplaats) -> str:
        return obj.name


class AskForm(CheckedText):
    """A question in two fields and a perspective."""

    title = Text(
        most=TITLE_LENGTH,
        rows=2,
        label=gettext_lazy("Je vraag in één zin"),
        help_text=gettext_lazy("Bijvoorbeeld: hoe bereik je jongeren met schulden op tijd?"),
        error_messages={"required": gettext_lazy("Schrijf je vraag op.")},
    )
    text = Text(
        most=TEXT_LENGTH,
        rows=6,
        required=False,
        label=gettext_lazy("Wat speelt er?"),
        help_text=gettext_lazy("Vertel niet over wie het gaat: geen namen, adressen of telefoonnummers."),
    )
    perspective = perspective_field()
    email = Address()
    place = Text(most=80, required=False, label=gettext_lazy("Plaats of wijk"))
    home = WerkplaatsField(required=False, help_text=gettext_lazy("Weet je het niet? Laat dit dan leeg."))
    theme = forms.ModelChoiceField(
        themes(), to_field_name="slug", required=False, label=gettext_lazy("Thema"), empty_label="—"
    )

    # What the question comes of, as kind:ref; one that nobody can read is left out.
    origin = forms.Field(required=False, widget=forms.HiddenInput)

    def clean_origin(self) -> str:
        return f"{self.came_of.kind}:{self.came_of.ref}" if self.came_of else ""

    @cached_property
    def came_of(self) -> Subject | None:
        """What the question comes of, to show it; nothing where that is not there or not public."""
        given = self.data.get("origin") if self.is_bound else self.initial.get("origin")
        return subject_of(str(given)) if given else None

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = self.cleaned_data
        chosen: list[Concept] = [data["theme"]] if data["theme"] else []
        names = ("title", "text", "perspective", "email", "place", "home", "origin", "submission")
        return {**{name: data[name] for name in names}, "themes": chosen}


class EditForm(CheckedText):
    """Saying one's question better."""

    title = Text(most=TITLE_LENGTH, rows=2, label=gettext_lazy("Je vraag in één zin"))
    text = Text(most=TEXT_LENGTH, rows=6, required=False, label=gettext_lazy("Wat speelt er?"))
    place = Text(most=80, required=False, label=gettext_lazy("Plaats of wijk"))


class ReplyForm(CheckedText):
    """Answering what the coordinator asked back."""

    CHECKED = ("text",)
    text = Text(most=TEXT_LENGTH, rows=5, label=gettext_lazy("Je uitleg"))

    def __init__(self, *data: Any, **options: Any) -> None:
        # It stands on one page with the form that edits the question.
        super().__init__(*data, auto_id="reply_%s", **options)


class JoinForm(Guarded):
    """Having a question too, or following it."""

    perspective = perspective_field()
    email = Address()


class LinkForm(Guarded):
    """Having a fresh link mailed."""

    email = Address(help_text=gettext_lazy("Het adres waarmee je je vraag stelde."))


class ContributeForm(CheckedText):
    """Knowing something: a text, and a link or a file when there is one."""

    CHECKED = ("text",)
    source = forms.ChoiceField(
        label=gettext_lazy("Hoe weet je het?"),
        choices=Evidence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe je het weet.")},
    )
    text = Text(
        most=TEXT_LENGTH,
        rows=6,
        label=gettext_lazy("Wat weet je?"),
        error_messages={"required": gettext_lazy("Schrijf op wat je weet.")},
    )
    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=gettext_lazy("Link"),
        error_messages={"invalid": gettext_lazy("Dit adres klopt niet. Het begint met https://")},
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("Een pdf, document, presentatie of foto van hoogstens 10 MB."),
    )
    email = Address()

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"] or "")
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError(_("Dit adres klopt niet. Het begint met https://"))
        return link

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("Dit bestand is %(size)s MB. Er past hoogstens 10 MB.") % {"size": -(-file.size // MEGABYTE)}
            )
        head = file.read(8)
        file.seek(0)
        if not head.startswith(FILES.get((file.name or "").rpartition(".")[2].lower(), ())):
            raise ValidationError(_("Dit soort bestand kan hier niet. Kies een pdf, document, presentatie of foto."))
        return file

    def values(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: self.cleaned_data[name] for name in ("source", "text", "link", "file", "email", "submission")}
