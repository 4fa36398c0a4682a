# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody wrote themselves in an answer by mail: without what they answer to, and without their signature.

Our own mails begin with a line above which one answers; what mail programs put before it is known to quotequail.
"""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import lxml.html
import quotequail
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

MARK = "-=-=-"
_MARKED = re.compile(rf"^[>\ufeff |]*{MARK} .{{3,120}}? {MARK}", re.M)
# What stands just before a quotation, also where it is broken over lines; quotequail knows more of them.
_WROTE = re.compile(
    r"(?:^|\n)[> ]*(?:(?:Op|On) [^\n]{3,200}(?:\n[^\n]{1,200}){0,2}(?:schreef|wrote|geschreven)[^\n]{0,200}:"
    r"|[^\n]{3,200}<[^\n>]{3,200}> (?:schreef|wrote)[^\n]{0,80}:"
    r"|-{2,} ?(?:Oorspronkelijk|Origineel|Original|Doorgestuurd)[^\n]{0,40}-{2,}"
    r"|(?:_{10,}\s*)?\**(?:Van|From):\**[^\n]{2,300}(?:\n\**[A-Z][\w -]{1,20}:\**[^\n]{0,300}){2,6})\s*$"
)
_SIGNED = re.compile(
    r"^(?:-- ?$|_{10,}$|(?:Verzonden|Verstuurd) (?:vanaf|vanuit|met|via) .{0,60}$|Sent (?:from|with) .{0,60}$"
    r"|(?:Download|Get|Haal) Outlook .{0,60}$|Outlook voor .{0,60}$)",
    re.M | re.I,
)
# Longer than anybody writes; what comes after it is not looked at, so that no text can keep us busy.
LONGEST = 60_000
# What stands before a quotation is no longer than this.
NEAR = 2_500
BLOCKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "hr", "pre"}
LEFT_OUT = {"script", "style", "head", "title", "template"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote, and what they attached."""

    text: str
    files: tuple[ContentFile, ...]


def read(message: EmailMessage) -> Reply:
    """The answer in a mail, as plain text."""
    return Reply(own_words(text_of(message)), tuple(_files(message)))


def invitation() -> str:
    """The line above which one answers, in the active language."""
    return f"{MARK} {_('Antwoord boven deze regel')} {MARK}"


def text_of(message: EmailMessage) -> str:
    """The text of a mail; of one that has only HTML what it says."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content())
    except (LookupError, UnicodeError):
        # A character set that nobody knows: what can be read is read.
        content = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    content = content[:LONGEST]
    return from_html(content) if part.get_content_subtype() == "html" else content


def from_html(content: str) -> str:
    """HTML as lines of text: paragraphs apart, nothing that is not shown."""
    try:
        root: Any = lxml.html.document_fromstring(content)
    except (lxml.etree.ParserError, ValueError):
        return ""
    # What is quoted in a block of its own needs no guessing.
    for quoted in root.xpath("//blockquote|//*[contains(@class,'gmail_quote')]"):
        if MARK in quoted.text_content() or quoted.tag == "blockquote":
            quoted.drop_tree()
    words: list[str] = []
    for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in BLOCKS:
                words.append("\n")
            if tag not in LEFT_OUT and node.text and tag:
                words.append(re.sub(r"\s+", " ", node.text))
        else:
            if tag in BLOCKS - {"br"}:
                words.append("\n")
            if node.tail and (node.getparent() is None or node.getparent().tag not in LEFT_OUT):
                words.append(re.sub(r"\s+", " ", node.tail))
    lines = (line.strip() for line in "".join(words).replace("\xa0", " ").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def own_words(text: str) -> str:
    """Without the quotation, what stands before it, and the signature."""
    rows = (line.rstrip() for line in text[:LONGEST].replace("\x00", "").replace("\xa0", " ").splitlines())
    # Long runs of empty lines first: they would make every look at the text long.
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip("\n")
    marked = _MARKED.search(text)
    if marked:
        text = text[: marked.start()]
    shown = quotequail.quote(text, limit=2_000, quote_intro_line=True)
    text = "\n".join(part for expanded, part in shown if expanded)
    text = text.rstrip()
    text = text[:-NEAR] + _WROTE.sub("", text[-NEAR:])
    # Lines that are quoted all the same are not theirs.
    text = "\n".join(line.rstrip() for line in text.split("\n") if not line.startswith(">"))
    signed = _SIGNED.search(text)
    if signed:
        text = text[: signed.start()]
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _files(message: EmailMessage) -> list[ContentFile]:
    """What was attached by hand; pictures that belong to the HTML (a logo in a signature) are not."""
    found = []
    for part in message.iter_attachments():
        if part.get_content_disposition() == "inline" and part.get("Content-ID"):
            continue
        name, content = (part.get_filename() or "").replace("\x00", ""), part.get_payload(decode=True)
        if name and isinstance(content, bytes) and content:
            found.append(ContentFile(content, name=name[-120:]))
    return found
