# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The agenda in the loop: its items as things, its rounds for who was heard in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from noaber import loop
from noaber.agenda.decision_models import AgendaItem
from noaber.agenda.models import Round
from noaber.loop import Face, Kind, Station


def faces(refs: Collection[str]) -> Mapping[str, Face]:
    """How a trail shows these items."""
    rows = AgendaItem.objects.filter(ref__in=list(refs)).only("ref", "slug", "title", "lang", "example")
    return {one.ref: Face(one.title, one.get_absolute_url(), lang=one.lang, example=one.example) for one in rows}


def round_faces(refs: Collection[str]) -> Mapping[str, Face]:
    """Rounds, to open the list of those in which people were heard."""
    rows = Round.objects.filter(ref__in=list(refs)).only("ref", "slug", "title", "example")
    return {one.ref: Face(one.title, one.get_absolute_url(), example=one.example) for one in rows}


def register() -> None:
    """Make items of the agenda part of the loop, and rounds for their voices."""
    loop.register(Kind(AgendaItem.KIND, Station.AGENDA, faces))
    loop.register(Kind(Round.KIND, Station.AGENDA, round_faces, in_trail=False))
