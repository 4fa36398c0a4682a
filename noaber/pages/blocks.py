# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor can put on a page: words, pictures, and live pieces of the loop.

How each looks to a reader is in templates/pages/blocks.html; what the live ones show is looked up in `reading`.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from noaber.people.queries import theme_labels, werkplaats_names

# Headings are blocks of their own; pictures, files and embeds too, so that none comes without a text beside it.
WORDS = ["bold", "italic", "ol", "ul", "link"]
# The kinds of the search that a page can show.
OBJECTS = ("question", "product", "method", "dossier", "project", "meeting", "news", "organisation")
KEY = re.compile(rf"^(?:{'|'.join(OBJECTS)}):[^\s:][^\s]*$")
LISTS = [
    ("kennis", _("Kennis")),
    ("vraag", _("Vragen")),
    ("leertraject", _("Leertrajecten")),
    ("bijeenkomst", _("Bijeenkomsten")),
    ("nieuws", _("Nieuws")),
]


def theme_choices() -> list[tuple[str, str]]:
    """Every theme by its word."""
    return sorted(theme_labels().items(), key=lambda one: one[1].casefold())


def werkplaats_choices() -> list[tuple[str, str]]:
    """Every werkplaats by its name."""
    return sorted(werkplaats_names().items(), key=lambda one: one[1].casefold())


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Kop"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Niveau"), choices=[("2", _("kop")), ("3", _("tussenkop"))], default="2", required=True
    )

    class Meta:
        icon = "title"
        label = _("Kop")


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Foto"))
    caption = blocks.CharBlock(label=_("Bijschrift"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Foto")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Wat er gezegd is"), rows=3, max_length=600)
    who = blocks.CharBlock(label=_("Door wie"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Citaat")


class AddressBlock(blocks.CharBlock):
    """A page of ours (`/vragen/…`) or a full address elsewhere; nothing that a browser would run."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not re.match(r"^(/(?!/)|https?://|mailto:|tel:)", value):
            raise ValidationError(_("Begin met / voor een pagina hier, of met https:// voor een andere site."))
        return value


class ActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Zin erboven"), required=False, max_length=250)
    label = blocks.CharBlock(label=_("Woorden op de knop"), max_length=60)
    to = AddressBlock(label=_("Waarheen"), max_length=500, help_text=_("Bijvoorbeeld /vragen/stellen/"))

    class Meta:
        icon = "pick"
        label = _("Knop")


class FoldBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Vraag of kop"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Antwoord"), features=WORDS)


class FoldsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Kop erboven"), required=False, max_length=120)
    folds = blocks.ListBlock(FoldBlock(label=_("Vraag")), label=_("Vragen"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Veelgestelde vragen")


class TableBlock(TypedTableBlock):
    """Rows and columns with a heading each; text only, so that it can be read aloud."""

    class Meta:
        icon = "table"
        label = _("Tabel")


class ObjectInput(forms.TextInput):
    """Type words, choose what is found. Without the script the key itself can be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.attrs["data-controller"] = "noaber-object"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        address = {"data-noaber-object-url-value": reverse("page_objects")}
        return super().get_context(name, value, {**(attrs or {}), **address})

    class Media:
        js = ("pages/js/object-input.js",)
        css = {"all": ("pages/css/object-input.css",)}  # noqa: RUF012


class KeyBlock(blocks.FieldBlock):
    """The kind and ref of something of the loop, such as `product:k-x7k2m9qa`."""

    def __init__(self, **options: Any) -> None:
        self.field = forms.CharField(widget=ObjectInput(), max_length=240, help_text=options.pop("help_text", None))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        value = (super().clean(value) or "").strip()
        if not KEY.match(value):
            raise ValidationError(_("Kies iets uit de lijst die verschijnt als je typt."))
        return value


class ObjectBlock(blocks.StructBlock):
    key = KeyBlock(label=_("Wat"), help_text=_("Typ een paar woorden en kies."))
    note = blocks.CharBlock(label=_("Waarom dit hier staat"), required=False, max_length=250)

    class Meta:
        icon = "link"
        label = _("Iets uit het netwerk")


class ListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Kop erboven"), required=False, max_length=120)
    kind = blocks.ChoiceBlock(label=_("Wat"), choices=LISTS, default="kennis")
    theme = blocks.ChoiceBlock(label=_("Thema"), choices=theme_choices, required=False)
    werkplaats = blocks.ChoiceBlock(label=_("Werkplaats"), choices=werkplaats_choices, required=False)
    number = blocks.IntegerBlock(label=_("Hoeveel"), default=3, min_value=1, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("Lijst die zichzelf bijhoudt")


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Kop erboven"), required=False, max_length=120)

    class Meta:
        icon = "order"
        label = _("Cijfers van de lus")


class MapBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Kop erboven"), required=False, max_length=120)

    class Meta:
        icon = "site"
        label = _("Kaart van de werkplaatsen")


class Body(blocks.StreamBlock):
    """Everything that can stand on a page, in the order in which it is offered."""

    heading = HeadingBlock(group=_("Tekst"))
    text = blocks.RichTextBlock(features=WORDS, icon="pilcrow", label=_("Tekst"), group=_("Tekst"))
    quote = QuoteBlock(group=_("Tekst"))
    table = TableBlock([("text", blocks.CharBlock(label=_("Tekst"), required=False))], group=_("Tekst"))
    folds = FoldsBlock(group=_("Tekst"))
    picture = PictureBlock(group=_("Beeld"))
    action = ActionBlock(group=_("Beeld"))
    object = ObjectBlock(group=_("Uit het netwerk"))
    list = ListBlock(group=_("Uit het netwerk"))
    figures = FiguresBlock(group=_("Uit het netwerk"))
    map = MapBlock(group=_("Uit het netwerk"))
