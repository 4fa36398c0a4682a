# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Documents that offices read, ODT and DOCX, from the same blocks: headings, paragraphs, items and notes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Sort = Literal["heading", "text", "item", "note"]
# What XML has no place for, and no keyboard types.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the document; `level` says how deep a heading is."""

    sort: Sort
    text: str
    level: int = 0


def sayable(block: Block) -> Block | None:
    """The block without what no document can hold; None when nothing is left."""
    text = _NO_TEXT.sub("", block.text).strip()
    return Block(block.sort, text, block.level) if text else None


def docx(parts: Sequence[Block], *, title: str, lang: str) -> bytes:
    """A Word document."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.language = _NO_TEXT.sub("", title)[:255], lang
    document.core_properties.author = "Noaber"
    for block in parts:
        if block.sort == "heading":
            document.add_heading(block.text, block.level)
        elif block.sort == "item":
            document.add_paragraph(block.text, style="List Bullet")
        else:
            words = document.add_paragraph().add_run(block.text)
            words.italic = block.sort == "note"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def odt(parts: Sequence[Block], *, title: str, lang: str) -> bytes:
    """An OpenDocument text."""
    from odfdo import Document, Header, List, Paragraph, Style

    document = Document("text")
    document.meta.title, document.meta.language = _NO_TEXT.sub("", title), lang
    document.insert_style(
        Style("paragraph", name="Noot", display_name="Noot", area="text", italic=True), automatic=False
    )
    body = document.body
    body.clear()
    for block in parts:
        if block.sort == "heading":
            body.append(Header(block.level, block.text))
        elif block.sort == "item":
            body.append(List([block.text]))
        else:
            body.append(Paragraph(block.text, style="Noot" if block.sort == "note" else None))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


FORMS: Mapping[str, tuple[Any, str]] = {
    "odt": (odt, "application/vnd.oasis.opendocument.text"),
    "docx": (docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
