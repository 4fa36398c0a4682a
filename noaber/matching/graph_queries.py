# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on what with whom: the graph, worked out from real work each time, so that it never tells too much."""

from __future__ import annotations

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from noaber.matching.near_queries import ORIGINS, Work, joined, tie_rows, works
from noaber.members.queries import consented, listed
from noaber.members.work_queries import field_of, work_rows
from noaber.people.models import Partnership, Visibility, current_on
from noaber.people.queries import werkplaats_names

PERSON, ORGANISATION, PROJECT, WERKPLAATS = "person", "organisation", "project", "werkplaats"
KINDS = (PERSON, ORGANISATION, PROJECT, WERKPLAATS)
SHOWN = ("question", "project", "product", "meeting")
PARTNER = "partner"
# In a work of more people than this not everybody worked with everybody: they are tied to its werkplaats only.
TOGETHER = 12
# The newest works, and as many ties, that are looked at: beyond that a graph says nothing any more.
MOST_WORKS, MOST_TIES = 20_000, 100_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see; empty is everything."""

    werkplaats: str = ""
    theme: str = ""
    kind: str = ""
    since: int | None = None
    until: int | None = None

    def holds(self, work: Work) -> bool:
        """Whether a work is among what is wanted."""
        if self.werkplaats and work.home != self.werkplaats:
            return False
        if self.since is None and self.until is None:
            return True
        year = work.year or (work.began.year if work.began else None)
        return year is not None and (self.since or 0) <= year <= (self.until or 9999)


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something in the graph."""

    key: str
    kind: str
    name: str
    href: str
    lang: str = ""
    example: bool = False


@dataclass(slots=True)
class Edge:
    """That two work together: at how many things, of which kinds, from when until when."""

    first: str
    second: str
    # The kind of each thing. A tuple of words costs the collector of garbage nothing, and there are tens of thousands.
    kinds: tuple[str, ...] = ()
    from_year: int | None = None
    until_year: int | None = None

    @property
    def count(self) -> int:
        return len(self.kinds)

    def add(self, kind: str, year: int | None) -> None:
        """One more thing that they do together."""
        self.kinds += (kind,)
        if year is not None:
            self.from_year = min(year, self.from_year or year)
            self.until_year = max(year, self.until_year or year)


