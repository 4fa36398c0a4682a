# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is behind the works near one: groups, werkplaatsen, people and organisations, each with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from noaber.matching import Subject
from noaber.matching.near_queries import Near, Tie, around
from noaber.matching.reasons import Reason, of_group, of_house, of_person, of_place
from noaber.members.models import Field
from noaber.members.queries import consented, listed
from noaber.members.work_queries import behind, field_of
from noaber.people.models import AnyPerson
from noaber.people.queries import theme_labels, werkplaats_names

# So many reasons are told and counted.
REASONS = 3
FEW, MANY = 3, 12
# A person's work of these kinds can be shown.
SHOWN = ("question", "project", "product", "meeting")
MOST_ASKED = 200


@dataclass
class Other:
    """Somebody who works on the same, and why we think so; what counts is the sum of the reasons that are told."""

    kind: str
    name: str
    href: str
    line: str = ""
    lang: str = "nl"
    example: bool = False
    all_reasons: list[Reason] = field(default_factory=list)

    @property
    def reasons(self) -> list[Reason]:
        """The heaviest, each once."""
        told = {(one.text, one.href): one for one in sorted(self.all_reasons, key=lambda one: -one.tie)}
        return list(told.values())[:REASONS]

    @property
    def weight(self) -> int:
        return sum(one.tie for one in self.reasons)


@dataclass(frozen=True)
class Others:
    """Who works on the same, of each kind the closest first."""

    groups: Sequence[Other] = ()
    werkplaatsen: Sequence[Other] = ()
    people: Sequence[Other] = ()
    organisations: Sequence[Other] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.werkplaatsen or self.people or self.organisations)


def others(subject: Subject, person: AnyPerson = None, *, most: int = FEW) -> Others:
    """Others who work on the same as this; who works on this itself is left out."""
    found, words = around(subject, person), theme_labels(gone=True)
    own, near = found.own, found.near
    return Others(
        _best(_groups(near, words), most),
        _best(_places(near, words, own.home or subject.home), most),
        _best(_people(near, words, own.key), most),
        _best(_houses(near, words, {slug for slug, _name in own.houses}), most),
    )


def _groups(near: Sequence[Near], words: dict[str, str]) -> list[Other]:
    names = werkplaats_names()
    found = []
    for one in near:
        work = one.work
        if work.kind == "project":
            line = " · ".join(filter(None, (work.called, names.get(work.home, ""))))
            reasons = of_group(one, words)
            found.append(Other("project", work.title, work.href, line, work.lang, work.example, reasons))
    return found


def _places(near: Sequence[Near], words: dict[str, str], own: str) -> list[Other]:
    names, found = werkplaats_names(), dict[str, Other]()
    for one in near:
        home = one.work.home
        if home and home != own and one.work.kind in ("question", "agenda_item", "project"):
            address = reverse("werkplaats_detail", args=[home])
            place = found.setdefault(home, Other("werkplaats", names.get(home, home), address))
            # A work that is told about by its closest tie is told about enough.
            place.all_reasons += of_place(one, words)[:1]
    return list(found.values())


def _houses(near: Sequence[Near], words: dict[str, str], own: set[str]) -> list[Other]:
    found = dict[str, Other]()
    for one in near:
        for slug, name in one.work.houses:
            if slug not in own:
                address = reverse("organisation_detail", args=[slug])
                found.setdefault(slug, Other("organisation", name, address)).all_reasons += of_house(one, words)
    return list(found.values())


def _people(near: Sequence[Near], words: dict[str, str], own: str) -> list[Other]:
    """Who said that this kind of work may be shown; two queries."""
    by_key = {one.work.key: one for one in near if one.work.kind in SHOWN}
    refs = [key.partition(":")[2] for key in (*by_key, own)]
    done: dict[int, dict[str, str]] = {}
    here: set[int] = set()
    for person, kind, ref, part in behind(refs):
        if f"{kind}:{ref}" == own:
            here.add(person)
        elif f"{kind}:{ref}" in by_key:
            done.setdefault(person, {}).setdefault(f"{kind}:{ref}", part)
    asked = sorted(done.keys() - here, key=lambda one: -max(by_key[key].closest for key in done[one]))[:MOST_ASKED]
    if not asked:
        return []
    shows = {f"shows_{kind}": consented(field_of(kind)) for kind in SHOWN}
    rows = listed().filter(person__in=asked).select_related(None).order_by()
    rows = rows.annotate(shows_house=consented(Field.ORGANISATION), **shows)
    columns = ("person", "person__name", "slug", "example", "function", "organisation__title", "shows_house", *shows)
    found = []
    for person, name, slug, example, function, house, shows_house, *shown in rows.values_list(*columns):
        may = {kind for kind, yes in zip(SHOWN, shown, strict=True) if yes}
        line = ", ".join(filter(None, (function, house))) if shows_house else ""
        one = Other("person", name, reverse("person_detail", args=[slug]), line, "", example)
        parts = done[person].items()
        one.all_reasons = [of_person(by_key[key], part, words) for key, part in parts if by_key[key].work.kind in may]
        if one.all_reasons:
            found.append(one)
    return found


def _best(found: Iterable[Other], most: int) -> list[Other]:
    """What has heavier reasons first, then by name."""
    return sorted(found, key=lambda one: (-one.weight, one.name.casefold()))[:most]


def strong(one: Other) -> bool:
    """Whether it is about the very same, not only alike."""
    return any(reason.tie >= Tie.TRAIL for reason in one.all_reasons)
