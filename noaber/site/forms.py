# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of the find page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from noaber.base.paging import page_number
from noaber.people.region_queries import period_years
from noaber.search import SearchRequest

PAGE_SIZE = 20
# A longer question is cut here: nobody reads it, and analysing it costs time.
LONGEST_QUESTION = 1000
# What a reader sees as one sort, in the order of the find page, and the kinds of the index that it takes together.
SORTS = {
    "kennis": ("product", "method", "dossier"),
    "vraag": ("question",),
    "leertraject": ("project",),
    "agenda": ("agenda_item",),
    "bijeenkomst": ("meeting",),
    "organisatie": ("organisation", "werkplaats"),
    "nieuws": ("news",),
    "pagina": ("page",),
    "archief": ("period",),
}


@dataclass(frozen=True)
class FindForm:
    """The question and the filters as they stand in the address. Anything unusable is left out, never an error."""

    q: str
    sort: str
    werkplaats: str
    theme: str
    quality: str
    perspective: str
    year: int | None
    page: int
    period: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> "FindForm":
        """What the address says."""
        return cls.of(request.GET)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "FindForm":
        """What these choices say."""
        sort, year = given.get("soort", ""), given.get("jaar", "")
        return cls(
            q=" ".join(given.get("q", "").replace("\x00", "").split())[:LONGEST_QUESTION],
            sort=sort if sort in SORTS else "",
            werkplaats=given.get("werkplaats", "")[:60],
            theme=given.get("thema", "")[:80],
            quality=given.get("kwaliteit", "")[:80],
            perspective=given.get("perspectief", "")[:20],
            year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
            page=page_number(given.get("page")),
            period=given.get("periode", "")[:80],
        )

    @property
    def years(self) -> tuple[int, int] | tuple[None, None]:
        """The years of the programme period that was chosen; it is of one werkplaats."""
        return period_years(self.werkplaats, self.period) or (None, None)

    @property
    def unfiltered(self) -> bool:
        """The question alone was asked, nothing was narrowed."""
        return set(self.chosen) == {"q"}

    @property
    def flat(self) -> bool:
        """One list instead of groups: a sort was chosen, or the reader is past the first page."""
        return bool(self.sort) or self.page > 1

    def search(self, scope: tuple[str, ...], *, most: int, each: int, facets: tuple[str, ...] = ()) -> SearchRequest:
        """The same in words of the search: a page of a list, or the first `most` hits with `each` of a kind."""
        return SearchRequest(
            text=self.q,
            kinds=SORTS.get(self.sort, ()),
            werkplaats=self.werkplaats,
            theme=self.theme,
            quality=self.quality,
            perspective=self.perspective,
            year_from=self.year or self.years[0],
            year_to=self.year or self.years[1],
            person_scope=scope,
            limit=PAGE_SIZE if self.flat else most,
            offset=(self.page - 1) * PAGE_SIZE if self.flat else 0,
            each=0 if self.flat else each,
            sort="relevance" if self.q else "newest",
            facets=facets,
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Everything that holds now, by its name in the address; empty ones are left out."""
        values = {
            "q": self.q,
            "soort": self.sort,
            "werkplaats": self.werkplaats,
            "thema": self.theme,
            "kwaliteit": self.quality,
            "perspectief": self.perspective,
            "jaar": str(self.year or ""),
            "periode": self.period if self.years[0] else "",
        }
        return {name: value for name, value in values.items() if value}

    def query(self, **changes: str) -> str:
        """The query string of this search with some filters changed."""
        return urlencode({name: value for name, value in (self.chosen | changes).items() if value})
