# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people work on, derived from real work: who was confirmed to have a part in it, and what rooms know was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber import members
from noaber.members.models import Involvement, InvolvementState, Part

# What rooms say that somebody did, beside the parts of an involvement.
ANSWERED, CONTRIBUTED = "answered", "contributed"


def part_labels() -> dict[str, str]:
    """What somebody did, in words."""
    return {
        **{value: str(label) for value, label in Part.choices},
        ANSWERED: _("beantwoordde deze vraag"),
        CONTRIBUTED: _("wist hier iets van"),
    }


def kind_labels() -> dict[str, str]:
    """The kinds of work, in the order of a profile."""
    return {
        "project": _("Leertrajecten"),
        "question": _("Vragen"),
        "product": _("Kennisproducten"),
        "meeting": _("Bijeenkomsten"),
    }


def field_of(kind: str) -> str:
    """Which consent shows work of this kind."""
    return f"work.{kind}"


@dataclass(frozen=True)
class Work:
    """One thing that a person works or worked on."""

    kind: str
    ref: str
    part: str
    at: dt.datetime
    title: str = ""
    href: str = ""
    lang: str = "nl"
    year: int | None = None
    themes: tuple[str, ...] = field(default=())


def rows(query: QuerySet[Any, Any], *, person: str, kind: Any, ref: str, part: Any, at: str) -> QuerySet[Any, Any]:
    """Work as a source tells it: who, what and when in the same columns, whatever the model."""
    named = {"worker": F(person), "work_kind": kind, "worked_on": F(ref), "work_part": part, "worked_at": F(at)}
    found: QuerySet[Any, Any] = query.order_by().annotate(**named).values_list(*named)
    return found


def word(value: str) -> Value:
    """A word as a column."""
    return Value(value, output_field=CharField())


def work_rows() -> list[QuerySet[Any, Any]]:
    """Everything that is sure: confirmed parts, and what rooms know was done."""
    confirmed = Involvement.objects.filter(state=InvolvementState.CONFIRMED)
    found = [rows(confirmed, person="person_id", kind=F("kind"), ref="ref", part=F("part"), at="at")]
    return found + [query for source in members.WORKS.values() for query in source.done()]


def _joined(parts: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def works_of(persons: Collection[int], shown: Mapping[int, Collection[str]]) -> dict[int, list[Work]]:
    """What these persons work on and show, newest first: two queries, whatever the number of rooms and people."""
    wanted: dict[tuple[int, str, str], Work] = {}
    for person, kind, ref, part, at in _joined([query.filter(worker__in=list(persons)) for query in work_rows()]):
        if field_of(kind) in shown.get(person, ()):
            known = wanted.get((person, kind, ref))
            if known is None or known.at < at:
                wanted[person, kind, ref] = Work(kind, ref, part, at)
    things = things_of({(work.kind, work.ref) for work in wanted.values()})
    found: dict[int, list[Work]] = {}
    for (person, kind, ref), work in sorted(wanted.items(), key=lambda one: one[1].at, reverse=True):
        if (kind, ref) in things:
            found.setdefault(person, []).append(replace(work, **things[kind, ref]))
    return found


def things_of(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Title, address, language, year and themes of those of these things that everybody may read; one query."""
    refs: dict[str, list[str]] = {}
    for kind, ref in wanted:
        refs.setdefault(kind, []).append(ref)
    parts = [members.WORKS[kind].things(found) for kind, found in sorted(refs.items()) if kind in members.WORKS]
    if not parts:
        return {}
    things: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, ref, title, slug, lang, year, theme in _joined(parts):
        thing = things.setdefault(
            (kind, ref),
            {
                "title": title,
                "href": reverse(f"{kind}_detail", args=[slug]),
                "lang": lang,
                "year": int(year) if year else None,
                "themes": (),
            },
        )
        if theme and theme not in thing["themes"]:
            thing["themes"] += (theme,)
    return things


def behind(refs: Collection[str]) -> list[tuple[int, str, str, str]]:
    """Who worked on these things: (person, kind, ref, part), whether they may be shown or not; one query."""
    found = _joined([query.filter(worked_on__in=list(refs)) for query in work_rows()])
    return list(dict.fromkeys((person, kind, ref, part) for person, kind, ref, part, _at in found))


def works_on(theme: str, shows: Callable[[str], Q]) -> Q:
    """Profiles of people who show that they work on something about a theme."""
    found = Q(pk__in=[])
    for kind, source in members.WORKS.items():
        refs = source.about(theme)
        involved = Involvement.objects.filter(
            person=OuterRef("person"), state=InvolvementState.CONFIRMED, kind=kind, ref__in=refs
        )
        work = Q(Exists(involved))
        for query in source.done():
            work |= Q(person__in=query.filter(worked_on__in=refs).values("worker"))
        found |= shows(field_of(kind)) & work
    return found


def waiting_for(person_or_home: Q) -> QuerySet[Involvement]:
    """Parts in work that wait to be confirmed, longest waiting first."""
    found = Involvement.objects.filter(person_or_home, state=InvolvementState.CLAIMED)
    return found.select_related("person", "werkplaats").order_by("at", "pk")
