# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who knows something of this? People and organisations behind the best hits; two queries, nobody without consent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from noaber.base.prepared import DAY, Prepared, filled, number_marks, text_marks
from noaber.knowledge.models import Product
from noaber.meetings.models import Meeting
from noaber.members.models import Field
from noaber.members.queries import consented, listed
from noaber.members.work_queries import field_of, part_labels, word, work_rows
from noaber.people.models import Described, Visibility
from noaber.projects.models import Project
from noaber.search import Findings, Hit

# How many of the best hits are looked behind, and how many people and organisations are named.
LOOKED_BEHIND, MOST_PEOPLE, MOST_ORGANISATIONS, MOST_REASONS = 12, 3, 3, 2
KINDS = {"product": "product", "method": "product", "dossier": "product", "project": "project", "meeting": "meeting",
         "question": "question"}  # fmt: skip
HOUSES: dict[str, type[Described]] = {"product": Product, "project": Project, "meeting": Meeting}
SHOWN = ("product", "project", "meeting", "question")
# Of how many people behind the hits is asked whether they may be shown.
MOST_ASKED = 40
_REFS, _PERSONS = text_marks(LOOKED_BEHIND), number_marks(MOST_ASKED)


@dataclass
class Knower:
    """Somebody, or an organisation, behind the hits: a name, a line, and the hits with what they did there."""

    name: str
    href: str
    line: str = ""
    example: bool = False
    reasons: list[dict[str, Any]] = field(default_factory=list)
    weight: float = 0.0

    def know(self, hit: Hit, part: str, rank: int) -> None:
        """One more hit that they are behind; the better it fits, the more it counts."""
        self.weight += 1 / (rank + 1)
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append({"part": part, "title": hit.title, "href": hit.url, "lang": hit.lang})


@dataclass(frozen=True)
class Knowers:
    """What the find page shows."""

    people: Sequence[Knower]
    organisations: Sequence[Knower]

    def __bool__(self) -> bool:
        return bool(self.people or self.organisations)


def knowers(found: Findings) -> Knowers:
    """Who is behind the best hits."""
    ranked = {
        (KINDS[hit.kind], hit.ref): (rank, hit)
        for rank, hit in enumerate([hit for hit in found.hits if hit.kind in KINDS][:LOOKED_BEHIND])
    }
    persons: dict[int, dict[tuple[str, str], str]] = {}
    houses: dict[str, Knower] = {}
    for person, kind, ref, part, slug, title in _behind([ref for _kind, ref in ranked]):
        if (kind, ref) not in ranked:
            continue
        rank, hit = ranked[kind, ref]
        if person:
            persons.setdefault(person, {}).setdefault((kind, ref), part)
        else:
            house = houses.setdefault(slug, Knower(title, reverse("organisation_detail", args=[slug])))
            house.know(hit, "", rank)
    return Knowers(_people(persons, ranked), _best(houses.values(), MOST_ORGANISATIONS))


def _behind(refs: Sequence[str]) -> list[tuple[Any, ...]]:
    """Who did what in these, and which organisations they are of, in one statement."""
    return _BEHIND.rows(filled(_REFS, refs, "")) if refs else []


def _all_behind() -> QuerySet[Any, Any]:
    empty = word("")
    parts: list[QuerySet[Any, Any]] = [
        rows.filter(worked_on__in=_REFS)
        .annotate(slug_=empty, title_=empty)
        .values_list("worker", "work_kind", "worked_on", "work_part", "slug_", "title_")
        for rows in work_rows()
    ]
    for kind, model in HOUSES.items():
        linked = model._default_manager.filter(ref__in=_REFS, organisations__visibility=Visibility.PUBLIC).order_by()
        named = linked.annotate(
            worker=Value(0, output_field=IntegerField()),
            work_kind=word(kind),
            work_part=empty,
            slug_=F("organisations__slug"),
            title_=F("organisations__title"),
        )
        parts.append(named.values_list("worker", "work_kind", "ref", "work_part", "slug_", "title_"))
    return parts[0].union(*parts[1:], all=True)


def _people(
    persons: dict[int, dict[tuple[str, str], str]], ranked: dict[tuple[str, str], tuple[int, Hit]]
) -> list[Knower]:
    """Those of them who may be shown, with only the work that they show."""
    if not persons:
        return []
    words, found = part_labels(), []
    # The best fitting first, for when there are more than can be asked about.
    asked = sorted(persons, key=lambda person: min(ranked[thing][0] for thing in persons[person]))
    rows = _PROFILES.rows(filled(_PERSONS, asked[:MOST_ASKED], 0), on=timezone.localdate())
    for person, name, slug, example, function, house, shows_house, *shows in rows:
        shown = {kind for kind, yes in zip(SHOWN, shows, strict=True) if yes}
        line = ", ".join(filter(None, (function, house))) if shows_house else ""
        knower = Knower(name, reverse("person_detail", args=[slug]), line, bool(example))
        for thing, part in sorted(persons[person].items(), key=lambda one: ranked[one[0]][0]):
            if thing[0] in shown:
                rank, hit = ranked[thing]
                knower.know(hit, words.get(part, ""), rank)
        if knower.reasons:
            found.append(knower)
    return _best(found, MOST_PEOPLE)


def _all_profiles() -> QuerySet[Any, Any]:
    shows = {f"shows_{kind}": consented(field_of(kind)) for kind in SHOWN}
    profiles = listed(DAY).filter(person__in=_PERSONS).select_related(None).order_by()
    profiles = profiles.annotate(shows_house=consented(Field.ORGANISATION), **shows)
    told = ("person", "person__name", "slug", "example", "function", "organisation__title")
    return profiles.values_list(*told, "shows_house", *shows)


def _best(found: Iterable[Knower], most: int) -> list[Knower]:
    return sorted(found, key=lambda one: (-one.weight, one.name))[:most]


# Both are part of every find page: made once, then only asked.
_BEHIND, _PROFILES = Prepared(_all_behind), Prepared(_all_profiles)
