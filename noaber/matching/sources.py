# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How works tell what they are and what they belong to; their rooms register this with `matching.register`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from noaber.matching import Subject
from noaber.members.work_queries import word
from noaber.people.models import AnyPerson, Described, Person, Visibility

# What a work is, and what it belongs to: the columns in which every kind tells it.
FACTS = ("work_kind", "ref", "title", "slug", "work_lang", "example", "home_at", "began", "ended", "in_year", "called")
TIES = ("work_kind", "work_ref", "tied_kind", "tied_ref", "tied_name")
NO_DAY, NO_YEAR = Value(None, output_field=DateField()), Value(None, output_field=IntegerField())
LONGEST = 600


def facts(
    query: QuerySet[Any],
    kind: str,
    *,
    lang: Combinable | None = None,
    began: Combinable = NO_DAY,
    ended: Combinable = NO_DAY,
    year: Combinable = NO_YEAR,
    called: Combinable | None = None,
) -> QuerySet[Any, Any]:
    """Works as a source tells them: the same columns, whatever the model."""
    told = query.order_by().annotate(
        work_kind=word(kind), work_lang=lang or F("lang"), home_at=F("home__slug"), began=began, ended=ended,
        in_year=year, called=called or word(""),
    )  # fmt: skip
    found: QuerySet[Any, Any] = told.values_list(*FACTS)
    return found


def ties(
    query: QuerySet[Any], kind: str, tied_kind: str, *, tied_ref: Combinable, ref: str = "ref", name: str = ""
) -> QuerySet[Any, Any]:
    """What works belong to, of one kind."""
    told = query.order_by().annotate(
        work_kind=word(kind), work_ref=F(ref), tied_kind=word(tied_kind), tied_ref=tied_ref,
        tied_name=F(name) if name else word(""),
    )  # fmt: skip
    found: QuerySet[Any, Any] = told.values_list(*TIES)
    return found


class DescribedMatches:
    """Described things as works: their themes and organisations, and what their room adds."""

    def __init__(self, kind: str, model: str) -> None:
        self.kind, self.model = kind, model

    def _rows(self) -> QuerySet[Any]:
        model: type[Described] = apps.get_model(self.model)
        return model._default_manager.all()

    def subject(self, slug: str, person: AnyPerson) -> Subject | None:
        """The work at this address, when this person may read it."""
        rows: Any = self._rows()
        one = rows.visible_to(person).select_related("home").filter(slug=slug).first()
        if one is None:
            return None
        told = " ".join(part for part in (one.summary, one.text) if part)[:LONGEST]
        home = one.home.slug if one.home else ""
        return Subject(self.kind, one.ref, one.slug, one.title, one.get_absolute_url(), told, one.lang, home)

    def things(self, person: AnyPerson) -> QuerySet[Any, Any]:
        """What this person may read."""
        rows: Any = self._rows()
        return facts(rows.visible_to(person), self.kind, year=F("year"))

    def ties(self) -> Sequence[QuerySet[Any, Any]]:
        """The public organisations that take part."""
        rows = self._rows().filter(organisations__visibility=Visibility.PUBLIC)
        slug = text(F("organisations__slug"))
        return (ties(rows, self.kind, "organisation", tied_ref=slug, name="organisations__title"),)

    def themes(self) -> Sequence[QuerySet[Any, Any]]:
        """What it is about."""
        rows = self._rows().filter(themes__isnull=False)
        return (ties(rows, self.kind, "theme", tied_ref=text(F("themes__slug"))),)

    def leads(self, refs: Collection[str]) -> Sequence[tuple[str, int]]:
        """Nobody."""
        return ()

    def led_by(self, person: Person) -> Sequence[str]:
        """Nothing."""
        return ()


def text(column: Combinable) -> Combinable:
    """A column as text without a length, so that columns of several tables can be joined."""
    return Cast(column, CharField())
