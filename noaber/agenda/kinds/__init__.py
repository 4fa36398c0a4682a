# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ways of weighing. One more is one more module here, and a line below."""

from noaber.agenda.kinds.dots import Dots
from noaber.agenda.kinds.method import Method, Scores
from noaber.agenda.kinds.pairwise import Pairwise
from noaber.agenda.kinds.ranking import Ranking
from noaber.agenda.kinds.scoring import Scoring

__all__ = ["KINDS", "PAIRWISE", "Method", "Pairwise", "Scores"]

PAIRWISE = Pairwise()
_METHODS: tuple[Method, ...] = (Dots(), Ranking(), Scoring(), PAIRWISE)
KINDS: dict[str, Method] = {method.slug: method for method in _METHODS}
