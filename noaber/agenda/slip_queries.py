# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a voter's page shows: one slip for each method, with the candidates in this voter's own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from noaber.agenda import queries
from noaber.agenda.kinds import KINDS, Pairwise
from noaber.agenda.models import Candidate, RoundMethod
from noaber.agenda.weighing_models import Participant

# What a form can hold at most; more is not of ours.
MOST_FIELDS = 2_000


@dataclass(frozen=True, slots=True)
class Slip:
    """One method as its voter sees it: what is asked, what was given, and when that was kept."""

    method: RoundMethod
    rows: Sequence[Candidate]
    pairs: Sequence[tuple[Candidate, Candidate]]
    values: Mapping[str, str]
    saved_at: datetime | None
    wrong: str = ""

    @property
    def kind(self) -> str:
        return self.method.kind

    @property
    def label(self) -> str:
        return str(KINDS[self.kind].label)

    @property
    def what(self) -> str:
        return str(KINDS[self.kind].what)

    @property
    def rules(self) -> list[str]:
        return KINDS[self.kind].rules(self.method.settings)

    @property
    def template(self) -> str:
        return f"agenda/kinds/{self.kind}.html"

    def refused(self, reason: str, typed: Mapping[str, str]) -> Slip:
        """The same slip with what was typed, and what is wrong with it."""
        return replace(self, wrong=reason, values=typed)


def slips(participant: Participant) -> list[Slip]:
    """The slips of this voter in the order of the round. Only for the voter's own page."""
    rows = queries.shuffled(queries.candidates_of(participant.round), participant)
    kept = queries.ballots_of(participant)
    return [_slip(method, participant, rows, kept.get(method.kind)) for method in queries.methods_of(participant.round)]


def with_refusals(slips: Sequence[Slip], refused: Mapping[str, str], typed: Mapping[str, str]) -> list[Slip]:
    """The same slips; those that were refused say why, with what was typed."""
    return [slip.refused(refused[slip.kind], typed) if slip.kind in refused else slip for slip in slips]


def _slip(method: RoundMethod, participant: Participant, rows: Sequence[Candidate], ballot: Any) -> Slip:
    kind, by_number = KINDS[method.kind], {row.number: row for row in rows}
    numbers = sorted(by_number)
    pairs: list[tuple[Candidate, Candidate]] = []
    if isinstance(kind, Pairwise):
        asked = kind.pairs(method.settings, numbers, queries.voter_key(participant))
        pairs = [(by_number[first], by_number[second]) for first, second in asked]
    values = kind.given(ballot.content, method.settings, numbers) if ballot else {}
    return Slip(method, rows, pairs, values, ballot.changed_at if ballot else None)
