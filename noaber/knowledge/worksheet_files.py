# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worksheet as blocks of a document to send on; `noaber.base.office` writes it as ODT and DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from noaber.base.office import Block, sayable
from noaber.knowledge.paper import plain
from noaber.knowledge.worksheet import Part, Sheet
from noaber.ui.formats import date_nl


def blocks(sheet: Sheet, *, on: Any, address: str) -> list[Block]:
    """The whole worksheet, heading by heading; what is empty says what belongs there."""
    product = sheet.product
    found = [
        Block("heading", _("Werkblad: %(title)s") % {"title": product.title}, 1),
        Block("note", _("Gemaakt op %(day)s uit wat op Noaber staat: %(address)s") % {
            "day": date_nl(on), "address": address,
        }),
    ]  # fmt: skip
    for chapter in sheet.chapters:
        if chapter.number:
            found.append(Block("heading", f"{chapter.number} {chapter.title}", 2))
        for part in chapter.parts:
            found.append(
                Block("heading", f"{part.heading.number} {part.heading.title}".strip(), 3 if chapter.number else 2)
            )
            found += _of(part)
    return [block for one in found if (block := sayable(one))]


def _of(part: Part) -> Iterator[Block]:
    yield from (Block("text", line) for line in part.own.split("\n"))
    for told in part.told:
        yield from plain(told.text) if told.markdown else (Block("text", line) for line in told.text.split("\n"))
        yield Block("note", f"({told.origin})")
    if part.missing:
        yield Block("note", _("Nog leeg. %(asks)s") % {"asks": part.heading.asks})
