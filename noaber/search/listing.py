# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list page over the search: what was chosen, the page of hits, and the choices that are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from noaber import search
from noaber.base.paging import Page, page_number
from noaber.people.models import Perspective
from noaber.people.queries import quality_labels, theme_labels, werkplaats_names
from noaber.people.region_queries import period_choices, period_years
from noaber.search.documents import Findings, Hit, SearchRequest

SIZE = 20
# How many werkplaatsen a row names, and how many choices a filter offers: more is no choice.
PLACES = 2
CHOICES = 12
# The name of a filter in an address → the search's own.
FILTERS = {
    "soort": "type", "werkplaats": "werkplaatsen", "thema": "themes", "kwaliteit": "themes",
    "jaar": "year", "perspectief": "perspective",
}  # fmt: skip
# The facets of the index that a list can show; kind gives the total.
FACETS = ("kind", *dict.fromkeys(FILTERS.values()))


@dataclass(frozen=True)
class Listing:
    """One page of a list with its filters; `facets` is what ui.facets draws."""

    page: Page
    findings: Findings
    facets: list[dict[str, Any]]
    chosen: dict[str, str]
    text: str


def chosen_of(query: Mapping[str, str]) -> dict[str, str]:
    """The filters that are on in an address."""
    chosen = {name: query.get(name, "")[:100] for name in FILTERS if query.get(name)}
    # A programme period is of one werkplaats; without it the word means nothing.
    if period_years(chosen.get("werkplaats", ""), query.get("periode", "")):
        chosen["periode"] = query["periode"]
    return chosen


def wanted(kinds: Sequence[str], query: Mapping[str, str]) -> SearchRequest:
    """What the address of a list asks for, whoever asks and whichever page of it."""
    chosen = chosen_of(query)
    year = int(chosen["jaar"]) if chosen.get("jaar", "").isdecimal() and len(chosen["jaar"]) == 4 else None
    years = period_years(chosen.get("werkplaats", ""), chosen.get("periode", "")) or (None, None)
    return SearchRequest(
        text=query.get("q", "").strip()[:500],
        kinds=tuple(kinds),
        werkplaats=chosen.get("werkplaats", ""),
        theme=chosen.get("thema", ""),
        quality=chosen.get("kwaliteit", ""),
        year_from=year or years[0],
        year_to=year or years[1],
        perspective=chosen.get("perspectief", ""),
        type=chosen.get("soort", ""),
    )


def browse(
    kinds: Sequence[str], query: Mapping[str, str], *, scope: tuple[str, ...], types: Mapping[str, Any] | None = None
) -> Listing:
    """Answer a list page's address: newest first, or by relevance when there is a question in it."""
    chosen = chosen_of(query)
    text, number = query.get("q", "").strip()[:500], page_number(query.get("page"))
    request = replace(
        wanted(kinds, query), person_scope=scope, limit=SIZE, offset=(number - 1) * SIZE,
        sort="relevance" if text else "newest", facets=FACETS,
    )  # fmt: skip
    findings = search.find(request)
    last = max(1, -(-findings.total // SIZE))
    if number > last:
        number, findings = last, search.find(replace(request, offset=(last - 1) * SIZE))
    return Listing(
        page=Page(rows(findings.hits), number, SIZE, findings.total),
        findings=findings,
        facets=facets(findings, chosen, types or {}),
        chosen=chosen,
        text=text,
    )


def rows(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Hits as a list draws them: with the names of the werkplaatsen they belong to."""
    names = werkplaats_names()
    return [
        vars(hit) | {"place": ", ".join(names.get(slug, slug) for slug in hit.werkplaatsen[:PLACES])} for hit in hits
    ]


def facets(findings: Findings, chosen: Mapping[str, str], types: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The choices that are left, in words, with their counts."""
    titles = {
        "soort": _("Soort"),
        "werkplaats": _("Werkplaats"),
        "thema": _("Thema"),
        "kwaliteit": _("Sociale kwaliteit"),
        "jaar": _("Jaar"),
        "perspectief": _("Perspectief"),
    }
    counts = {name: {one.value: one.count for one in findings.facet(own).values} for name, own in FILTERS.items()}
    for name, value in chosen.items():
        if name in counts:
            counts[name].setdefault(value, 0)
    labels: dict[str, Mapping[str, Any]] = {
        "soort": types,
        "werkplaats": werkplaats_names(),
        "perspectief": dict(Perspective.choices),
        "thema": theme_labels(),
        "kwaliteit": quality_labels(),
    }
    for name in ("thema", "kwaliteit"):
        # Both stand in one field of the index; a choice that is on stays, also when it leaves nothing.
        kept = {*labels[name], chosen.get(name, "")}
        counts[name] = {slug: count for slug, count in counts[name].items() if slug in kept}
    found = [
        {
            "name": name,
            "label": titles[name],
            "options": [
                {
                    "value": value, "label": str(labels.get(name, {}).get(value, value)), "count": count,
                    "active": chosen.get(name) == value,
                }
                for value, count in _sorted(name, values)
            ],
        }
        for name, values in counts.items()
        if len(values) > 1 or name in chosen
    ]  # fmt: skip
    return [*found, *_periods_of(chosen)]


def _periods_of(chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The programme periods of the werkplaats that was chosen."""
    options = [
        {"value": slug, "label": label, "count": None, "active": chosen.get("periode") == slug}
        for slug, label in period_choices(chosen.get("werkplaats", ""))
    ]
    return [{"name": "periode", "label": _("Programmaperiode"), "options": options}] if len(options) > 1 else []


def _sorted(name: str, found: Mapping[str, int]) -> list[tuple[str, int]]:
    # Years are read as a row, newest first; everything else by how much is left.
    return sorted(found.items(), key=lambda one: one[0] if name == "jaar" else one[1], reverse=True)[:CHOICES]
