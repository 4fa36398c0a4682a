# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor can put in an issue. How each is looked up is in `parts`, how it looks in the templates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from noaber.pages.blocks import WORDS, ObjectBlock, QuoteBlock, werkplaats_choices

STATIONS = [
    ("", _("alles")),
    ("question", _("vragen")),
    ("product", _("kennis")),
    ("project", _("leertrajecten")),
    ("effect", _("wat het deed")),
]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Kop")


class ProposedBlock(blocks.StructBlock):
    """Looked up when the issue is sent: until then the preview shows what it would be now."""

    title = blocks.CharBlock(label=_("Kop erboven"), required=False, max_length=120, default=_("Nieuw in het netwerk"))
    kind = blocks.ChoiceBlock(label=_("Wat"), choices=STATIONS[1:], required=False)
    number = blocks.IntegerBlock(label=_("Hoeveel hoogstens"), default=5, min_value=1, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("Wat nieuw is sinds de vorige")


class MeetingsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Kop erboven"), required=False, max_length=120, default=_("Kom langs"))
    weeks = blocks.IntegerBlock(label=_("Hoeveel weken vooruit"), default=6, min_value=1, max_value=26)
    number = blocks.IntegerBlock(label=_("Hoeveel hoogstens"), default=5, min_value=1, max_value=12)

    class Meta:
        icon = "date"
        label = _("Bijeenkomsten")


class Words(blocks.StreamBlock):
    """What stands in an issue for everybody, and in the part of a region."""

    heading = HeadingBlock(max_length=120, group=_("Tekst"))
    text = blocks.RichTextBlock(features=WORDS, icon="pilcrow", label=_("Tekst"), group=_("Tekst"))
    quote = QuoteBlock(group=_("Tekst"))
    object = ObjectBlock(group=_("Uit het netwerk"))
    proposed = ProposedBlock(group=_("Uit het netwerk"))
    meetings = MeetingsBlock(group=_("Uit het netwerk"))


class RegionBlock(blocks.StructBlock):
    werkplaats = blocks.ChoiceBlock(label=_("Voor wie deze regio koos"), choices=werkplaats_choices)
    body = Words(label=_("Wat zij erbij krijgen"))

    class Meta:
        icon = "site"
        label = _("Deel voor één regio")


class IssueBody(Words):
    """The parts of an issue, in the order in which they are offered."""

    region = RegionBlock(group=_("Landelijk"))
