# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The network as organisations: who and what belongs to one, where they take part, and the map of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.knowledge.models import Product
from noaber.members.face_queries import Face, faces
from noaber.members.queries import people_of
from noaber.people import queries as people
from noaber.people.models import AnyPerson, Described, Organisation, Partnership, Visibility, current_on
from noaber.projects.models import Project

# How many people, projects and products a page of an organisation names.
MOST_PEOPLE, MOST_WORK = 12, 8
FILTERS = ("soort", "werkplaats", "gemeente", "q")


@dataclass(frozen=True)
class House:
    """What belongs to an organisation."""

    people: Sequence[Face]
    more_people: bool
    projects: Sequence[Project]
    products: Sequence[Product]
    more_work: bool


def house(organisation: Organisation, reader: AnyPerson) -> House:
    """The people of an organisation who show that, and what it made that this reader may see."""
    found = list(people_of(organisation)[: MOST_PEOPLE + 1])
    projects, products = _newest(Project, organisation, reader), _newest(Product, organisation, reader)
    return House(
        people=faces(found[:MOST_PEOPLE], works=False),
        more_people=len(found) > MOST_PEOPLE,
        projects=projects[:MOST_WORK],
        products=products[:MOST_WORK],
        more_work=max(len(projects), len(products)) > MOST_WORK,
    )


def _newest(model: type[Described], organisation: Organisation, reader: AnyPerson) -> list[Any]:
    found = people.described(model, reader).filter(organisations=organisation).select_related(None)
    return list(found.defer("text", "extra").order_by("-year", "title")[: MOST_WORK + 1])


def organisations(reader: AnyPerson, chosen: dict[str, str]) -> QuerySet[Organisation]:
    """The organisations that a reader may see, narrowed; with a municipality: those who take part where it does."""
    plain = {name: value for name, value in chosen.items() if name in ("soort", "werkplaats", "q")}
    found = people.organisations(reader, **plain)
    if not chosen.get("gemeente"):
        return found
    now = Partnership.objects.filter(current_on(timezone.localdate()))
    theirs = now.filter(organisation__slug=chosen["gemeente"]).values("werkplaats")
    together = now.filter(werkplaats__in=theirs).values("organisation")
    return found.filter(Q(pk__in=together) | Q(slug=chosen["gemeente"]))


def facets(chosen: dict[str, str]) -> list[dict[str, Any]]:
    """The choices of the list of organisations."""
    found = Organisation.objects.filter(visibility=Visibility.PUBLIC, sort=Organisation.Sort.MUNICIPALITY)
    names = found.order_by("title").values_list("slug", "title")
    active = chosen.get("gemeente")
    options = [{"value": slug, "label": title, "count": None, "active": active == slug} for slug, title in names]
    return [
        *people.organisation_facets(chosen),
        {"name": "gemeente", "label": _("Samen met een gemeente"), "options": options},
    ]


def network_map() -> list[dict[str, Any]]:
    """Every werkplaats that has a place on the map, with how many organisations take part there and its lead."""
    members: dict[int, list[tuple[str, str]]] = {}
    rows = Partnership.objects.filter(current_on(timezone.localdate()), organisation__visibility=Visibility.PUBLIC)
    for werkplaats, title, role in rows.values_list("werkplaats", "organisation__title", "role"):
        members.setdefault(werkplaats, []).append((title, role))
    points = []
    for one in people.werkplaatsen():
        here = members.get(one.pk, [])
        number = len({title for title, _role in here})
        towns = len({title for title, role in here if role == Partnership.Kind.MUNICIPALITY})
        told = ngettext("%(num)s organisatie", "%(num)s organisaties", number) % {"num": number}
        if towns:
            told += ", " + ngettext("waarvan %(num)s gemeente", "waarvan %(num)s gemeenten", towns) % {"num": towns}
        if one.lon is not None:
            href = f"{reverse('organisation_list')}?werkplaats={one.slug}"
            points.append({"label": one.short, "href": href, "lon": one.lon, "lat": one.lat, "meta": told})
    return points
