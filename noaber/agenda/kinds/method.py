# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every way of weighing can do, and what they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext as _

from noaber.base.verdicts import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# One participant's answer to one method, and the choices of a round for one method: plain JSON.
Content = Mapping[str, Any]
Settings = Mapping[str, Any]


class Scores(dict[int, float]):
    """Per candidate 0 to 1. `raw` is what orders them: points, or strengths."""

    def __init__(self, shares: Mapping[int, float], raw: Mapping[int, float]) -> None:
        super().__init__(shares)
        self.raw = dict(raw)


class Method(Protocol):
    """One way of weighing candidates. Contents and settings are plain JSON; candidates are their numbers."""

    slug: str
    label: _StrPromise
    what: _StrPromise

    def settled(self, given: Mapping[str, Any], candidates: int) -> dict[str, Any]:
        """Settings with their defaults; refuses, in plain words, what cannot be."""
        ...

    def rules(self, settings: Settings) -> list[str]:
        """What a voter is told before and while weighing."""
        ...

    def read(
        self, given: Mapping[str, str], settings: Settings, candidates: Sequence[int], *, key: str = ""
    ) -> dict[str, Any]:
        """One ballot's content from a posted form; a blank one is allowed. `key` is the voter's, for what is asked."""
        ...

    def given(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[str, str]:
        """The form's values that would give this content."""
        ...

    def scores(self, ballots: Sequence[Content], settings: Settings, candidates: Sequence[int]) -> Scores:
        """How one group of voters stands; the order of voters and of candidates makes no difference."""
        ...

    def utilities(self, content: Content, settings: Settings, candidates: Sequence[int]) -> dict[int, int]:
        """What one voter gives each candidate that gets anything: whole numbers above zero, for equal shares."""
        ...


def field(slug: str, *parts: object) -> str:
    """The name of a form field: the method, the candidate and what else tells it from others."""
    return "-".join([slug, *map(str, parts)])


def whole(text: object, least: int, most: int, *, blank: int | None = None) -> int | None:
    """A whole number from what somebody typed; `blank` when nothing was typed."""
    said = str(text if text is not None else "").strip()
    if not said:
        return blank
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1
    if not least <= number <= most:
        raise Refused(
            _("“%(said)s” kan hier niet. Geef een heel getal van %(least)s tot en met %(most)s.")
            % {"said": said[:20], "least": least, "most": most}
        )
    return number


def summed(ballots: Sequence[dict[int, int]], candidates: Sequence[int]) -> dict[int, int]:
    """What all of them gave to each candidate."""
    return {number: sum(ballot.get(number, 0) for ballot in ballots) for number in candidates}


def shared_out(points: Mapping[int, int], possible: int) -> Scores:
    """Points as a part of what was possible."""
    return Scores({number: got / possible if possible else 0.0 for number, got in points.items()}, points)
