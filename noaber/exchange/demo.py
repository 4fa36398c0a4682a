# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo network: real werkplaatsen, organisations, themes and knowledge, each with its source, and made-up activity.

Every step goes through the actions of its room and may be done again without harm: what is there already stays.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from noaber.exchange import actions as exchange
from noaber.exchange import queries
from noaber.exchange.format import read
from noaber.people import actions, period_actions, region_actions, show_actions
from noaber.people.models import Concept, Organisation, Person, Werkplaats
from noaber.people.queries import concepts_by_slug
from noaber.people.region_queries import house_style, old_path

FOLDER = Path(__file__).parent / "data" / "demo"
BATCH = 500


def records(name: str) -> Iterator[dict[str, Any]]:
    """The records of one file of the demo network."""
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def load_themes(*, by: Person | None, at: dt.datetime) -> None:
    """The thesaurus: first the words, then what is related to what."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    book = yaml.load((FOLDER / "thesaurus.yaml").read_text("utf-8"), Loader=loader)
    known = concepts_by_slug()
    scheme = Concept.Scheme
    rows = [(row, scheme.FACET) for row in book["facets"]]
    rows += [(row, scheme.THEME) for row in book["concepts"]] + [(row, scheme.QUALITY) for row in book["qualities"]]
    facets = {row["id"] for row in book["facets"]}
    waiting = [(row, kind) for row, kind in rows if row["id"] not in known]
    while waiting:
        later = []
        for row, kind in waiting:
            above = row.get("broader", "")
            if above and above not in known:
                later.append((row, kind))
                continue
            broader = known.get(above)
            known[row["id"]] = actions.record_concept(
                row["id"],
                pref_nl=row["pref"],
                pref_en=row.get("en", ""),
                broader=broader,
                scheme=kind,
                alt=row.get("alt", []),
                ambiguous=row.get("ambiguous", []),
                note=row.get("note", ""),
                facet=above if above in facets else (broader.facet if broader else ""),
                by=by,
                at=at,
            )
        if len(later) == len(waiting):
            raise ValueError(f"broader is unknown: {[row['id'] for row, _kind in later]}")
        waiting = later
    actions.relate_concepts({row["id"]: row.get("related", []) for row, _kind in rows}, by=by, at=at)


def load_werkplaatsen(*, by: Person | None, at: dt.datetime) -> None:
    """The werkplaatsen with their names over time and their programme periods."""
    themes = concepts_by_slug()
    for row in records("werkplaatsen.jsonl"):
        if Werkplaats.objects.filter(slug=row["slug"]).exists():
            continue
        facts = {name: row[name] for name in ("status", "region", "brand", "source_urls")}
        werkplaats = actions.record_werkplaats(
            row["slug"],
            ref=row["id"],
            description=row.get("description", ""),
            site_url=row.get("site_url", ""),
            words=row.get("words", {}),
            lat=row.get("lat"),
            lon=row.get("lon"),
            extra={name: row[name] for name in ("brand_note", "city") if name in row},
            by=by,
            at=at,
            **facts,
        )
        _history(werkplaats, row, themes, by=by, at=at)


def _history(
    werkplaats: Werkplaats, row: dict[str, Any], themes: dict[str, Concept], *, by: Person | None, at: dt.datetime
) -> None:
    """The names it bore and the periods it had."""
    for name in row["names"]:
        actions.name_werkplaats(
            werkplaats,
            name=name["name"],
            short=name.get("short", ""),
            from_on=_day(name, "from_on"),
            until_on=_day(name, "until_on"),
            by=by,
            at=at,
        )
    for period in row["periods"]:
        period_actions.record_period(
            werkplaats,
            label=period["label"],
            starts_on=_day(period, "starts_on"),
            ends_on=_day(period, "ends_on"),
            themes=[themes[slug] for slug in period.get("themes", [])],
            summary=period.get("summary", ""),
            structure=period.get("structure", ""),
            source_url=period.get("source_url", ""),
            ending=period.get("ending", {}),
            by=by,
            at=at,
        )


def load_items(name: str, *, by: Person | None, at: dt.datetime) -> None:
    """Records in the exchange format."""
    items = [read(record) for record in records(name)]
    known = queries.known()
    items.sort(key=lambda item: item.kind != "organisation")
    for start in range(0, len(items), BATCH):
        taken = exchange.take_in(items[start : start + BATCH], known=known, by=by, at=at)
        if taken.rejected or taken.unknown:
            raise ValueError(f"the demo network is not whole: {taken}")


def load_partners(*, by: Person | None, at: dt.datetime) -> None:
    """Which organisations make up which werkplaats."""
    organisations = {one.ref: one for one in Organisation.objects.all()}
    for row in records("werkplaatsen.jsonl"):
        werkplaats = Werkplaats.objects.get(slug=row["slug"])
        for partner in row.get("partners", []):
            actions.join_werkplaats(
                organisations[partner["organisation"]], werkplaats, role=partner["role"], by=by, at=at
            )


def load_house_styles(*, by: Person | None, at: dt.datetime) -> None:
    """The theme of who has one; a werkplaats that took or dropped one since then keeps what it chose."""
    for row in records("werkplaatsen.jsonl"):
        given = row.get("house_style")
        werkplaats = Werkplaats.objects.get(slug=row["slug"])
        if given and house_style(werkplaats) is None:
            text = (FOLDER / given["file"]).read_text("utf-8")
            region_actions.take_house_style(werkplaats, text=text, name=given["name"], by=by, at=at)


# Where the national site keeps what it lists, and where we keep it.
OLD_SITES = ("werkplaatsensociaaldomein.nl", "www.werkplaatsensociaaldomein.nl")
OLD_LISTS = {"/agenda": "/bijeenkomsten/", "/publicaties": "/kennis/", "/over-de-werkplaatsen-sociaal-domein": "/over/"}


def load_old_addresses(*, by: Person | None, at: dt.datetime) -> None:
    """The addresses that pages of the national site had: those of the werkplaatsen, then of what was told there."""
    rows: dict[str, str] = dict(OLD_LISTS)
    for row in records("werkplaatsen.jsonl"):
        rows |= {path: f"werkplaats:{row['id']}" for path in _old_paths(row.get("source_urls", [])) if path not in rows}
    for record in records("items.jsonl"):
        item = read(record)
        if item.kind in ("news", "product", "project", "meeting"):
            for path in _old_paths([record.get("url", ""), record.get("source_url", "")]):
                rows.setdefault(path, f"{item.kind}:{item.ref}")
    show_actions.remember_addresses(rows.items(), by=by, at=at)


def _old_paths(addresses: list[str]) -> list[str]:
    found = (urlsplit(address) for address in addresses)
    return [old_path(one.path) for one in found if one.netloc in OLD_SITES and one.path.count("/") > 1]


def _day(row: dict[str, Any], name: str) -> dt.date | None:
    return dt.date.fromisoformat(row[name]) if row.get(name) else None
