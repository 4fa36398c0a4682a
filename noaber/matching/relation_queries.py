# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The graph as a table: who works with whom, at what, how often and when; sorted, searched and in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from noaber.base.memo import remembered
from noaber.matching.graph_queries import KINDS, Choice, Edge, Graph, Node
from noaber.matching.graph_words import kind_word, kinds_word, work_of, years_of
from noaber.matching.near_queries import theme_rows
from noaber.people.queries import theme_labels, werkplaats_names

ORDERS = ("aantal", "naam", "jaar")
# Signs with which a cell would be worked out by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One relation."""

    first: Node
    second: Node
    edge: Edge

    @property
    def work(self) -> str:
        return work_of(self.edge)

    @property
    def years(self) -> str:
        return years_of(self.edge)


def relations(found: Graph, *, order: str = "", q: str = "") -> list[Edge]:
    """The edges in the order asked for, of the names that hold what is looked for; with most work first."""
    edges, asked = found.strongest, q.casefold().strip()
    names = {key: node.name.casefold() for key, node in found.nodes.items()} if asked or order != ORDERS[0] else {}
    if asked:
        edges = [edge for edge in edges if asked in names[edge.first] or asked in names[edge.second]]
    if order == "naam":
        return sorted(edges, key=lambda one: (names[one.first], names[one.second]))
    if order == "jaar":
        return sorted(edges, key=lambda one: -(one.until_year or 0))
    return edges


def rows(found: Graph, edges: Iterable[Edge], *, middle: str = "") -> list[Row]:
    """Edges as rows: the middle is named first, otherwise people before organisations before groups."""
    told = []
    for edge in edges:
        first, second = found.nodes[edge.first], found.nodes[edge.second]
        if second.key == middle or (first.key != middle and KINDS.index(first.kind) > KINDS.index(second.kind)):
            first, second = second, first
        told.append(Row(first, second, edge))
    return told


def sheet(told: Sequence[Row]) -> Iterator[list[str]]:
    """The same for a spreadsheet."""
    yield [_("wie"), _("soort"), _("werkt samen met"), _("soort"), _("aantal"), _("waaraan"), _("van"), _("tot")]
    for row in told:
        edge = row.edge
        cells = [row.first.name, kind_word(row.first.kind), row.second.name, kind_word(row.second.kind)]
        years = ["" if year is None else str(year) for year in (edge.from_year, edge.until_year)]
        yield [_plain(cell) for cell in (*cells, str(edge.count), row.work, *years)]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


@remembered(seconds=30)
def themes_in_use() -> frozenset[str]:
    """The themes that works are about; at most half a minute old."""
    told = [rows.values_list("tied_ref") for rows in theme_rows()]
    return frozenset(ref for (ref,) in told[0].union(*told[1:]))


def choices(choice: Choice) -> list[dict[str, Any]]:
    """What can be chosen: a name in the address, its label, and the options with which one is chosen."""
    themes = [(slug, word) for slug, word in theme_labels().items() if slug in themes_in_use() or slug == choice.theme]
    places = sorted(werkplaats_names().items(), key=lambda one: one[1].casefold())
    kinds = [(kind, kinds_word(kind)) for kind in KINDS[:3]]
    told: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("werkplaats", _("Werkplaats"), choice.werkplaats, places),
        ("thema", _("Thema"), choice.theme, themes),
        ("soort", _("Wie of wat"), choice.kind, kinds),
    ]
    return [{"name": name, "label": label, "chosen": now, "options": options} for name, label, now, options in told]
