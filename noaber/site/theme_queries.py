# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on the pages of the themes: the whole tree with counts, and one theme with everything under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber import search
from noaber.base.paging import Page
from noaber.people.models import Concept
from noaber.people.queries import current_concepts, werkplaats_names
from noaber.people.queries import qualities as conditions
from noaber.questions.list_queries import page_of
from noaber.questions.queries import Filter, listed
from noaber.search import Findings, Hit, SearchRequest, listing
from noaber.search.thesaurus_queries import replaced_by
from noaber.site.knower_queries import Knowers, knowers

EACH, MOST_QUESTIONS, FEED, BEHIND = 3, 3, 30, 60
SIZE = 20
# What each shelf holds, in the order of the page.
SHELVES = {
    "kennis": ("product", "method", "dossier"),
    "vragen": ("question",),
    "leertrajecten": ("project",),
    "bijeenkomsten": ("meeting",),
    "nieuws": ("news",),
    "organisaties": ("organisation", "werkplaats"),
}


@dataclass(frozen=True)
class Branch:
    """A theme in the overview, with what lies directly under it and how much is known about all of that."""

    slug: str
    label: str
    count: int
    below: Sequence["Branch"] = ()


@dataclass(frozen=True)
class Shelf:
    """What there is of one sort about a theme."""

    name: str
    label: str
    rows: Sequence[Mapping[str, Any]]
    total: int

    @property
    def more(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True)
class Place:
    """Where a theme stands: its way down from the top, what lies under it, and what is related."""

    concept: Concept
    above: Sequence[Concept]
    below: Sequence[Concept]
    related: Sequence[Concept]
    under: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """All concepts that are in use, read once."""

    concepts: Mapping[int, Concept]
    children: Mapping[int | None, Sequence[Concept]]

    @classmethod
    def read(cls) -> "Tree":
        """The whole thesaurus, in one query."""
        concepts = {one.pk: one for one in current_concepts()}
        children: dict[int | None, list[Concept]] = {}
        for one in sorted(concepts.values(), key=lambda one: one.label.casefold()):
            children.setdefault(one.broader_id, []).append(one)
        return cls(concepts, children)

    def under(self, concept: Concept) -> list[Concept]:
        """A concept and everything under it, itself first."""
        found, seen = [concept], {concept.pk}
        for one in found:
            for below in self.children.get(one.pk, ()):
                if below.pk not in seen:
                    seen.add(below.pk)
                    found.append(below)
        return found

    def above(self, concept: Concept) -> list[Concept]:
        """The way down to a concept, from the top."""
        way: list[Concept] = []
        at = self.concepts.get(concept.broader_id or 0)
        while at is not None and at not in way:
            way.insert(0, at)
            at = self.concepts.get(at.broader_id or 0)
        return way


@dataclass(frozen=True)
class Group:
    """A facet of the overview: the themes that something is known about, and those about which nothing is yet."""

    facet: Concept
    known: Sequence[Branch]
    empty: Sequence[Branch]


def overview() -> list[Group]:
    """Every facet with its themes, in the order of the thesaurus."""
    tree, counts = Tree.read(), _counts()
    found = []
    for facet in sorted(tree.children.get(None, ()), key=lambda one: one.pk):
        branches = [_branch(tree, one, counts) for one in tree.children.get(facet.pk, ())]
        if facet.scheme == Concept.Scheme.FACET and branches:
            known = [one for one in branches if one.count]
            found.append(Group(facet, known, [one for one in branches if not one.count]))
    return found


def qualities() -> list[Branch]:
    """The four conditions of social quality with their counts."""
    counts = _counts()
    return [Branch(one.slug, one.label, counts.get(one.slug, 0)) for one in conditions()]


def _counts() -> dict[str, int]:
    everything = search.find(SearchRequest(limit=0, sort="newest", facets=("themes",)))
    return {one.value: one.count for one in everything.facet("themes").values}


def _branch(tree: Tree, concept: Concept, counts: Mapping[str, int]) -> Branch:
    below = tree.children.get(concept.pk, ())
    if not below:
        return Branch(concept.slug, concept.label, counts.get(concept.slug, 0))
    themes = tuple(one.slug for one in tree.under(concept))
    # A document about two of these counts once, so the sum of the counts would be too much.
    total = search.find(SearchRequest(themes=themes, limit=0, sort="newest", facets=())).total
    return Branch(concept.slug, concept.label, total, [Branch(one.slug, one.label, 0) for one in below])


