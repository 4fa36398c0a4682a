# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which works are near one: tied to the same question, in the same trail, about the same themes, or alike in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from noaber import matching, search
from noaber.matching import Subject
from noaber.people.models import AnyPerson
from noaber.people.queries import scope_of
from noaber.search import Hit, SearchRequest

# Kinds of documents as kinds of works, and how many of each are looked at.
KINDS = {"question": "question", "agenda_item": "agenda_item", "project": "project", "product": "product",
         "method": "product", "meeting": "meeting"}  # fmt: skip
EACH = 5
# What an origin is: who works on the same one works on the same.
ORIGINS = ("question", "agenda_item")
MOST_THEMES = 3


class Tie(IntEnum):
    """Why a work is near, and what that counts for: three of a lower kind count for less than one of a higher."""

    ALIKE = 1
    THEMES = 4
    TRAIL = 16
    QUESTION = 64


@dataclass(frozen=True, slots=True)
class Work:
    """A work as its room tells it, with what it belongs to."""

    kind: str
    ref: str
    title: str
    href: str
    lang: str = "nl"
    example: bool = False
    home: str = ""
    began: dt.date | None = None
    ended: dt.date | None = None
    year: int | None = None
    called: str = ""
    themes: tuple[str, ...] = ()
    houses: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"

    def over(self, on: dt.date) -> bool:
        """Whether nobody works on it any more; without days, what is some years old is taken to be over."""
        if self.began is None and self.ended is None:
            return self.year is not None and self.year < on.year - 1
        return self.ended is not None and self.ended < on


@dataclass(frozen=True, slots=True)
class Near:
    """A work near the subject: by what, which themes both have, and what the search said of the words."""

    work: Work
    ties: tuple[Tie, ...]
    themes: tuple[str, ...] = ()
    why: str = ""

    @property
    def closest(self) -> Tie:
        return max(self.ties)


@dataclass(frozen=True)
class Around:
    """The subject as a work, and what is near it, the closest first."""

    own: Work
    near: list[Near] = field(default_factory=list)


def around(subject: Subject, person: AnyPerson = None) -> Around:
    """What is near a work; few queries, whatever the size of the network."""
    hits = _alike(subject, person)
    tied = _trail(subject)
    own = subject.key
    keys = {own, *tied, *hits}
    belongs = _belongs(key.partition(":")[2] for key in keys)
    found = {one.key: _with(one, belongs.get(one.key, ())) for one in works(person, keys)}
    mine = found.pop(own, Work(subject.kind, subject.ref, subject.title, subject.href, home=subject.home))
    near = [_near(work, mine, tied.get(key), hits.get(key)) for key, work in found.items()]
    kept = [one for one in near if one.ties]
    return Around(mine, sorted(kept, key=lambda one: (-sum(one.ties), -(one.work.year or 0), one.work.title)))


def _near(work: Work, mine: Work, tie: Tie | None, hit: Hit | None) -> Near:
    themes = tuple(theme for theme in mine.themes if theme in work.themes)[:MOST_THEMES]
    # Words alone are a coincidence, where both have themes and share none.
    alike = hit is not None and bool(tie or themes or not (mine.themes and work.themes))
    ties = [tie] if tie else []
    ties += [Tie.THEMES] if themes else []
    ties += [Tie.ALIKE] if alike else []
    why = next(iter(hit.why), "") if hit and alike else ""
    return Near(work, tuple(ties), themes, why)


# ── Ties ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _trail(subject: Subject) -> dict[str, Tie]:
    """Works tied to the question of the subject, and those in the same trail."""
    own = {subject.key, *_origins_of([subject.ref]).get(subject.key, ())}
    direct = _tied_to(own)
    found = {key: Tie.QUESTION if _by_question(by) else Tie.TRAIL for key, by in direct.items()}
    # One step on: the questions of an item, and what belongs to an item of the same question.
    items = {key for key in (*own, *found) if key.startswith("agenda_item:")}
    further = items | {one for by in _origins_of(key.partition(":")[2] for key in items).values() for one in by}
    if further - own:
        for key in _tied_to(further - own):
            found.setdefault(key, Tie.TRAIL)
    # What it comes from belongs to the trail, also when nothing else does.
    for key in own:
        found.setdefault(key, Tie.QUESTION if key.startswith("question:") else Tie.TRAIL)
    found.pop(subject.key, None)
    return found


