# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about the network: who is who, what is called how, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber.base.memo import remembered
from noaber.people.models import (
    AnyPerson,
    Concept,
    Described,
    DescribedQuerySet,
    Organisation,
    Partnership,
    Period,
    Person,
    Role,
    Visibility,
    Werkplaats,
    current_on,
)


def werkplaatsen(*, national: bool = False) -> QuerySet[Werkplaats]:
    """The regional werkplaatsen that are not ended, with their names; the national layer when asked."""
    found = Werkplaats.objects.exclude(status=Werkplaats.Status.ENDED).prefetch_related("names")
    return found if national else found.exclude(status=Werkplaats.Status.NATIONAL)


@remembered(seconds=5)
def werkplaats_names() -> dict[str, str]:
    """The short current name of every werkplaats by slug, in one query, at most some seconds old."""
    rows = Werkplaats.objects.order_by("slug", F("names__from_on").asc(nulls_first=True), "names__pk")
    # A row for each of its names; the last is what it bears now.
    return {
        slug: short or name or slug for slug, name, short in rows.values_list("slug", "names__name", "names__short")
    }


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


def current_concepts() -> QuerySet[Concept]:
    """The concepts of the thesaurus that can be chosen: those that did not go on in another (search keeps which)."""
    return Concept.objects.filter(replacement__isnull=True)


def themes() -> QuerySet[Concept]:
    """The themes of the thesaurus, by word."""
    return current_concepts().filter(scheme=Concept.Scheme.THEME)


def qualities() -> QuerySet[Concept]:
    """The four conditions of social quality, the second facet."""
    return current_concepts().filter(scheme=Concept.Scheme.QUALITY)


def concepts_now(slugs: Iterable[str]) -> QuerySet[Concept]:
    """What these slugs stand for now: the concept itself, or the one it went on in."""
    asked = set(slugs)
    itself = Q(slug__in=asked, replacement__isnull=True)
    return Concept.objects.filter(itself | Q(replaces__concept__slug__in=asked)).distinct()


def concepts_by_slug(slugs: Iterable[str] | None = None) -> dict[str, Concept]:
    """Concepts by slug: those asked for, or all."""
    found = Concept.objects.all() if slugs is None else Concept.objects.filter(slug__in=set(slugs))
    return {concept.slug: concept for concept in found}


@remembered(seconds=5)
def _words() -> dict[str, dict[str, tuple[str, str, bool]]]:
    """The Dutch and the English word of every concept, and whether it went on in another, by scheme and slug."""
    found: dict[str, dict[str, tuple[str, str, bool]]] = {}
    rows = Concept.objects.values_list("scheme", "slug", "pref_nl", "pref_en", "replacement")
    for scheme, slug, dutch, english, gone in rows:
        found.setdefault(scheme, {})[slug] = (dutch, english or dutch, gone is not None)
    return found


def theme_labels(*, gone: bool = False) -> dict[str, str]:
    """The word of every theme by slug, in the reader's language, by word; also of those of before when asked."""
    return _labels(Concept.Scheme.THEME, gone)


def quality_labels(*, gone: bool = False) -> dict[str, str]:
    """The words of the four conditions of social quality by slug, in the reader's language."""
    return _labels(Concept.Scheme.QUALITY, gone)


def _labels(scheme: str, gone: bool) -> dict[str, str]:
    place = 1 if (get_language() or "").startswith("en") else 0
    return {slug: str(words[place]) for slug, words in _words().get(scheme, {}).items() if gone or not words[2]}


@remembered(seconds=5)
def qualities_of_themes() -> dict[str, tuple[str, ...]]:
    """Which conditions of social quality a theme is about, by theme; at most some seconds old."""
    rows = Concept.related.through.objects.filter(from_concept__scheme=Concept.Scheme.QUALITY)
    found: dict[str, tuple[str, ...]] = {}
    for quality, theme in rows.order_by("pk").values_list("from_concept__slug", "to_concept__slug"):
        found[theme] = (*found.get(theme, ()), quality)
    return found


def current_period(werkplaats: Werkplaats, on: dt.date | None = None) -> Period | None:
    """The programme period that holds on a day: the latest that began and has not ended."""
    day = on or timezone.localdate()
    began = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    open_still = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    newest_first = F("starts_on").desc(nulls_last=True)
    return werkplaats.periods.filter(began & open_still).order_by(newest_first).first()


def partners_of(werkplaats: Werkplaats, on: dt.date | None = None) -> QuerySet[Partnership]:
    """The organisations in a werkplaats on a day, with what they are to it."""
    day = on or timezone.localdate()
    return (
        werkplaats.partnerships.filter(current_on(day))
        .select_related("organisation")
        .order_by("role", "organisation__title")
    )


@dataclass(frozen=True)
class Details:
    """What a page of a described thing tells beside its own fields: slugs with their names."""

    werkplaatsen: list[tuple[str, str]]
    themes: list[tuple[str, str]]
    organisations: list[tuple[str, str]]
    other_organisations: list[str]
    period: str
    stale: bool


