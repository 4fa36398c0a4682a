# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the demo network: written once, and from then on their editors'."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from noaber.exchange.demo import FOLDER
from noaber.pages import actions
from noaber.pages.models import ProsePage, SitePage
from noaber.people.models import Period, Person, Werkplaats
from noaber.people.queries import concepts_by_slug

# The fields of a page that the book writes under another name.
NAMES = {"source": "source_url", "menu": "show_in_menus"}
PLAIN = ("title", "slug", "sort", "lang", "summary", "byline", "day", "example", "source", "menu")


def load_prose(*, by: Person | None, at: dt.datetime) -> None:
    """A tree for every werkplaats, and the pages of the book that are not there yet."""
    sites = {one.slug: actions.open_site(one, by=by, at=at) for one in Werkplaats.objects.prefetch_related("names")}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for row in yaml.load((FOLDER / "prose.yaml").read_text("utf-8"), Loader=loader):
        site = sites[row["site"]]
        if "slug" in row:
            _page(row, site, by=by, at=at)
        elif not site.lead:
            actions.write_home(site, lead=row["lead"], body=_body(row), by=by, at=at)


def _page(row: dict[str, Any], site: SitePage, *, by: Person | None, at: dt.datetime) -> None:
    if ProsePage.objects.filter(ref=f"demo-{row['site']}-{row['slug']}").exists():
        return
    themes = concepts_by_slug(row["themes"]) if row.get("themes") else {}
    facts = {NAMES.get(name, name): row[name] for name in PLAIN if name in row}
    if "period" in row:
        periods = Period.objects.filter(werkplaats=site.werkplaats_id, starts_on__year=row["period"])
        facts["period"] = periods.first()
    if "translation_of" in row:
        facts["translation_of"] = ProsePage.objects.get(url_path=f"/{row['translation_of']}/")
    actions.write_page(
        site, ref=f"demo-{row['site']}-{row['slug']}", body=_body(row), themes=list(themes.values()),
        by=by, at=at, **facts,
    )  # fmt: skip


def _body(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The short blocks of the book as they are stored."""
    return [_block(sort, value) for part in row.get("body", []) for sort, value in part.items()]


def _block(sort: str, value: Any) -> dict[str, Any]:
    if sort == "heading":
        value = {"text": value, "level": "2"}
    elif sort in ("figures", "map"):
        value = {"title": value}
    elif sort == "list":
        value = {"theme": "", "werkplaats": "", **value}
    elif sort == "table":
        columns = [{"type": "text", "heading": head} for head in value["heads"]]
        value = {"columns": columns, "rows": [{"values": row} for row in value["rows"]], "caption": value["caption"]}
    return {"type": sort, "value": value}
