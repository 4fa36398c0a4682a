# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people tell, in the loop: at its last station, where the next question comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from noaber import loop
from noaber.effects.models import Told, Use
from noaber.effects.story_models import Change, Story
from noaber.loop import Face, Kind, Station

LABELS: Mapping[type[Told], Any] = {Use: _("toegepast"), Story: _("verhaal"), Change: _("verandering")}


def faces_of(model: type[Told]) -> Callable[[Collection[str]], Mapping[str, Face]]:
    """How a trail shows what was told."""

    def faces(refs: Collection[str]) -> Mapping[str, Face]:
        rows = model._default_manager.filter(ref__in=list(refs)).only("ref", "slug", "title", "example")
        return {one.ref: Face(one.title, one.get_absolute_url(), sort=model.KIND, example=one.example) for one in rows}

    return faces


def register() -> None:
    """Make what is told part of the loop."""
    words = {model.KIND: label for model, label in LABELS.items()}
    for model in LABELS:
        loop.register(
            Kind(model.KIND, Station.EFFECT, faces_of(model), voices={f"{model.KIND}.registered"}, sort_label=words.get)
        )
