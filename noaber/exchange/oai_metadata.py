# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dublin Core, MODS (also inside DIDL) and LOM, read into the columns that every source shares.

Repositories leave elements empty and mix versions of a namespace, so an element is known by its local name, and an
empty one is as good as absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from noaber.exchange import addresses

# What a column is called: these are seen by editors, who can read each as something else.
COLUMNS = {
    "title": "titel",
    "summary": "samenvatting",
    "text": "tekst",
    "date": "datum",
    "type": "soort",
    "themes": "trefwoorden",
    "organisations": "organisaties",
    "authors": "auteurs",
    "licence": "licentie",
    "url": "adres",
    "file": "bestand",
    "lang": "taal",
    "id": "kenmerk",
    "ids": "nummers",
}
LONGEST = 20_000
Values = dict[str, list[str]]


def values(root: Any, identifier: str) -> dict[str, Any]:
    """What a record tells, by column; the list of columns is COLUMNS."""
    reader = next((read for name, read in READERS.items() if _holds(root, name)), _dublin_core)
    found = reader(root)
    found["id"] = [identifier]
    found["ids"] = addresses.identifiers([*found.get("ids", ()), *found.get("url", ())])
    return {COLUMNS[name]: _unique(texts) for name, texts in found.items() if _unique(texts)}


def _holds(root: Any, name: str) -> bool:
    return _name(root) == name or next(_all(root, name), None) is not None


def _unique(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in (one.strip()[:LONGEST] for one in texts) if text))


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: Any, *path: str) -> Iterator[Any]:
    """The elements at the end of a path of local names; the first may lie at any depth."""
    first, *rest = path
    for one in element.iter():
        if _name(one) == first:
            yield from _below(one, rest)


def _below(element: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        yield element
        return
    for one in element:
        if _name(one) == path[0]:
            yield from _below(one, path[1:])


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _texts(element: Any, *path: str) -> list[str]:
    return [text for one in _all(element, *path) if (text := _text(one))]


def _dublin_core(root: Any) -> Values:
    identifiers = _texts(root, "identifier")
    links = [one for one in identifiers if addresses.web_address(one)]
    return {
        "title": _texts(root, "title")[:1],
        "summary": _texts(root, "description") or _texts(root, "abstract"),
        "date": _texts(root, "date"),
        "type": _texts(root, "type"),
        "themes": _texts(root, "subject"),
        "organisations": _texts(root, "publisher"),
        "authors": _texts(root, "creator") + _texts(root, "contributor"),
        "licence": _texts(root, "rights") + _texts(root, "license"),
        "url": links,
        "lang": _texts(root, "language"),
        "ids": identifiers + _texts(root, "relation") + _texts(root, "source"),
    }


def _mods(root: Any) -> Values:
    mods = root if _name(root) == "mods" else next(_all(root, "mods"))
    names = list(_all(mods, "name"))
    titles = [title for one in _all(mods, "titleInfo") if (title := _title(one))]
    return {
        "title": titles[:1],
        "summary": _texts(mods, "abstract"),
        "date": _texts(mods, "dateIssued") or _texts(mods, "dateCreated") or _texts(mods, "dateOther"),
        "type": _texts(mods, "genre"),
        "themes": _texts(mods, "subject", "topic"),
        "organisations": _texts(mods, "publisher") + [_person(one) for one in names if one.get("type") == "corporate"],
        "authors": [_person(one) for one in names if one.get("type") != "corporate" and _writes(one)],
        "licence": _texts(mods, "accessCondition") + _texts(root, "accessRights"),
        "url": _start_pages(root) or _texts(mods, "url"),
        "file": _resources(root, "objectFile"),
        "lang": _texts(mods, "languageTerm"),
        "ids": _texts(mods, "identifier") + _texts(root, "Identifier"),
    }


def _title(info: Any) -> str:
    """The title and what follows its colon; not a translation of it."""
    if info.get("type") in ("translated", "abbreviated"):
        return ""
    parts = [" ".join(_text(one).split()) for name in ("title", "subTitle") for one in _below(info, [name])]
    return ": ".join(part for part in parts if part)


def _person(name: Any) -> str:
    parts = {str(one.get("type") or ""): _text(one) for one in _below(name, ["namePart"]) if _text(one)}
    if parts.get("family"):
        return " ".join(part for part in (parts.get("given", ""), parts["family"]) if part)
    return " ".join(parts.values()) or next(iter(_texts(name, "displayForm")), "")


def _writes(name: Any) -> bool:
    """Authors and editors; not who supervised or paid."""
    roles = {text.lower() for text in _texts(name, "roleTerm")}
    return not roles or bool(roles & {"aut", "author", "auteur", "edt", "editor", "cre", "creator", "ctb"})


def _start_pages(root: Any) -> list[str]:
    return _resources(root, "humanStartPage")


def _resources(root: Any, sort: str) -> list[str]:
    """The addresses of what a DIDL item calls its start page, or its files."""
    found = []
    for item in _all(root, "Item"):
        sorts = [
            str(value) for one in item.iter() for key, value in one.attrib.items() if str(key).endswith("resource")
        ]
        sorts += _texts(item, "type") + _texts(item, "ObjectType")
        inner = [one for one in item if _name(one) == "Item"]
        if not inner and any(one.endswith(sort) for one in sorts):
            found += [str(one.get("ref") or "") for one in _all(item, "Resource")]
    return [one for one in found if addresses.web_address(one)]


def _lom(root: Any) -> Values:
    def told(*path: str) -> list[str]:
        return [text for one in _all(root, *path) for text in _strings(one)]

    roles = {"author": "authors", "publisher": "organisations"}
    found: Values = {
        "title": told("general", "title")[:1],
        "summary": told("general", "description"),
        "themes": told("general", "keyword"),
        "type": told("educational", "learningResourceType", "value"),
        "licence": told("rights", "description") + told("rights", "copyrightAndOtherRestrictions", "value"),
        "url": [one for one in told("technical", "location") if addresses.web_address(one)],
        "lang": _texts(root, "general", "language"),
        "ids": _texts(root, "general", "identifier", "entry") + _texts(root, "general", "catalogentry"),
        "date": [],
    }
    for contribution in _all(root, "lifeCycle", "contribute"):
        role = next((one.lower() for one in _texts(contribution, "role", "value")), "author")
        names = [_vcard_name(one) for one in _texts(contribution, "entity") + _texts(contribution, "centity")]
        found.setdefault(roles.get(role, "authors"), []).extend(names)
        found["date"] += _texts(contribution, "dateTime") or _texts(contribution, "datetime")
    return found


def _strings(element: Any) -> list[str]:
    """A text of LOM: Dutch before other languages, and without the wrapping of either binding."""
    inner = [one for one in element.iter() if _name(one) in ("string", "langstring")]
    if not inner:
        return [text] if (text := _text(element)) else []
    inner.sort(key=lambda one: not _language(one).startswith("nl"))
    return [text for one in inner if (text := _text(one))][:1]


def _language(element: Any) -> str:
    return str(element.get("language") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower()


def _vcard_name(text: str) -> str:
    found = re.search(r"^\s*FN[^:\n]*:(.+)$", text, re.M | re.I) or re.search(
        r"^\s*ORG[^:\n]*:(.+)$", text, re.M | re.I
    )
    name = found[1].strip() if found else ("" if "VCARD" in text.upper() else text)
    return name.replace("\\,", ",").replace("\\;", ";")


READERS: dict[str, Callable[[Any], Values]] = {"mods": _mods, "lom": _lom, "dc": _dublin_core}
