# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What identifies a publication: DOI, handle, ISBN, URN:NBN; and addresses written in one way, to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import idutils

LONGEST = 2000
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+", re.I)
HANDLE = re.compile(r"^(?:hdl:|https?://hdl\.handle\.net/)(\S+)$", re.I)
URN = re.compile(r"\burn:nbn:[a-z]{2}[\w.:()/-]+", re.I)
ISBN = re.compile(r"(?<![\w.-])(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx](?![\w-])")
# What is added to an address to follow a reader, and says nothing about where it leads.
FOLLOWING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|mtm_\w+|pk_\w+)$", re.I)
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(.+)$", re.I)


def web_address(text: str) -> str:
    """The text when it is a whole http(s) address, and otherwise nothing."""
    text = text.strip()
    if re.match(r"^www\.[\w-]+\.", text):
        text = "https://" + text
    try:
        parts = urlsplit(text)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:
        return ""
    return text if usable and len(text) <= LONGEST else ""


def same_address(address: str) -> str:
    """An address without what makes no difference: scheme, www, last slash, order of the query, marks of where from."""
    address = web_address(original_of(address) or address)
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower().removeprefix("www.")
    try:
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    query = urlencode(sorted(one for one in parse_qsl(parts.query) if not FOLLOWING.match(one[0])))
    return f"{host}{port}{path}{'?' + query if query else ''}"


def original_of(address: str) -> str:
    """The address of which an address in the web archive keeps a copy, or nothing."""
    found = ARCHIVED.match(address.strip())
    if not found:
        return ""
    original = found[1]
    return original if "://" in original else f"http://{original}"


def identifiers(texts: Iterable[str]) -> list[str]:
    """The DOI, handle, ISBN and URN:NBN in these texts, each written in one way (`doi:10.1000/x`)."""
    found: dict[str, None] = {}
    for text in texts:
        for one in _identifiers(unquote(text.strip())):
            found[one] = None
    return list(found)


def _identifiers(text: str) -> Iterable[str]:
    for doi in DOI.findall(text):
        yield "doi:" + doi.rstrip(".,;)").lower()
    handle = HANDLE.match(text)
    if handle and not handle[1].startswith("10."):
        yield "hdl:" + handle[1].lower()
    for urn in URN.findall(text):
        yield urn.rstrip(".,;)").lower()
    if not re.match(r"^(?:https?:|urn:(?!isbn)|hdl:|doi:|10\.)", text, re.I):
        for isbn in ISBN.findall(re.sub(r"urn:isbn:", "", text, flags=re.I)):
            bare = re.sub(r"[-\s]", "", isbn).upper()
            if idutils.is_isbn(bare):
                yield "isbn:" + _isbn13(bare)


def _isbn13(isbn: str) -> str:
    if len(isbn) == 13:
        return isbn
    body = "978" + isbn[:9]
    total = sum(int(digit) * (1 if place % 2 == 0 else 3) for place, digit in enumerate(body))
    return body + str(-total % 10)
