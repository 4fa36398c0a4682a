# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What knowledge does after something happened elsewhere."""

from __future__ import annotations

from noaber.knowledge import actions
from noaber.knowledge.queries import SEARCH_KINDS
from noaber.ledger.models import Entry
from noaber.questions.models import Question


def note_answer(entry: Entry) -> None:
    """A question was answered: each product that was linked shows so in its trail."""
    question = Question.objects.filter(ref=entry.ref).first()
    if question is None:
        return
    for document in entry.data.get("documents", ()):
        kind, _colon, ref = document.partition(":")
        if kind in SEARCH_KINDS:
            actions.note_answered(
                ref,
                question=question.ref,
                title=question.title,
                url=question.get_absolute_url(),
                by=entry.by,
                at=entry.at,
            )
