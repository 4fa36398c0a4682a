# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether something that comes in is known already, and by what: its source, its number, its address or its title."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from noaber import search
from noaber.exchange import addresses
from noaber.exchange.models import ImportRow, ImportRun, ImportSource
from noaber.exchange.queries import MODELS
from noaber.people.models import DescribedQuerySet, Person
from noaber.people.queries import scope_of
from noaber.search import SearchRequest, text

# How much two titles must be alike to ask whether they are the same.
ALIKE = 0.88
# A title of one or two common words says little.
FEWEST_LETTERS = 12
KINDS = ("product", "method", "dossier", "news", "project", "meeting")
# The kind of a thing by the kind it is found as.
FOUND_AS = {"method": "product", "dossier": "product"}
Key = tuple[str, str]


@dataclass(frozen=True)
class Match:
    """Something known, and why we think it is the same."""

    kind: str
    ref: str
    why: tuple[str, str]


class Resemblance:
    """All that a person may see, by what it can be recognised by. Made once for a run."""

    def __init__(self, run: ImportRun, person: Person | None) -> None:
        self.person, self.scope = person, scope_of(person)
        # On which row of the run an identifier came first; filled while comparing.
        self.seen: dict[str, int] | None = None
        self.by_source = dict(_from_source(run.source))
        self.refs: dict[str, Key] = {}
        self.ids: dict[str, Key] = {}
        self.urls: dict[str, Key] = {}
        self.titles: dict[str, Key] = {}
        pages: Counter[str] = Counter()
        of_pages: dict[str, Key] = {}
        for key, url, source_url, title, extra in _known(person):
            self.refs[key[1]] = key
            self.ids |= dict.fromkeys(_identifiers_of(url, source_url, extra), key)
            self.urls.setdefault(addresses.same_address(url), key)
            page = addresses.same_address(source_url)
            pages[page] += 1
            of_pages[page] = key
            self.titles.setdefault(_bare(title), key)
        # A page that several things come from says nothing about one of them.
        for page, times in pages.items():
            if times == 1:
                self.urls.setdefault(page, of_pages[page])
        self.urls.pop("", None)
        self.by_source.pop("", None)

    def match(self, identifier: str, record: Mapping[str, Any]) -> Match | None:
        """What this record most probably is."""
        key = self.by_source.get(identifier)
        if key is not None and key[1] in self.refs:
            return Match(*key, ("same_source", ""))
        known = self.refs.get(str(record.get("id") or ""))
        if known:
            return Match(*known, ("same_ref", ""))
        for one in record.get("identifiers") or ():
            if one in self.ids:
                return Match(*self.ids[one], ("same_id", one))
        for name in ("url", "source_url"):
            known = self.urls.get(addresses.same_address(str(record.get(name) or "")))
            if known:
                return Match(*known, ("same_url", ""))
        return self._by_title(str(record.get("title") or ""))

    def _by_title(self, title: str) -> Match | None:
        bare = _bare(title)
        if len(bare) < FEWEST_LETTERS:
            return None
        if bare in self.titles:
            return Match(*self.titles[bare], ("same_title", ""))
        request = SearchRequest(text=title[:200], kinds=KINDS, person_scope=self.scope, limit=3, facets=())
        for hit in search.find(request).hits:
            alike = difflib.SequenceMatcher(None, bare, _bare(hit.title)).ratio()
            if alike >= ALIKE and hit.ref in self.refs:
                return Match(*self.refs[hit.ref], ("like_title", str(round(alike * 100))))
        return None


def _bare(title: str) -> str:
    """A title without capitals, accents and punctuation."""
    return " ".join(text.fold(word) for word in text.WORD.findall(title))


def _from_source(source: ImportSource, *, only: bool = False) -> Iterator[tuple[str, Key]]:
    """What was taken in from this source before; an OAI identifier is the same everywhere, so also from another."""
    rows = ImportRow.objects.exclude(outcome_ref="").exclude(identifier="").exclude(outcome=ImportRow.Outcome.UNDONE)
    if source.sort == ImportSource.Sort.OAI and not only:
        rows = rows.filter(run__source__sort=source.sort)
    else:
        rows = rows.filter(run__source=source)
    for identifier, kind, ref in (
        rows.order_by("pk").values_list("identifier", "outcome_kind", "outcome_ref").iterator()
    ):
        yield identifier, (kind, ref)


def _known(person: Person | None) -> Iterator[tuple[Key, str, str, str, dict[str, Any]]]:
    for kind, model in MODELS.items():
        if kind == "organisation":
            continue
        rows: Any = model._default_manager.all()
        if isinstance(rows, DescribedQuerySet):
            rows = rows.visible_to(person)
        for ref, url, source_url, title, extra in rows.values_list(
            "ref", "url", "source_url", "title", "extra"
        ).iterator():
            yield (kind, ref), url, source_url, title, extra


def _identifiers_of(url: str, source_url: str, extra: Mapping[str, Any]) -> Iterable[str]:
    kept = extra.get("set", {}).get("identifiers") if extra else None
    written = [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
    if "10." in url or "hdl" in url or "10." in source_url:
        written += addresses.identifiers([url, source_url])
    return written


def missing_from(run: ImportRun) -> list[tuple[str, Key]]:
    """What came from this source earlier and is not in this run: identifier, and what it became here."""
    given = set(run.rows.values_list("identifier", flat=True))
    return [one for one in dict(_from_source(run.source, only=True)).items() if one[0] not in given]
