# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text with a little mark-up (Markdown) as HTML that is safe to show, and the differences between two texts."""

import difflib
import re
from collections.abc import Iterator, Sequence

import nh3
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markupsafe import Markup

# Headings begin below that of the page; no pictures, no HTML of one's own.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "code", "pre", "hr",
         "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_LONGEST_COMPARED = 4000


def html_of(text: str) -> Markup:
    """The text as HTML: paragraphs, headings from the second level, lists, links, quotes and tables."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(4, max(2, int(token.tag[1:])))}"
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    safe = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    return Markup(safe)


def words_of(text: str) -> list[str]:
    """A text in words with the space that follows each, so that joining them gives the text back."""
    return re.findall(r"\S+\s*|\s+", text)


def difference(before: str, after: str) -> Markup:
    """Both texts in one: what went in <del>, what came in <ins>, each named for who does not see the colours."""
    old, new = before.split("\n"), after.split("\n")
    parts: list[str] = []
    for step, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            parts += [escape(line) for line in old[a:b]]
        elif step == "replace":
            parts.append(_within("\n".join(old[a:b]), "\n".join(new[c:d])))
        else:
            parts.append(_marked("del" if step == "delete" else "ins", "\n".join(old[a:b] or new[c:d])))
    return Markup("<br>".join(part.replace("\n", "<br>") for part in parts))


def _within(before: str, after: str) -> str:
    """The words that differ in a piece of text."""
    old, new = words_of(before), words_of(after)
    if len(old) + len(new) > _LONGEST_COMPARED:
        return _marked("del", before) + _marked("ins", after)
    return "".join(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for step, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield escape("".join(old[a:b]))
        else:
            yield _marked("del", "".join(old[a:b])) + _marked("ins", "".join(new[c:d]))


def _marked(tag: str, text: str) -> str:
    if not text:
        return ""
    word = _("weg:") if tag == "del" else _("erbij:")
    return (
        f'<{tag}><span class="visually-hidden">{escape(word)} </span>{escape(text)}'
        f'<span class="visually-hidden">. </span></{tag}>'
    )