def _by_question(ties: Iterable[str]) -> bool:
    return any(one.startswith("question:") for one in ties)


def _origins_of(refs: Iterable[str]) -> dict[str, set[str]]:
    """The questions and items that each of these works comes from."""
    wanted = list(refs)
    found: dict[str, set[str]] = {}
    for kind, ref, tied_kind, tied_ref, _name in joined(tie_rows(themes=False), work_ref__in=wanted) if wanted else ():
        if tied_kind in ORIGINS:
            found.setdefault(f"{kind}:{ref}", set()).add(f"{tied_kind}:{tied_ref}")
    return found


def _tied_to(origins: Collection[str]) -> dict[str, set[str]]:
    """The works that come from these, each with from which."""
    refs = [key.partition(":")[2] for key in origins]
    found: dict[str, set[str]] = {}
    for kind, ref, tied_kind, tied_ref, _name in joined(tie_rows(themes=False), tied_ref__in=refs):
        if (origin := f"{tied_kind}:{tied_ref}") in origins:
            found.setdefault(f"{kind}:{ref}", set()).add(origin)
    return found


def _belongs(refs: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Everything that these works belong to."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for kind, ref, *tied in joined(tie_rows(), work_ref__in=list(refs)):
        found.setdefault(f"{kind}:{ref}", []).append((tied[0], tied[1], tied[2]))
    return found


def tie_rows(*, themes: bool = True) -> list[QuerySet[Any, Any]]:
    """What works belong to, of every kind; without their themes when those are not needed."""
    sources = matching.SOURCES.values()
    found = [rows for source in sources for rows in source.ties()]
    return found + theme_rows() if themes else found


def theme_rows() -> list[QuerySet[Any, Any]]:
    """What works are about, of every kind."""
    return [rows for source in matching.SOURCES.values() for rows in source.themes()]


def joined(parts: Sequence[QuerySet[Any, Any]], **narrowed: Any) -> QuerySet[Any, Any]:
    """The rows of all of these, each narrowed."""
    wanted = [one.filter(**narrowed) for one in parts] if narrowed else list(parts)
    return wanted[0].union(*wanted[1:], all=True)


# ── Works ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def works(person: AnyPerson, keys: Collection[str] | None = None, *, most: int = 0) -> list[Work]:
    """Works that this person may read: these, or the newest; one query."""
    parts = []
    for kind, source in matching.SOURCES.items():
        rows = source.things(person)
        if keys is not None:
            rows = rows.filter(ref__in=[ref for of, _colon, ref in (key.partition(":") for key in keys) if of == kind])
        parts.append(rows)
    addresses = {kind: reverse(f"{kind}_detail", args=["-"]).removesuffix("-/") for kind in matching.SOURCES}
    rows = joined(parts)
    return [
        Work(kind, ref, title, f"{addresses[kind]}{slug}/", lang, bool(example), home or "", began, ended, year, called)
        for kind, ref, title, slug, lang, example, home, began, ended, year, called in (
            rows.order_by("-in_year")[:most] if most else rows
        )
    ]


def _with(work: Work, tied: Iterable[tuple[str, str, str]]) -> Work:
    rows = list(tied)
    themes = tuple(dict.fromkeys(ref for kind, ref, _name in rows if kind == "theme"))
    houses = tuple(dict.fromkeys((ref, name) for kind, ref, name in rows if kind == "organisation"))
    return replace(work, themes=themes, houses=houses)


def _alike(subject: Subject, person: AnyPerson) -> dict[str, Hit]:
    """What the search finds with the words of the subject; nothing of it when there is no index."""
    scope = scope_of(person) if person is not None else ("public",)
    text = f"{subject.title} {subject.text[:300]}"
    request = SearchRequest(text, kinds=tuple(KINDS), person_scope=scope, limit=60, each=EACH, facets=())
    found: dict[str, Hit] = {}
    for hit in search.find(request).hits:
        found.setdefault(f"{KINDS[hit.kind]}:{hit.ref}", hit)
    found.pop(subject.key, None)
    return found
