# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings in the loop: in the trail of what they carry further and of what was raised there; counted at no station."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from noaber import loop
from noaber.loop import Face, Kind, Station
from noaber.meetings.models import Meeting


def faces(refs: Collection[str]) -> Mapping[str, Face]:
    """How a trail shows these meetings, each with what sort it is."""
    rows = Meeting.objects.filter(ref__in=list(refs))
    rows = rows.only("ref", "slug", "title", "lang", "sort", "own_sort", "example")
    return {
        one.ref: Face(one.title, one.get_absolute_url(), lang=one.lang, sort=str(one.what), example=one.example)
        for one in rows
    }


def register() -> None:
    """Make meetings part of trails."""
    loop.register(Kind(Meeting.KIND, Station.PROJECT, faces, sort_label=str))
