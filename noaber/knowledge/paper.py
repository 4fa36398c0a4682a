# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text with a little mark-up as it stands on paper: paragraphs and items, with where a link leads in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt

from noaber.base.office import Block, Sort

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def plain(text: str) -> Iterator[Block]:
    """Text with a little mark-up as paragraphs and items; what a link leads to stays readable on paper."""
    inside: list[str] = []
    for token in _MARKDOWN.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            inside.append(token.type)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            inside.pop()
        elif token.type in ("fence", "code_block"):
            yield from (Block("text", line) for line in token.content.split("\n"))
        elif token.type == "inline":
            sort: Sort = "item" if inside else "text"
            yield from (Block(sort, line) for line in _inline(token.children or []).split("\n"))


def _inline(tokens: Sequence[Any]) -> str:
    words, leads_to = "", ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words += "\n"
        elif token.type == "link_open":
            leads_to = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            words += f" ({leads_to})"
        elif token.type == "image":
            words += f"{token.content} ({token.attrs.get('src', '')})"
        else:
            words += token.content
    return words


def words_of(text: str) -> str:
    """The same as one text, an item with its dash."""
    return "\n".join(f"– {block.text}" if block.sort == "item" else block.text for block in plain(text))
