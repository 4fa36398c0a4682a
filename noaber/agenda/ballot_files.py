# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ballots as files that others can read: Pabulib (`.pb`) where it fits, CSV where it does not.

Pabulib is the format of participatory budgeting (Faliszewski and others, https://pabulib.org): three sections, META,
PROJECTS and VOTES, with `;` between the columns. A voter may have columns of their own: ours has the group.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from noaber.agenda.kinds import KINDS
from noaber.agenda.kinds.method import Content, Settings
from noaber.agenda.outcome import Candidate, Setup


class Unreadable(Exception):
    """A file that is not what it should be; the message says which and why."""


@dataclass(frozen=True)
class Ballots:
    """The ballots of one method: a voter's number → the group, and what was given."""

    candidates: Sequence[Candidate]
    setup: Setup
    slug: str
    settings: Settings
    given: Mapping[int, tuple[str, Content]]

    @property
    def numbers(self) -> list[int]:
        return [candidate.number for candidate in self.candidates]

    def utilities(self) -> dict[int, dict[int, int]]:
        """Per voter what each candidate got; who gave nothing is left out, as everywhere."""
        found = {
            voter: KINDS[self.slug].utilities(content, self.settings, self.numbers)
            for voter, (_group, content) in self.given.items()
        }
        return {voter: gives for voter, gives in found.items() if gives}


# ── Pabulib ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def vote_type(slug: str, settings: Settings) -> str | None:
    """What Pabulib calls such votes; None when it has no word for them."""
    if slug == "dots" and settings["most"] == 1:
        return "approval"
    return {"dots": "cumulative", "ranking": "ordinal", "scoring": "scoring"}.get(slug)


def as_pabulib(ballots: Ballots, about: Mapping[str, str]) -> str:
    """The ballots of a method that Pabulib knows, with the rules and the candidates."""
    kind = vote_type(ballots.slug, ballots.settings)
    votes = ballots.utilities()
    pointed = kind in ("cumulative", "scoring")
    return _table(
        [
            ["META"],
            ["key", "value"],
            *_meta(ballots, about, len(votes)).items(),
            ["PROJECTS"],
            ["project_id", "cost", "name"],
            *([one.number, ballots.setup.cost(one), _line(one.title)] for one in ballots.candidates),
            ["VOTES"],
            ["voter_id", "vote", *(["points"] if pointed else []), "perspective"],
            *(
                [voter, _listed(gives), *([_listed(gives.values())] if pointed else []), ballots.given[voter][0]]
                for voter, gives in sorted(votes.items())
            ),
        ]
    )


def _meta(ballots: Ballots, about: Mapping[str, str], votes: int) -> dict[str, Any]:
    settings = ballots.settings
    usual = {"description": "Noaber", "country": "Netherlands", "unit": "Noaber", "instance": ballots.slug}
    told = {key: _line(value) for key, value in {**usual, **about}.items()}
    counts = {
        "num_projects": len(ballots.candidates),
        "num_votes": votes,
        "budget": ballots.setup.limit,
        "vote_type": vote_type(ballots.slug, settings),
        "rule": "equalshares",
    }
    if ballots.slug == "dots":
        limits = {"max_length": settings["dots"]}
        if settings["most"] > 1:
            limits |= {"max_points": settings["most"], "max_sum_points": settings["dots"]}
    elif ballots.slug == "ranking":
        limits = {"max_length": settings["length"], "scoring_fn": "Borda"}
    else:
        weights = sum(criterion["weight"] for criterion in settings["criteria"])
        limits = {"min_points": 0, "max_points": settings["scale"] * weights, "default_score": 0}
    return {**told, **counts, **limits}


def from_pabulib(text: str, name: str) -> Iterator[tuple[int, dict[int, int], str]]:
    """Every vote: who, what each candidate got (in the order of the file), and the group; read by `pabutools`."""
    from pabutools.election.ballot import AbstractCardinalBallot
    from pabutools.election.pabulib import parse_pabulib_from_string

    try:
        _instance, profile = parse_pabulib_from_string(text)
        for ballot in profile:
            pointed = isinstance(ballot, AbstractCardinalBallot)
            gives = {int(project.name): int(ballot[project]) if pointed else 1 for project in ballot}
            yield int(ballot.meta["voter_id"]), gives, ballot.meta.get("perspective", "")
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, StopIteration, NotImplementedError) as error:
        raise Unreadable(f"{name} is not a Pabulib file as we know it ({error})") from error


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
COLUMNS = {
    "voters": ("voter", "perspective"),
    "pairwise": ("voter", "first", "second", "winner"),
    "scoring": ("voter", "candidate", "criterion", "score"),
}


def as_csv(ballots: Ballots) -> str:
    """Comparisons, or scores per criterion: one on each line."""
    votes = ballots.utilities()
    return _table(
        [
            list(COLUMNS[ballots.slug]),
            *(line for voter in sorted(votes) for line in _lines(ballots, voter, ballots.given[voter][1])),
        ]
    )


def _lines(ballots: Ballots, voter: int, content: Content) -> Iterator[list[object]]:
    there = {str(number) for number in ballots.numbers}
    for key, value in content.items():
        if ballots.slug == "pairwise" and there.issuperset(key.split("-")):
            yield [voter, *key.split("-"), value]
        elif ballots.slug == "scoring" and key in there:
            yield from ([voter, key, criterion, score] for criterion, score in value.items())


def from_csv(text: str, slug: str) -> Iterator[list[str]]:
    """The lines under the heading; refuses other columns."""
    lines = csv.reader(io.StringIO(text), delimiter=";")
    if tuple(next(lines, ())) != COLUMNS[slug]:
        raise Unreadable(f"{slug}.csv does not begin with {';'.join(COLUMNS[slug])}")
    for line in lines:
        if len(line) != len(COLUMNS[slug]):
            raise Unreadable(f"{slug}.csv, line {lines.line_num}: {len(line)} columns")
        yield line


def voters_csv(voters: Mapping[int, str]) -> str:
    """Everybody who weighed, those who left all blank too."""
    return _table([list(COLUMNS["voters"]), *sorted(voters.items())])


def _table(rows: Iterable[Iterable[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _line(text: str) -> str:
    """On one line, whatever somebody typed: a reader of the format splits on every kind of line end."""
    return " ".join(text.split())


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))
