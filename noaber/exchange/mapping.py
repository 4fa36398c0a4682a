# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the columns of a source to a record in our own format: which column is what, and what to make of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from noaber.exchange import addresses, values
from noaber.exchange.format import KINDS, TEXTS, Rejected, read
from noaber.exchange.oai_metadata import COLUMNS
from noaber.exchange.rests_format import told_of_rests
from noaber.exchange.told_format import TOLD

Problem = tuple[str, str]
# What can be filled, with its word on the page and the heads by which a column is recognised.
TARGETS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "title": (_("Titel"), ("titel", "title", "naam", "name", "kop", "onderwerp")),
    "summary": (
        _("Samenvatting"), ("samenvatting", "summary", "abstract", "beschrijving", "omschrijving", "description"),
    ),
    "text": (_("Tekst"), ("tekst", "text", "inhoud", "content", "body", "toelichting")),
    "date": (_("Datum of jaar"), ("datum", "date", "jaar", "year", "publicatiedatum", "publicatiejaar", "verschenen")),
    "type": (_("Soort"), ("soort", "type", "genre", "categorie", "category", "producttype")),
    "themes": (
        _("Thema’s"), ("themas", "thema", "trefwoorden", "trefwoord", "keywords", "tags", "subject", "onderwerpen"),
    ),
    "organisations": (
        _("Organisaties"), ("organisaties", "organisatie", "organisation", "uitgever", "publisher", "instelling"),
    ),
    "authors": (
        _("Auteurs"), ("auteurs", "auteur", "authors", "author", "schrijver", "schrijvers", "maker", "creator"),
    ),
    "licence": (_("Licentie"), ("licentie", "license", "licence", "rechten", "rights")),
    "url": (_("Adres"), ("adres", "url", "link", "website", "webadres", "vindplaats", "weblink")),
    "lang": (_("Taal"), ("taal", "language", "lang")),
    "id": (_("Kenmerk bij de bron"), ("kenmerk", "id", "identifier", "nummer", "code", "sleutel")),
    "ids": (_("DOI, handle of ISBN"), ("nummers", "doi", "isbn", "handle")),
}  # fmt: skip
# What an editor does not take in: these have ways of their own.
NOT_HERE = {"organisation": "no_organisations", "question": "no_questions", **dict.fromkeys(TOLD, "no_told")}
SPLIT = re.compile(r"[;|\n]")
MOST_MENTIONED = 5


@dataclass(frozen=True)
class Mapped:
    """A row as a record of ours, with what is wrong with it or worth knowing."""

    identifier: str
    record: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    usable: bool = True


