# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions in the loop: which steps they reach, and how a trail shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from noaber import loop
from noaber.loop import Face, Kind, Station
from noaber.questions.models import Question

STEPS = {
    "question.answered": "answered",
    "question.on_agenda": "adopted",
    "question.worked_on": "working",
    "question.learned": "insight",
    "question.used": "used",
}
VOICES = {"question.asked", "question.taken_in", "question.shared"}


def faces(refs: Collection[str]) -> Mapping[str, Face]:
    """How a trail shows these questions."""
    rows = Question.objects.filter(ref__in=list(refs)).only("ref", "slug", "title", "example")
    return {one.ref: Face(one.title, one.get_absolute_url(), example=one.example) for one in rows}


def register() -> None:
    """Make questions part of the loop."""
    loop.register(Kind(Question.KIND, Station.QUESTION, faces, steps=STEPS, voices=VOICES, starts="question.asked"))