@dataclass
class Graph:
    """The nodes by key, the edges, and in which werkplaats each node does most."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)

    def tie(self, first: str, second: str, kind: str, year: int | None) -> None:
        """Two that work together, whichever is named first."""
        if first == second:
            return
        pair = (first, second) if first < second else (second, first)
        edge = self.edges.get(pair)
        if edge is None:
            edge = self.edges[pair] = Edge(*pair)
        edge.add(kind, year)

    @cached_property
    def strongest(self) -> list[Edge]:
        """The edges, those with most work behind them first."""
        in_order = sorted(self.edges)
        return sorted([self.edges[pair] for pair in in_order], key=lambda one: -len(one.kinds))

    @cached_property
    def beside(self) -> dict[str, list[Edge]]:
        """The edges of each node, the strongest first."""
        found: dict[str, list[Edge]] = {key: [] for key in self.nodes}
        for edge in self.strongest:
            found[edge.first].append(edge)
            found[edge.second].append(edge)
        return found

    def homes(self) -> dict[str, str]:
        """The werkplaats that each node is tied to most; nothing for who is tied to none."""
        best: dict[str, tuple[int, str]] = {}
        for edge in self.edges.values():
            for node, other in ((edge.first, edge.second), (edge.second, edge.first)):
                if other.startswith("werkplaats:") and not node.startswith("werkplaats:"):
                    best[node] = max(best.get(node, (0, "")), (edge.count, other))
        return {key: key if key.startswith("werkplaats:") else best.get(key, (0, ""))[1] for key in self.nodes}

    def around(self, key: str, steps: int) -> Graph:
        """A node with everybody up to so many steps away."""
        near, ring = {key}, {key}
        for _step in range(steps):
            ring = {key for pair in self.edges if pair[0] in ring or pair[1] in ring for key in pair} - near
            near |= ring
        return self.only(near)

    def only(self, keys: Collection[str]) -> Graph:
        """These nodes and what is between them."""
        kept = set(keys)
        edges = {pair: edge for pair, edge in self.edges.items() if pair[0] in kept and pair[1] in kept}
        return Graph({key: node for key, node in self.nodes.items() if key in kept}, edges)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of garbage: it would walk a hundred thousand small values that all go by themselves."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def graph(choice: Choice = Choice()) -> Graph:  # noqa: B008 (a frozen value)
    """The graph of what everybody may read; some ten queries, whatever the size of the network."""
    every = {work.key: work for work in works(None, most=MOST_WORKS)}
    houses, origins, about = _ties(choice.theme)
    wanted = {key: work for key, work in every.items() if choice.holds(work) and (about is None or key in about)}
    made, names = Graph(), werkplaats_names()
    people = _people(wanted, made)
    part: dict[str, set[str]] = defaultdict(set)
    for key, slug, name in houses:
        if key in wanted:
            part[key].add(_house(made, slug, name))
    for key, persons in people.items():
        part[key] |= persons
    as_nodes = choice.kind in ("", PROJECT)
    for key, work in wanted.items():
        _work(made, work, part.get(key, set()), names, as_nodes=as_nodes)
    _same_origin(made, wanted, origins, names, as_nodes=as_nodes)
    if not choice.theme and choice.since is None and choice.until is None:
        _partners(made, choice.werkplaats, names)
    return _kept(made, choice.kind)


def _kept(made: Graph, kind: str) -> Graph:
    """Without who works with nobody, and without the kinds that are not wanted."""
    wanted = made.only([key for key, node in made.nodes.items() if not kind or node.kind in (kind, WERKPLAATS)])
    return wanted.only({key for pair in wanted.edges for key in pair})


def _ties(theme: str) -> tuple[list[tuple[str, str, str]], dict[str, set[str]], set[str] | None]:
    """Organisations of works, works per origin, and the works about a theme (nothing when none is asked for)."""
    houses: list[tuple[str, str, str]] = []
    origins: dict[str, set[str]] = defaultdict(set)
    about: set[str] = set()
    for kind, ref, tied_kind, tied_ref, name in joined(tie_rows(themes=bool(theme)))[:MOST_TIES]:
        key = f"{kind}:{ref}"
        if tied_kind == ORGANISATION:
            houses.append((key, tied_ref, name))
        elif tied_kind in ORIGINS:
            origins[f"{tied_kind}:{tied_ref}"].add(key)
        elif tied_ref == theme:
            about.add(key)
    return houses, origins, about if theme else None


def _people(wanted: Mapping[str, Work], made: Graph) -> dict[str, set[str]]:
    """Who worked on what, of those who show that; two queries."""
    shows = {f"shows_{kind}": consented(field_of(kind)) for kind in SHOWN}
    rows = listed().select_related(None).order_by().annotate(**shows)
    may: dict[int, tuple[str, frozenset[str]]] = {}
    told: dict[str, Node] = {}
    address = _before("person_detail")
    for person, name, slug, example, *shown in rows.values_list("person", "person__name", "slug", "example", *shows):
        key = f"{PERSON}:{slug}"
        may[person] = key, frozenset(kind for kind, yes in zip(SHOWN, shown, strict=True) if yes)
        told[key] = Node(key, PERSON, name, f"{address}{slug}/", example=bool(example))
    found: dict[str, set[str]] = defaultdict(set)
    for person, kind, ref, _part, _at in joined(work_rows()) if may else ():
        node, kinds = may.get(person, ("", frozenset()))
        if kind in kinds and (key := f"{kind}:{ref}") in wanted:
            found[key].add(node)
            made.nodes[node] = told[node]
    return found


def _before(name: str) -> str:
    """What an address of this kind begins with: making two thousand of them one by one takes long."""
    return _beginning(name, get_language() or "")


@cache
def _beginning(name: str, language: str) -> str:
    return reverse(name, args=["-"]).removesuffix("-/")


def _house(made: Graph, slug: str, name: str) -> str:
    key = f"{ORGANISATION}:{slug}"
    if key not in made.nodes:
        made.nodes[key] = Node(key, ORGANISATION, name, f"{_before('organisation_detail')}{slug}/", "nl")
    return key


def _place(made: Graph, slug: str, names: Mapping[str, str]) -> str:
    key = f"{WERKPLAATS}:{slug}"
    if key not in made.nodes:
        made.nodes[key] = Node(key, WERKPLAATS, names.get(slug, slug), reverse("werkplaats_detail", args=[slug]), "nl")
    return key


def _work(made: Graph, work: Work, part: set[str], names: Mapping[str, str], *, as_nodes: bool) -> None:
    """Who takes part in a work: by way of the project, or with each other; and with the werkplaats."""
    if not part:
        return
    everybody = sorted(part)
    if work.kind == PROJECT and as_nodes:
        made.nodes[work.key] = Node(work.key, PROJECT, work.title, work.href, work.lang, work.example)
        everybody = [work.key]
        for one in sorted(part):
            made.tie(one, work.key, work.kind, work.year)
    elif len(everybody) <= TOGETHER:
        for one, other in combinations(everybody, 2):
            made.tie(one, other, work.kind, work.year)
    if work.home:
        place = _place(made, work.home, names)
        for one in everybody:
            made.tie(one, place, work.kind, work.year)


def _same_origin(
    made: Graph,
    wanted: Mapping[str, Work],
    origins: Mapping[str, set[str]],
    names: Mapping[str, str],
    *,
    as_nodes: bool,
) -> None:
    """Werkplaatsen with the same question, and groups with what they come from elsewhere."""
    for origin, keys in origins.items():
        kind = origin.partition(":")[0]
        members = {
            key if key in made.nodes and as_nodes else _place(made, wanted[key].home, names)
            for key in {*keys, origin}
            if key in wanted and (wanted[key].home or key in made.nodes)
        }
        year = next((wanted[key].year for key in sorted(keys) if key in wanted), None)
        if len(members) <= TOGETHER:
            for one, other in combinations(sorted(members), 2):
                made.tie(one, other, kind, year)


def _partners(made: Graph, werkplaats: str, names: Mapping[str, str]) -> None:
    """Which organisations make up which werkplaats now."""
    rows = Partnership.objects.filter(current_on(timezone.localdate()), organisation__visibility=Visibility.PUBLIC)
    rows = rows.filter(werkplaats__slug=werkplaats) if werkplaats else rows
    told = rows.order_by("pk").annotate(slug=F("organisation__slug"), title=F("organisation__title"))
    for slug, title, place, since in told.values_list("slug", "title", "werkplaats__slug", "from_on"):
        year = since.year if isinstance(since, dt.date) else None
        made.tie(_house(made, slug, title), _place(made, place, names), PARTNER, year)
