# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a weighing is made of and what comes out of it: plain values that a page, a table and a file can hold."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass, field
from typing import Any, Self, get_args, get_origin, get_type_hints

ALL = "all"
TOGETHER = "together"
OVERALL = "overall"


class Plain:
    """A value that goes to JSON and comes back the same."""

    __slots__ = ()

    def as_json(self) -> dict[str, Any]:
        """Lists, texts and numbers only; numbers that are keys become texts."""
        return {name: _plain(getattr(self, name)) for name in _hints(type(self))}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The value that gave this; KeyError, TypeError or ValueError when it is something else."""
        hints = _hints(cls)
        return cls(**{name: _typed(hints[name], data[name]) for name in hints})


_known: dict[Any, dict[str, Any]] = {}


def _hints(cls: Any) -> dict[str, Any]:
    """The fields of a dataclass with their types, worked out once."""
    if cls not in _known:
        hints = get_type_hints(cls)
        _known[cls] = {one.name: hints[one.name] for one in dataclasses.fields(cls)}
    return _known[cls]


def _plain(value: Any) -> Any:
    if isinstance(value, Plain):
        return value.as_json()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value


def _typed(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        return None if value is None else _typed(inner[0], value)
    if origin is tuple:
        each = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_typed(one, item) for one, item in zip(each, value, strict=True))
    if origin is dict:
        return {_typed(inner[0], key): _typed(inner[1], item) for key, item in value.items()}
    if isinstance(hint, type) and issubclass(hint, Plain):
        return hint.from_json(value)
    if hint in (int, float) and not isinstance(value, bool):
        return hint(value)
    return value


# ── What goes in ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Candidate(Plain):
    """Something that may come on the agenda. Its cost counts only where a round has a budget."""

    number: int
    title: str
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Cast(Plain):
    """What one participant who weighed gave: a method's slug → its content. All blank counts in the turnout."""

    perspective: str
    contents: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Setup(Plain):
    """The rules of a round. Either `places`, or a `budget` in `unit`; `seed` is what lots are drawn from."""

    methods: tuple[tuple[str, dict[str, Any]], ...]
    places: int | None = None
    budget: int | None = None
    unit: str = "places"  # or "hours" or "euros"
    invited: dict[str, int] = field(default_factory=dict)
    seed: str = ""

    @property
    def limit(self) -> int:
        """How much there is to divide: places, hours or euros."""
        return (self.places if self.places is not None else self.budget) or 0

    def cost(self, candidate: Candidate) -> int:
        """What a candidate takes of it: one place, or its own cost."""
        return 1 if self.places is not None else candidate.cost


# ── What comes out ───────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Group(Plain):
    """Voters whose results stand apart: one perspective, or several together (`TOGETHER`) that were too small."""

    slug: str
    perspectives: tuple[str, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Turnout(Plain):
    """How many of a perspective weighed, blank ones too, and how many were invited."""

    perspective: str
    voted: int
    invited: int


@dataclass(frozen=True, slots=True)
class Standing(Plain):
    """How one group stands: every candidate in order, the best first."""

    voters: int  # who gave anything here
    order: tuple[int, ...]
    scores: dict[int, float]  # 0 to 1
    raw: dict[int, float]  # points, or strengths: what orders them
    supporters: dict[int, int]  # how many gave it anything
    top: tuple[int, ...]  # as many of the order as there is room for, of those that anybody supports


@dataclass(frozen=True, slots=True)
class Judgement(Plain):
    """Why one candidate is in or out of the proposal. Amounts are in the round's unit (a part of a place, hours …)."""

    number: int
    cost: int
    chosen: bool
    reason: str  # a key of shares.REASONS
    turn: int | None  # when it was chosen: 1 is first
    supporters: dict[str, int]  # group → how many gave it anything
    paid: dict[str, float]  # group → what they paid for it together
    had: float  # what its supporters had together when it was chosen, or at the end
    short: float  # what they were short of then


@dataclass(frozen=True, slots=True)
class Proposal(Plain):
    """What equal shares propose, in the order of choosing."""

    chosen: tuple[int, ...]
    judgements: dict[int, Judgement]
    limit: int
    spent: int
    voters: int
    share: float  # what everybody could spend at first
    raised: int  # with how many per cent shares were raised because there was room left


@dataclass(frozen=True, slots=True)
class Weighed(Plain):
    """The result of one method, or of all methods of a voter taken together (`OVERALL`)."""

    method: str
    standings: dict[str, Standing]  # ALL first, then every group
    proposal: Proposal
    left_out: tuple[int, ...]  # in the residents' top, not in the proposal


@dataclass(frozen=True, slots=True)
class Apart(Plain):
    """A candidate and its place in the order of two groups; equal scores share a place."""

    number: int
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Agreement(Plain):
    """How much two groups agree: Kendall's tau-b from -1 to 1 (None: one of them made no difference between any)."""

    first: str
    second: str
    tau: float | None
    apart: tuple[Apart, ...]  # what they differ most on, the most first


@dataclass(frozen=True, slots=True)
class Outcome(Plain):
    """All that a weighing tells."""

    voters: int
    traceable: bool  # fewer than three people weighed, so that everybody can tell who chose what
    groups: tuple[Group, ...]
    residents: str | None  # the group whose top is the residents' top; None when they cannot be told apart
    turnout: tuple[Turnout, ...]
    overall: Weighed
    methods: tuple[Weighed, ...]
    agreements: tuple[Agreement, ...]  # over `overall`
    shared: tuple[int, ...]  # in the top of every group
    lots: tuple[int, ...]  # candidates in the order that was drawn, for ties
