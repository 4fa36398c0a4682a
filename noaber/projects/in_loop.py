# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects in the loop: who is heard in them, and how a trail shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from noaber import loop
from noaber.loop import Face, Kind, Station
from noaber.projects.models import Project

VOICES = {"project.started", "project.member_joined"}


def faces(refs: Collection[str]) -> Mapping[str, Face]:
    """How a trail shows these projects, each with the word of its werkplaats."""
    rows = Project.objects.filter(ref__in=list(refs)).only("ref", "slug", "title", "lang", "label", "example")
    return {
        one.ref: Face(one.title, one.get_absolute_url(), lang=one.lang, sort=one.label, example=one.example)
        for one in rows
    }


def register() -> None:
    """Make projects part of the loop."""
    loop.register(Kind(Project.KIND, Station.PROJECT, faces, voices=VOICES, sort_label=str))
