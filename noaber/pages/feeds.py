# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The news as an Atom feed, with the filters of the list: everybody's, or that of one werkplaats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from noaber.people.queries import werkplaats_names
from noaber.people.region_queries import origin_of
from noaber.search.listing import browse
from noaber.ui.languages import in_language


def news_feed(query: Mapping[str, str], path: str) -> str:
    """The feed as text; `path` is where it was asked for."""
    werkplaats = query.get("werkplaats", "")
    name, origin = werkplaats_names().get(werkplaats, settings.SITE_NAME), origin_of(werkplaats)
    feed = Atom1Feed(
        title=_("Nieuws van %(name)s") % {"name": name},
        link=origin + reverse("news_list"),
        description="",
        feed_url=origin + path,
    )
    for row in browse(("news",), query, scope=("public",)).page.items:
        _add(feed, row)
    return str(feed.writeString("utf-8"))


def _add(feed: Atom1Feed, row: Mapping[str, Any]) -> None:
    moment = _moment(row["date"] or str(row["year"] or ""))
    if moment is None:
        # An entry must say when; news of which nobody knows that is in the list, not in the feed.
        return
    home = row["werkplaatsen"][0] if row["werkplaatsen"] else ""
    feed.add_item(
        title=row["title"],
        link=origin_of(home) + in_language(row["url"]),
        # A name, not a way: it stays the same when a werkplaats moves to a host of its own.
        unique_id=settings.SITE_URL + row["url"],
        description=row["summary"],
        pubdate=moment,
        updateddate=moment,
        categories=[row["place"]] if row["place"] else [],
    )


def _moment(day: str) -> dt.datetime | None:
    """The first moment of a day, a month (2020-04) or a year (2020); of anything else nothing."""
    parts = [*day[:10].split("-"), "1", "1"][:3]
    try:
        return dt.datetime(*(int(part) for part in parts), tzinfo=dt.UTC)  # type: ignore[misc, arg-type]
    except ValueError:
        return None
