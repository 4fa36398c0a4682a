# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came of a weighing, as a page tells it: in places, bars and plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.agenda import shares
from noaber.agenda.kinds import KINDS
from noaber.agenda.models import Candidate, Round, Unit
from noaber.agenda.outcome import ALL, TOGETHER, Agreement, Judgement, Outcome, Standing, Turnout, Weighed
from noaber.people.models import Perspective
from noaber.ui.formats import number_nl

# From which tau on two groups agree much, or hardly.
MUCH, HARDLY = 0.6, 0.2
# A page names groups hundreds of times, so this is made once.
LABELS = {str(code): label for code, label in Perspective.choices} | {
    ALL: gettext_lazy("iedereen"),
    TOGETHER: gettext_lazy("overige perspectieven"),
    str(Perspective.RESIDENT): gettext_lazy("inwoners"),
    str(Perspective.PROFESSIONAL): gettext_lazy("professionals"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A column: a perspective, or everybody."""

    slug: str
    label: str
    voters: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one candidate stands in one group: its place (none when nobody chose it), and how long its bar is."""

    place: int | None
    share: float
    top: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate over all groups, whether equal shares propose it, and why."""

    number: int
    title: str
    href: str
    cost: str
    cells: Sequence[Cell]
    chosen: bool
    of_residents: bool
    why: Sequence[str]

    @property
    def left_out(self) -> bool:
        return self.of_residents and not self.chosen


@dataclass(frozen=True, slots=True)
class Table:
    """One method, or all together: a line for each candidate, what is proposed first."""

    label: str
    lines: Sequence[Line]

    @property
    def proposed(self) -> list[Line]:
        return [line for line in self.lines if line.chosen]

    @property
    def rest(self) -> list[Line]:
        return [line for line in self.lines if not line.chosen]


@dataclass(frozen=True, slots=True)
class Came:
    """How many of a perspective weighed, of how many that were invited."""

    label: str
    voted: int
    invited: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """What two groups think of each other's order, in one sentence, and where they differ most."""

    first: str
    second: str
    word: str
    apart: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of an outcome that a page shows."""

    voters: int
    traceable: bool
    groups: Sequence[Group]
    residents: str
    together: str
    table: Table
    methods: Sequence[Table]
    turnout: Sequence[Came]
    agreements: Sequence[Agreed]
    shared: Sequence[str]
    limit: str
    spent: str


def shown(round: Round, outcome: Outcome, candidates: Sequence[Candidate]) -> Shown:
    """The outcome of a round in words."""
    room = _Room(round, outcome, {one.number: one for one in candidates})
    proposal = outcome.overall.proposal
    small = next((group.perspectives for group in outcome.groups if group.slug == TOGETHER), ())
    return Shown(
        voters=outcome.voters,
        traceable=outcome.traceable,
        groups=room.groups,
        residents=label_of(outcome.residents) if outcome.residents else "",
        together=", ".join(label_of(slug) for slug in small),
        table=room.table(outcome.overall),
        methods=[room.table(method) for method in outcome.methods],
        turnout=[_came(row) for row in outcome.turnout],
        agreements=[room.agreed(one) for one in outcome.agreements if one.tau is not None],
        shared=[room.titles[number] for number in outcome.shared],
        limit=amount(proposal.limit, round.unit),
        spent=amount(proposal.spent, round.unit),
    )


def label_of(slug: str) -> str:
    """What a group is called."""
    return str(LABELS.get(slug, slug))


def amount(number: float, unit: str) -> str:
    """3 plekken, 120 uur, € 5.000."""
    whole = round(number) if abs(number - round(number)) < 0.05 else round(number, 1)
    told = number_nl(whole)
    if unit == Unit.EUROS:
        return f"€ {told}"
    if unit == Unit.HOURS:
        return _("%(number)s uur") % {"number": told}
    return ngettext("%(number)s plek", "%(number)s plekken", 1 if whole == 1 else 2) % {"number": told}


def places(standing: Standing) -> dict[int, int | None]:
    """The place of each candidate in a group; equals share one, and what nobody chose has none."""
    found: dict[int, int | None] = {}
    for number in standing.order:
        above = sum(raw > standing.raw[number] for raw in standing.raw.values())
        found[number] = above + 1 if standing.supporters.get(number) else None
    return found


class _Room:
    """What all tables of one outcome share."""

    def __init__(self, round: Round, outcome: Outcome, candidates: Mapping[int, Candidate]) -> None:
        self.round, self.outcome, self.candidates = round, outcome, candidates
        numbers = outcome.overall.standings[ALL].order
        gone = _("een onderwerp dat er niet meer is")
        self.titles = {number: candidates[number].title if number in candidates else gone for number in numbers}
        self.groups = [Group(one.slug, label_of(one.slug), one.voters) for one in outcome.groups]
        self.groups.append(Group(ALL, label_of(ALL), outcome.voters))

    def table(self, weighed: Weighed) -> Table:
        own = KINDS.get(weighed.method)
        label = str(own.label) if own else _("Alle manieren samen")
        standings = {group.slug: weighed.standings[group.slug] for group in self.groups}
        ranks = {slug: places(standing) for slug, standing in standings.items()}
        chosen = list(weighed.proposal.chosen)
        order = chosen + [number for number in weighed.standings[ALL].order if number not in chosen]
        lines = [self._line(weighed, number, standings, ranks) for number in order]
        return Table(label, lines)

    def _line(
        self,
        weighed: Weighed,
        number: int,
        standings: Mapping[str, Standing],
        ranks: Mapping[str, Mapping[int, int | None]],
    ) -> Line:
        residents = self.outcome.residents
        judgement = weighed.proposal.judgements[number]
        candidate = self.candidates.get(number)
        question = candidate.question if candidate else None
        cells = [
            Cell(ranks[slug][number], 100 * standing.scores[number], number in standing.top)
            for slug, standing in standings.items()
        ]
        return Line(
            number=number,
            title=self.titles[number],
            href=question.get_absolute_url() if question and question.is_public else "",
            cost="" if self.round.unit == Unit.PLACES else amount(judgement.cost, self.round.unit),
            cells=cells,
            chosen=judgement.chosen,
            of_residents=bool(residents) and number in weighed.standings[residents or ALL].top,
            why=self._why(judgement, weighed),
        )

    def _why(self, judgement: Judgement, weighed: Weighed) -> list[str]:
        """Why it is in or out: the rule that decided, who supports it, and what it cost or what was short."""
        told = [str(shares.REASONS[judgement.reason])]
        support = {slug: many for slug, many in judgement.supporters.items() if many}
        if total := sum(support.values()):
            each = _joined([f"{label_of(slug)} {many}" for slug, many in support.items()])
            every = weighed.proposal.voters
            told.append(
                ngettext(
                    "Van de %(every)s mensen steunt %(num)s dit (%(each)s).",
                    "Van de %(every)s mensen steunen %(num)s dit (%(each)s).",
                    total,
                )
                % {"num": total, "every": every, "each": each}
            )
        paid = {slug: part for slug, part in judgement.paid.items() if part > 0}
        if judgement.chosen and (whole := sum(paid.values())):
            each = _joined([f"{label_of(slug)} {round(100 * part / whole)} %" for slug, part in paid.items()])
            told.append(_("Zo werd het betaald: %(each)s.") % {"each": each})
        elif judgement.short > 0 and support:
            unit = self.round.unit
            told.append(
                _("Zij hadden samen nog %(had)s. Nodig was %(cost)s.")
                % {"had": amount(judgement.had, unit), "cost": amount(judgement.cost, unit)}
            )
        return told

    def agreed(self, one: Agreement) -> Agreed:
        tau = one.tau or 0
        word = _("zijn het vaak eens") if tau >= MUCH else _("zijn het vaak oneens") if tau < HARDLY else ""
        apart = [
            _("“%(title)s”: %(one)s bij %(first)s, %(two)s bij %(second)s")
            % {
                "title": self.titles[far.number],
                "one": _place(far.first),
                "first": label_of(one.first),
                "two": _place(far.second),
                "second": label_of(one.second),
            }  # fmt: skip
            for far in one.apart
        ]
        return Agreed(label_of(one.first), label_of(one.second), word or _("zijn het deels eens"), apart)


def _came(row: Turnout) -> Came:
    return Came(label_of(row.perspective), row.voted, row.invited)


def _place(place: float) -> str:
    """A shared place is told as the middle of it."""
    return _("plek %(place)s") % {"place": number_nl(int(place) if place == int(place) else round(place, 1))}


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (_(" en ") if len(parts) > 1 else "") + parts[-1] if parts else ""
