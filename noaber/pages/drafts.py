# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A draft as its author wrote it, in pieces that can be looked at; live pieces of the loop are nobody's draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from noaber.base.memo import remembered
from noaber.pages.hints import Hints, Part, look, plain
from noaber.pages.models import Picture
from noaber.pages.readability import HardWord
from noaber.pages.syllables import syllables
from noaber.people.models import Concept

# Words of a page outside its body that a reader reads too.
TEXTS = ("lead", "summary")
HARD = 5


def hints_for(page: Any) -> Hints:
    """What there is to tell about a page as it stands, saved or not."""
    lang = getattr(page, "lang", "nl") or "nl"
    return look(parts_of(page), title=page.title or "", lang=lang, also=thesaurus_words())


def parts_of(page: Any) -> list[Part]:
    """The pieces of a page, in the order in which it is read."""
    found = [Part("text", getattr(page, name)) for name in TEXTS if getattr(page, name, "")]
    picture = getattr(page, "picture", None)
    if picture is not None:
        found += _of_value(picture, "")
    for model_field in page._meta.get_fields():
        if isinstance(model_field, StreamField):
            for child in getattr(page, model_field.name):
                found += _of_value(child.value, str(child.id or ""), child.block_type)
    return found


def _of_value(value: Any, block: str, kind: str = "") -> list[Part]:
    """What a block says, whatever it is made of."""
    if isinstance(value, RichText):
        text, links = plain(value.source)
        return [Part("text", text, block), *(Part("link", words, block, href=to) for to, words in links)]
    if isinstance(value, Picture):
        return [] if value.ornament else [Part("picture", value.alt, block, href=value.file.name or "")]
    if hasattr(value, "columns") and hasattr(value, "rows"):
        return [_of_table(value, block)]
    if kind == "heading":
        return [Part("heading", str(value.get("text") or ""), block, level=int(value.get("level") or 2))]
    if kind == "action":
        link = Part("link", str(value.get("label") or ""), block, href=str(value.get("to") or ""))
        return [*_of_value(value.get("text"), block), link]
    if isinstance(value, str):
        return [Part("text", value, block)] if len(value.split()) > 3 else []
    if hasattr(value, "values"):
        return [part for one in value.values() for part in _of_value(one, block)]
    if isinstance(value, Iterable):
        return [part for one in value for part in _of_value(getattr(one, "value", one), block)]
    return []


def _of_table(table: Any, block: str) -> Part:
    headings = tuple(str(column.get("heading") or "") for column in table.columns)
    first = " · ".join(str(cell.value) for row in list(table.rows)[:1] for cell in row)
    return Part("table", first, block, headers=headings)


@remembered(seconds=60)
def thesaurus_words() -> dict[str, HardWord]:
    """Hard words of the thesaurus, by lower-case word: with a plainer one for the same, or with what they mean."""
    found: dict[str, HardWord] = {}
    for pref, others, note in Concept.objects.values_list("pref_nl", "alt", "note"):
        all_words = [pref, *(str(one) for one in others)]
        for word in all_words:
            hard = " " not in word and syllables(word) >= HARD
            if not hard:
                continue
            plainer = tuple(one for one in all_words if one != word and syllables(one) <= syllables(word) - 2)
            explain = note.split(". ")[0].strip() if note else ""
            if plainer or explain:
                found.setdefault(word.lower(), HardWord(word, plainer[:2], 0, explain))
    return found