def described(model: type[Described], person: AnyPerson) -> QuerySet[Any]:
    """The things of one kind that a person may read, each with its home."""
    rows = cast("DescribedQuerySet[Any]", model._default_manager.all()).visible_to(person)
    return rows.select_related("home")


@remembered(seconds=5)
def _periods() -> dict[int, list[tuple[int, int, str]]]:
    """First year, last year and label of every programme period by werkplaats, newest first; some seconds old."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    rows = Period.objects.order_by(F("starts_on").desc(nulls_last=True))
    for werkplaats, starts_on, ends_on, label in rows.values_list("werkplaats", "starts_on", "ends_on", "label"):
        years = (starts_on.year if starts_on else dt.MINYEAR, ends_on.year if ends_on else dt.MAXYEAR)
        found.setdefault(werkplaats, []).append((*years, label))
    return found


def period_label(thing: Described) -> str:
    """The programme period of its home in which its year falls (the newest where two overlap), or nothing."""
    if thing.year is None or thing.home_id is None:
        return ""
    periods = _periods().get(thing.home_id, [])
    return next((label for first, last, label in periods if first <= thing.year < last), "")


def details_of(thing: Described, on: dt.date | None = None) -> Details:
    """What stands on its page, in one query whatever the number of themes and organisations."""
    links, names, words = _links_of(thing), werkplaats_names(), theme_labels() | quality_labels()
    home = [thing.home.slug] if thing.home else []
    shown = sorted(links["shown_by"], key=lambda slug: names.get(slug, slug))
    themes = [(slug, words[slug]) for slug in links["themes"] if slug in words]
    organisations = sorted(links["organisations"].items(), key=lambda one: one[1].casefold())
    linked = {title.lower() for _slug, title in organisations}
    return Details(
        werkplaatsen=[(slug, names.get(slug, slug)) for slug in dict.fromkeys([*home, *shown])],
        themes=sorted(themes, key=lambda one: one[1].casefold()),
        organisations=organisations,
        other_organisations=[name for name in thing.organisation_names if name.lower() not in linked],
        period=period_label(thing),
        stale=thing.stale(on or timezone.localdate()),
    )


def _links_of(thing: Described) -> dict[str, dict[str, str]]:
    """Slugs, and titles of organisations, of everything a thing is linked to.

    One statement by hand: three querysets cost as much as the whole rest of the page, and every item page needs this.
    The names in it come from the models, never from a reader.
    """
    parts = []
    for name, table, title in (
        ("shown_by", Werkplaats._meta.db_table, "''"),
        ("themes", Concept._meta.db_table, "''"),
        ("organisations", Organisation._meta.db_table, "other.title"),
    ):
        field = thing._meta.get_field(name)
        public = f" AND other.visibility = '{Visibility.PUBLIC}'" if name == "organisations" else ""
        parts.append(
            f"SELECT '{name}', other.slug, {title} FROM {field.m2m_db_table()} link "  # type: ignore[union-attr]
            f"JOIN {table} other ON other.id = link.{field.m2m_reverse_name()} "  # type: ignore[union-attr]
            f"WHERE link.{field.m2m_column_name()} = %s{public}"  # type: ignore[union-attr]
        )
    found: dict[str, dict[str, str]] = {"shown_by": {}, "themes": {}, "organisations": {}}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [thing.pk] * len(parts))
        for name, slug, title in cursor.fetchall():
            found[name][slug] = title
    return found


def organisations(person: AnyPerson, *, soort: str = "", werkplaats: str = "", q: str = "") -> QuerySet[Organisation]:
    """The organisations that a person may read, by name."""
    found = Organisation.objects.all().visible_to(person).order_by("title", "pk")
    if soort:
        found = found.filter(sort=soort)
    if werkplaats:
        of_it = Partnership.objects.filter(werkplaats__slug=werkplaats).values("organisation")
        found = found.filter(Q(pk__in=of_it) | Q(home__slug=werkplaats))
    return found.filter(title__icontains=q) if q else found


def organisation_facets(chosen: dict[str, str]) -> list[dict[str, Any]]:
    """The choices of the list of organisations."""
    sorts = [(str(value), str(label)) for value, label in Organisation.Sort.choices]
    places = sorted(werkplaats_names().items(), key=lambda one: one[1])
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {"value": value, "label": text, "count": None, "active": chosen.get(name) == value}
                for value, text in values
            ],
        }
        for name, label, values in (("soort", _("Soort"), sorts), ("werkplaats", _("Werkplaats"), places))
    ]


def partnerships_of(organisation: Organisation) -> QuerySet[Partnership]:
    """What an organisation is, or was, to which werkplaatsen."""
    found = organisation.partnerships.select_related("werkplaats").prefetch_related("werkplaats__names")
    return found.order_by("until_on", "werkplaats__slug")