def place_of(slug: str) -> Place | None:
    """Where a theme stands in the thesaurus; None when there is no such theme, or no more."""
    tree = Tree.read()
    concept = next((one for one in tree.concepts.values() if one.slug == slug), None)
    if concept is None:
        return None
    related = sorted(concept.related.filter(replacement__isnull=True), key=lambda one: one.label.casefold())
    under = tuple(one.slug for one in tree.under(concept))
    return Place(concept, tree.above(concept), tree.children.get(concept.pk, ()), related, under)


def successor(slug: str) -> str:
    """Where the page of a theme went that is part of another one now; '' when it did not."""
    concept = Concept.objects.filter(slug=slug).first()
    into = replaced_by(concept) if concept else None
    return reverse("theme_detail", args=[into.slug]) if into else ""


def shelves(place: Place, werkplaats: str, scope: tuple[str, ...]) -> list[Shelf]:
    """What there is about a theme and everything under it, newest first, by sort."""
    found = {name: _some(place, werkplaats, scope, kinds) for name, kinds in SHELVES.items()}
    # One call for all rows: the names of the werkplaatsen are looked up once.
    rows, labels = iter(listing.rows([hit for one in found.values() for hit in one.hits])), shelf_labels()
    return [Shelf(name, labels[name], [next(rows) for _hit in one.hits], one.total) for name, one in found.items()]


def one_shelf(place: Place, name: str, werkplaats: str, scope: tuple[str, ...], number: int) -> Page:
    """A page of everything on one shelf."""
    found = _some(place, werkplaats, scope, SHELVES[name], SIZE, (number - 1) * SIZE)
    return Page(listing.rows(found.hits), number, SIZE, found.total)


def shelf_labels() -> dict[str, str]:
    """What each shelf is called."""
    return {
        "kennis": _("Wat er al bekend is"),
        "vragen": _("Vragen"),
        "leertrajecten": _("Wie eraan werkt"),
        "bijeenkomsten": _("Bijeenkomsten"),
        "nieuws": _("Nieuws"),
        "organisaties": _("Organisaties en werkplaatsen"),
    }


def _some(
    place: Place, werkplaats: str, scope: tuple[str, ...], kinds: tuple[str, ...], limit: int = EACH, offset: int = 0
) -> Findings:
    request = SearchRequest(
        kinds=kinds, themes=place.under, werkplaats=werkplaats, person_scope=scope, limit=limit, offset=offset,
        sort="newest", facets=(),
    )  # fmt: skip
    return search.find(request)


def questions(place: Place, werkplaats: str) -> Page:
    """Questions about it that wait for an answer, the longest waiting first."""
    waiting = listed(Filter(waiting=True, werkplaats=werkplaats)).filter(themes__slug__in=place.under).distinct()
    return page_of(waiting[:MOST_QUESTIONS], 1)


def werkplaatsen(place: Place, chosen: str, scope: tuple[str, ...]) -> list[dict[str, Any]]:
    """The werkplaatsen with something about it, as the choices of a filter."""
    request = SearchRequest(
        themes=place.under, person_scope=scope, limit=0, sort="newest", facets=("kind", "werkplaatsen")
    )
    counts = {one.value: one.count for one in search.find(request).facet("werkplaatsen").values}
    names = werkplaats_names()
    if chosen in names:
        counts.setdefault(chosen, 0)
    options = [
        {"value": slug, "label": names.get(slug, slug), "count": count, "active": slug == chosen}
        for slug, count in counts.items()
    ]
    return [{"name": "werkplaats", "label": _("Werkplaats"), "options": options}]


def behind(place: Place, werkplaats: str, scope: tuple[str, ...]) -> Knowers:
    """Who is behind the newest of what there is about it."""
    return knowers(_some(place, werkplaats, scope, (), BEHIND))


def newest(place: Place, werkplaats: str) -> list[Hit]:
    """The newest public things about it, of any sort, for a feed."""
    return _some(place, werkplaats, ("public",), (), FEED).hits


def every_concept() -> QuerySet[Concept]:
    """The whole thesaurus with its links, for export."""
    rows = Concept.objects.select_related("broader", "replacement__into").prefetch_related(
        "related__replacement", "narrower__replacement"
    )
    return rows.order_by("slug")
