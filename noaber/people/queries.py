# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about the network: who is who, what is called how, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from noaber.people.models import (
    AnyPerson,
    Concept,
    Organisation,
    Partnership,
    Period,
    Person,
    Role,
    Werkplaats,
    current_on,
)


def werkplaatsen(*, national: bool = False) -> QuerySet[Werkplaats]:
    """The regional werkplaatsen that are not ended, with their names; the national layer when asked."""
    found = Werkplaats.objects.exclude(status=Werkplaats.Status.ENDED).prefetch_related("names")
    return found if national else found.exclude(status=Werkplaats.Status.NATIONAL)


def werkplaats_names() -> dict[str, str]:
    """The short current name of every werkplaats by slug, in two queries."""
    return {one.slug: one.short for one in Werkplaats.objects.prefetch_related("names")}


def roles_of(person: AnyPerson, on: dt.date | None = None) -> QuerySet[Role]:
    """The roles a person has on a day."""
    if not isinstance(person, Person):
        return Role.objects.none()
    return Role.objects.filter(current_on(on or timezone.localdate()), person=person)


def coordinators_of(werkplaats: Werkplaats, on: dt.date | None = None) -> QuerySet[Person]:
    """Who coordinates a werkplaats on a day."""
    day = on or timezone.localdate()
    return Person.objects.filter(
        current_on(day, "roles__"),
        roles__werkplaats=werkplaats,
        roles__role=Role.Kind.COORDINATOR,
        is_active=True,
    ).distinct()


def coordinates(person: AnyPerson, on: dt.date | None = None) -> QuerySet[Werkplaats]:
    """The werkplaatsen that a person coordinates."""
    roles = roles_of(person, on).filter(role=Role.Kind.COORDINATOR)
    return Werkplaats.objects.filter(pk__in=roles.values("werkplaats")).prefetch_related("names")


def scope_of(person: AnyPerson) -> tuple[str, ...]:
    """What a person may find, in the words of the search index: public, and members of their own."""
    slugs = roles_of(person).values_list("werkplaats__slug", flat=True).distinct()
    return ("public", *(f"members:{slug}" for slug in slugs))


def themes() -> QuerySet[Concept]:
    """The themes of the thesaurus, by word."""
    return Concept.objects.filter(scheme=Concept.Scheme.THEME)


def qualities() -> QuerySet[Concept]:
    """The four conditions of social quality, the second facet."""
    return Concept.objects.filter(scheme=Concept.Scheme.QUALITY)


def concepts_by_slug(slugs: Iterable[str] | None = None) -> dict[str, Concept]:
    """Concepts by slug: those asked for, or all."""
    found = Concept.objects.all() if slugs is None else Concept.objects.filter(slug__in=set(slugs))
    return {concept.slug: concept for concept in found}


def concept_by_slug(slug: str) -> Concept | None:
    """One concept, or nothing."""
    return Concept.objects.filter(slug=slug).first()


def current_period(werkplaats: Werkplaats, on: dt.date | None = None) -> Period | None:
    """The programme period that holds on a day: the latest that began and has not ended."""
    day = on or timezone.localdate()
    began = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    open_still = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    newest_first = F("starts_on").desc(nulls_last=True)
    return werkplaats.periods.filter(began & open_still).order_by(newest_first).first()


def period_of_year(werkplaats: Werkplaats, year: int) -> Period | None:
    """The programme period in which a year falls (the one that holds on the first of July)."""
    return current_period(werkplaats, dt.date(year, 7, 1))


def partners_of(werkplaats: Werkplaats, on: dt.date | None = None) -> QuerySet[Partnership]:
    """The organisations in a werkplaats on a day, with what they are to it."""
    day = on or timezone.localdate()
    return werkplaats.partnerships.filter(current_on(day)).select_related("organisation").order_by(
        "role", "organisation__title"
    )


def organisation_named(name: str) -> Organisation | None:
    """An organisation by its title, whatever the capitals."""
    return Organisation.objects.filter(title__iexact=name.strip()).first()
