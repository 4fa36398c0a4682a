# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking an OAI-PMH source for its records, a page at a time, also where it does not keep to the rules.

What repositories of the field do, and what we make of it: no empty resumptionToken at the end (its absence ends the
list too), a `cursor` that counts the next page (never looked at), deletions that are shown for some time only (what is
no longer there is noticed at a full harvest, see `reading_actions`), dates with half a fraction (only the day is read),
sets and tokens that mean nothing (handed back as they came), and an address that takes more than OAI-PMH knows (only
the arguments of the protocol are sent).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from noaber.exchange import oai_metadata
from noaber.exchange.fetch import Unfetched, fetch

OAI = "{http://www.openarchives.org/OAI/2.0/}"
# Richest first.
PREFIXES = ("didl_mods", "nl_didl", "didl", "mods", "nl_lom", "LOMv1.0", "lom", "oai_lom", "oai_dc")
PROTOCOL = ("verb", "metadataPrefix", "from", "until", "set", "resumptionToken", "identifier")
MOST_SETS = 500
SIGNS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x(?:0?[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Record:
    """One record as it was given."""

    identifier: str
    datestamp: str
    deleted: bool
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ListPage:
    """One page of records; an empty token is the end."""

    records: list[Record]
    token: str = ""
    total: int = 0
    said_at: str = ""
    mended: bool = False


def base_of(address: str) -> str:
    """The address of the source, when somebody pasted one with a question in it."""
    parts = urlsplit(address.strip())
    kept = [one for one in parse_qsl(parts.query) if one[0] not in (*PROTOCOL, "purge")]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))


def identify(address: str) -> dict[str, Any]:
    """What a source says of itself: its name, its formats, its sets, and whether it remembers what it removed."""
    root, _mended = _ask(address, verb="Identify")
    name = _first(root, "repositoryName")
    formats, _mended = _ask(address, verb="ListMetadataFormats")
    return {
        "name": name[:200],
        "deleted": _first(root, "deletedRecord") or "no",
        "granularity": _first(root, "granularity"),
        "earliest": (DAY.findall(_first(root, "earliestDatestamp")) or [""])[0],
        "prefixes": [str(one.text or "").strip() for one in formats.iter(f"{OAI}metadataPrefix")][:50],
        "sets": _sets(address),
    }


def best_prefix(prefixes: list[str]) -> str:
    """The format that tells most."""
    return next((one for one in PREFIXES if one in prefixes), "oai_dc")


def read_page(address: str, *, prefix: str, oai_set: str = "", since: str = "", token: str = "") -> ListPage:
    """The first page of a list, or the one that a token stands for."""
    if token:
        asked = {"resumptionToken": token}
    else:
        asked = {"metadataPrefix": prefix, "set": oai_set, "from": since}
    root, mended = _ask(address, verb="ListRecords", **{name: value for name, value in asked.items() if value})
    found = root.find(f".//{OAI}resumptionToken")
    # The token is not ours to read or to change, but for the line breaks around it.
    next_token = (found.text or "").strip() if found is not None else ""
    total = str(found.get("completeListSize") or "") if found is not None else ""
    records = [_record(one) for one in root.iter(f"{OAI}record")]
    return ListPage(
        [one for one in records if one.identifier], next_token,
        int(total) if total.isascii() and total.isdigit() else 0, _first(root, "responseDate"), mended,
    )  # fmt: skip


def _sets(address: str) -> list[list[str]]:
    """Name and mark of the sets, as far as the source has any."""
    found: dict[str, str] = {}
    asked: dict[str, str] = {}
    for _page in range(20):
        try:
            root, _mended = _ask(address, verb="ListSets", **asked)
        except Unfetched:
            break
        for one in root.iter(f"{OAI}set"):
            mark = _first(one, "setSpec")
            if mark:
                found[mark[:300]] = (_first(one, "setName") or mark)[:200]
        token = _first(root, "resumptionToken")
        if not token or asked.get("resumptionToken") == token or len(found) >= MOST_SETS:
            break
        asked = {"resumptionToken": token}
    return sorted(([mark, name] for mark, name in found.items()), key=lambda one: one[1].casefold())[:MOST_SETS]


def _record(record: Any) -> Record:
    header = record.find(f"{OAI}header")
    if header is None:
        return Record("", "", False)
    identifier = " ".join(_first(header, "identifier").split())[:500]
    metadata = record.find(f"{OAI}metadata")
    inner = next((one for one in metadata if isinstance(one.tag, str)), None) if metadata is not None else None
    deleted = header.get("status") == "deleted"
    values = oai_metadata.values(inner, identifier) if inner is not None and not deleted else {}
    return Record(identifier, _first(header, "datestamp"), deleted, values)


def _first(element: Any, name: str) -> str:
    found = element.find(f".//{OAI}{name}")
    return (found.text or "").strip() if found is not None else ""


def _ask(address: str, **asked: str) -> tuple[Any, bool]:
    """One question to the source; what it answers as an error is told in words."""
    base = base_of(address)
    answer = fetch(f"{base}{'&' if '?' in base else '?'}{urlencode(asked)}", accept="text/xml, application/xml")
    if answer.status in (429, 503):
        raise Unfetched("busy", retry_after=answer.retry_after or 60)
    if answer.status != 200 and b"OAI-PMH" not in answer.body[:2000]:
        raise Unfetched(f"status_{answer.status}" if answer.status in (401, 403, 404) else "status", str(answer.status))
    root, mended = parsed(answer.body)
    if etree.QName(root).localname != "OAI-PMH":
        raise Unfetched("not_oai")
    error = root.find(f"{OAI}error")
    if error is not None and error.get("code") != "noRecordsMatch":
        code, said = str(error.get("code") or ""), " ".join((error.text or "").split())
        if code == "cannotDisseminateFormat":
            raise Unfetched("oai_prefix", asked.get("metadataPrefix", ""))
        raise Unfetched("oai_error", f"{said or code} ({code})" if said else code)
    return root, mended


def parsed(body: bytes) -> tuple[Any, bool]:
    """The XML, strictly; where that fails without what XML does not know, and only then with its faults mended."""
    for attempt, mended in ((body, False), (SIGNS.sub(b"", body), True)):
        try:
            return _safe(etree.fromstring(attempt, _parser(recover=False))), mended
        except etree.XMLSyntaxError as error:
            fault = error
    try:
        root = etree.fromstring(SIGNS.sub(b"", body), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Unfetched("not_xml", str(fault)[:150])
    return _safe(root), True


def _parser(*, recover: bool) -> Any:
    # Nothing is expanded, nothing is asked of another host, and a text cannot be made to grow.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _safe(root: Any) -> Any:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unfetched("xml_entities")
    return root
