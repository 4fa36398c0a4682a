# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The graph in words: what somebody is, with whom they work most, and at what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.matching.graph_queries import KINDS, Edge, Graph, Node
from noaber.ui.formats import number_nl

# So many neighbours are told in a sentence.
MOST_TOLD = 3


def kind_word(kind: str) -> str:
    """What a node is."""
    words = {"person": _("mens"), "organisation": _("organisatie"), "project": _("leertraject")}
    return words.get(kind, _("werkplaats"))


def kinds_word(kind: str) -> str:
    """What they are together."""
    words = {"person": _("Mensen"), "organisation": _("Organisaties"), "project": _("Leertrajecten")}
    return words.get(kind, _("Werkplaatsen"))


def words() -> dict[str, dict[str, str]]:
    """What each kind of node is called: one, and many."""
    return {"one": {kind: kind_word(kind) for kind in KINDS}, "many": {kind: kinds_word(kind) for kind in KINDS}}


def counts(found: Graph) -> dict[str, str]:
    """How many there are of each kind, in words."""
    many = Counter(node.kind for node in found.nodes.values())
    told = {
        "person": ngettext("%(num)s mens", "%(num)s mensen", many["person"]),
        "organisation": ngettext("%(num)s organisatie", "%(num)s organisaties", many["organisation"]),
        "project": ngettext("%(num)s leertraject", "%(num)s leertrajecten", many["project"]),
        "werkplaats": ngettext("%(num)s werkplaats", "%(num)s werkplaatsen", many["werkplaats"]),
    }
    return {kind: told[kind] % {"num": number_nl(many[kind])} for kind in KINDS if many[kind]}


def work_word(kind: str, count: int) -> str:
    """3 leertrajecten"""
    told = {"num": count}
    if kind == "question":
        return ngettext("%(num)s vraag", "%(num)s vragen", count) % told
    if kind == "project":
        return ngettext("%(num)s leertraject", "%(num)s leertrajecten", count) % told
    if kind == "product":
        return ngettext("%(num)s kennisproduct", "%(num)s kennisproducten", count) % told
    if kind == "meeting":
        return ngettext("%(num)s bijeenkomst", "%(num)s bijeenkomsten", count) % told
    if kind == "agenda_item":
        return ngettext("%(num)s agendapunt", "%(num)s agendapunten", count) % told
    return _("partner")


def work_of(edge: Edge) -> str:
    """2 leertrajecten, 1 vraag"""
    return ", ".join(work_word(kind, count) for kind, count in Counter(edge.kinds).most_common())


def years_of(edge: Edge) -> str:
    """2022–2025"""
    if edge.from_year is None:
        return ""
    return str(edge.from_year) if edge.from_year == edge.until_year else f"{edge.from_year}–{edge.until_year}"


def sentence(node: Node, edges: Sequence[Edge], nodes: Mapping[str, Node]) -> str:
    """Who it is, and with whom they work most."""
    others = [(nodes[edge.second if edge.first == node.key else edge.first], edge) for edge in edges]
    told = [f"{other.name} ({work_of(edge)})" for other, edge in others[:MOST_TOLD]]
    more = len(others) - len(told)
    if more > 0:
        told.append(ngettext("nog %(num)s ander", "nog %(num)s anderen", more) % {"num": more})
    who = f"{node.name}, {kind_word(node.kind)}"
    return _("%(who)s. Werkt samen met: %(others)s") % {"who": who, "others": ", ".join(told)} if told else who