def suggested(columns: Sequence[str]) -> dict[str, str]:
    """Which column is probably what, by its head."""
    heads = {re.sub(r"[^a-z]", "", column.lower()): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for target, (_label, names) in TARGETS.items():
        column = next((heads[name] for name in names if name in heads), "")
        column = column or next((heads[head] for head in heads for name in names if len(name) > 3 and name in head), "")
        if column and column not in found.values():
            found[target] = column
    return found


def same_columns() -> dict[str, str]:
    """The mapping of a source of which we know the columns."""
    return {name: COLUMNS[name] for name in TARGETS}


def mapped(row: Mapping[str, Any], mapping: Mapping[str, Any], home: str, formulas: Sequence[str] = ()) -> Mapped:
    """One row as a record; what is missing or odd is told, and only without a title it cannot be used."""
    fields: Mapping[str, str] = mapping.get("fields", {})
    defaults: Mapping[str, Any] = mapping.get("defaults", {})
    got = {target: row.get(column, "") for target, column in fields.items() if column}
    problems: list[Problem] = [("formula", column) for column in formulas if column in fields.values()]
    record: dict[str, Any] = {"kind": defaults.get("kind", "product"), "werkplaatsen": [home]}
    for name in ("title", "summary", "text"):
        record[name] = _joined(got.get(name))
    record["title"] = " ".join(record["title"].split())
    record["summary"], record["text"] = _without_echo(record["summary"], record["text"])
    record["authors"] = _many(got.get("authors"))[:200]
    record["organisations"] = _many(got.get("organisations"))[:50]
    record["lang"] = values.language(_joined(got.get("lang")))
    record["licence"] = values.licence(_many(got.get("licence")))
    _date(record, got.get("date"), problems)
    _type(record, got.get("type"), problems)
    _addresses(record, got, problems)
    _themes(record, got.get("themes"), defaults, problems)
    identifier = (_joined(got.get("id")) or record.get("url", ""))[:500]
    return _checked(Mapped(identifier, {name: value for name, value in record.items() if value}, problems))


def completed(record: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """A record with what the editor said of everything in this source, where the source itself did not say."""
    wanted = ("type", "licence", "lang") if record.get("kind") == "product" else ("licence", "lang")
    return {**{name: defaults[name] for name in wanted if defaults.get(name)}, **record}


def as_it_is(record: Mapping[str, Any], home: str) -> Mapped:
    """A record that is in our own format already: it gets this werkplaats as its home. On what it rests stays out."""
    rests = told_of_rests(record) if KINDS.get(str(record.get("kind")), ("",))[0] == "product" else []
    kept = {name: value for name, value in record.items() if name not in rests}
    problems: list[Problem] = [("no_rests", "")] if rests else []
    return _checked(Mapped(str(record.get("id") or "")[:500], {**kept, "werkplaatsen": [home]}, problems))


def _checked(found: Mapped) -> Mapped:
    """Whether the exchange format accepts it, and if not, why."""
    problems = list(found.problems)
    kind = str(found.record.get("kind", ""))
    if kind in NOT_HERE:
        return Mapped(found.identifier, found.record, [*problems, (NOT_HERE[kind], "")], False)
    if not str(found.record.get("title") or "").strip():
        return Mapped(found.identifier, found.record, [*problems, ("no_title", "")], False)
    try:
        read({**found.record, "id": found.record.get("id") or "nieuw"})
    except Rejected as rejection:
        code = "too_long" if "longer than" in rejection.reason else "unreadable"
        what = rejection.reason.split(" ")[0] if code == "too_long" else rejection.reason[:200]
        return Mapped(found.identifier, found.record, [*problems, (code, what)], False)
    return Mapped(found.identifier, found.record, problems)


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(str(one) for one in value if one)
    return str(value or "").strip()


def _many(value: Any, more: str = "") -> list[str]:
    """A list out of a cell: what stands between semicolons, bars or lines."""
    texts = [str(one) for one in value] if isinstance(value, list) else SPLIT.split(str(value or ""))
    if more and len(texts) == 1:
        texts = texts[0].split(more)
    return list(dict.fromkeys(" ".join(one.split())[:300] for one in texts if one.strip()))


def _without_echo(summary: str, text: str) -> tuple[str, str]:
    """A text that says the summary again is told once; a summary may not be longer than fits."""
    if text == summary:
        text = ""
    if len(summary) > TEXTS["summary"]:
        return "", text or summary
    return summary, text[: TEXTS["text"]]


def _date(record: dict[str, Any], value: Any, problems: list[Problem]) -> None:
    for text in _many(value):
        year, day = values.moment(text)
        if year:
            record["year"], record["date"] = year, day
            return
    if _joined(value):
        problems.append(("bad_date", _joined(value)[:60]))


def _type(record: dict[str, Any], value: Any, problems: list[Problem]) -> None:
    if record["kind"] != "product":
        return
    words = _many(value)
    found = next((known for word in words if (known := values.of_type(word))), "")
    record["type"] = found
    if words and not found:
        problems.append(("bad_type", words[0][:60]))


def _addresses(record: dict[str, Any], got: Mapping[str, Any], problems: list[Problem]) -> None:
    written = _many(got.get("url"))
    ids = addresses.identifiers([*_many(got.get("ids")), *written, _joined(got.get("id"))])
    links = [link for one in written if (link := addresses.web_address(one))]
    if written and not links:
        problems.append(("bad_url", written[0][:80]))
    doi = next((one for one in ids if one.startswith("doi:")), "")
    record["url"] = links[0] if links else (f"https://doi.org/{doi[4:]}" if doi else "")
    kept = next((one for one in written if addresses.original_of(one)), "")
    if kept:
        record["url"], record["archived_url"] = addresses.original_of(kept), kept
    record["identifiers"] = ids


def _themes(record: dict[str, Any], value: Any, defaults: Mapping[str, Any], problems: list[Problem]) -> None:
    found, unknown = values.themes(_many(value, more=","))
    if defaults.get("themes_from_text"):
        found += values.mentioned(f"{record['title']}. {record['summary']}")[:MOST_MENTIONED]
    record["themes"] = list(dict.fromkeys(found))
    if unknown:
        # Nothing is lost: the words stay with the record, and come along when it is exported.
        record["keywords"] = unknown
        problems.append(("unknown_themes", ", ".join(unknown)[:200]))
