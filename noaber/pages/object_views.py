# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor can put on a page from the loop: found with our own search, by words or by key."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse  # noqa: TID251
from django.views.decorators.http import require_safe

from noaber import search
from noaber.pages.blocks import OBJECTS
from noaber.search import Hit, SearchRequest, listing
from noaber.search.keyed import by_key
from noaber.ui.kinds import station_of

MOST = 10


@require_safe
def objects(request: HttpRequest) -> JsonResponse:
    key, words = request.GET.get("key", "")[:240], request.GET.get("q", "")[:200]
    if key:
        hits: list[Hit] = list(by_key([key]).values())
    else:
        hits = search.find(SearchRequest(text=words, kinds=OBJECTS, limit=MOST, facets=())).hits if words else []
    rows = [
        {"key": f"{row['kind']}:{row['ref']}", "title": row["title"], "meta": _meta(row)} for row in listing.rows(hits)
    ]
    answer = JsonResponse({"found": rows})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _meta(row: dict[str, object]) -> str:
    kind = station_of(str(row["kind"]))[1]
    return " · ".join(str(part) for part in (kind, row["place"], row["year"]) if part)
