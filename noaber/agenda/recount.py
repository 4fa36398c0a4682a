# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A round as a folder of files from which anybody can compute the outcome again, and doing so.

Ballots carry a number that was drawn for the export and the group that results were shown for, nothing else. The order
says nothing of who or when: ballots are sorted by what is in them, then shuffled from the round's seed.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from noaber.agenda import shares, voters, weighing
from noaber.agenda.ballot_files import (
    Ballots,
    Unreadable,
    as_csv,
    as_pabulib,
    from_csv,
    from_pabulib,
    vote_type,
    voters_csv,
)
from noaber.agenda.kinds import KINDS
from noaber.agenda.kinds.method import Content, Settings
from noaber.agenda.outcome import Candidate, Cast, Outcome, Setup
from noaber.agenda.voters import Voters
from noaber.base.verdicts import Refused

FORMAT = "noaber-round/1"
# Strengths are floating point and rounded to four decimals: two computers may differ in the last.
NEAR = 0.0002
MOST_DIFFERENCES = 20


@dataclass(frozen=True)
class Recount:
    """What a folder holds."""

    candidates: tuple[Candidate, ...]
    setup: Setup
    casts: tuple[Cast, ...]
    outcome: Outcome


def export(
    candidates: Sequence[Candidate],
    casts: Sequence[Cast],
    setup: Setup,
    outcome: Outcome,
    *,
    about: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """File name → text. `about` goes in the heads of Pabulib files: description, unit, date_begin, date_end …"""
    numbered = _numbered(casts, Voters(outcome.groups, outcome.turnout), setup.seed)
    files = {
        "README.txt": _readme(setup),
        "round.json": _json(
            {
                "format": FORMAT,
                "candidates": [candidate.as_json() for candidate in candidates],
                "setup": setup.as_json(),
            }
        ),
        "voters.csv": voters_csv({number: cast.perspective for number, cast in numbered.items()}),
        "outcome.json": _json(outcome.as_json()),
    }
    for slug, settings in setup.methods:
        given = {number: (cast.perspective, cast.contents.get(slug) or {}) for number, cast in numbered.items()}
        ballots = Ballots(candidates, setup, slug, settings, given)
        if vote_type(slug, settings):
            files[f"{slug}.pb"] = as_pabulib(ballots, about or {})
        if slug in ("scoring", "pairwise"):
            files[f"{slug}.csv"] = as_csv(ballots)
    return files


def _numbered(casts: Sequence[Cast], people: Voters, seed: str) -> dict[int, Cast]:
    grouped = [Cast(people.group(cast.perspective) or "", cast.contents) for cast in casts]
    grouped.sort(key=lambda cast: json.dumps(cast.as_json(), sort_keys=True))
    random.Random(seed).shuffle(grouped)
    return dict(enumerate(grouped, 1))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _readme(setup: Setup) -> str:
    lines = [
        _("Met deze bestanden kan iedereen de uitslag van deze ronde narekenen."),
        "",
        _("round.json: de onderwerpen, en de regels zoals ze vooraf bekend waren."),
        _("voters.csv: wie meededen: een geloot nummer en het perspectief. Geen namen."),
        _("outcome.json: de uitslag. De andere bestanden: wat iedereen gaf."),
        "",
        *(line for slug, settings in setup.methods for line in _told(slug, settings)),
        _("De uitslag"),
        *(f"- {rule}" for rule in (weighing.RULE, *shares.RULES, voters.RULE)),
        "",
        _("Narekenen met Noaber: noaber recount MAP"),
    ]
    return "\n".join(lines) + "\n"


def _told(slug: str, settings: Settings) -> list[str]:
    return [str(KINDS[slug].label), *(f"- {rule}" for rule in KINDS[slug].rules(settings)), ""]


# ── Reading back ─────────────────────────────────────────────────────────────────────────────────────────────────────
def read(files: Mapping[str, str]) -> Recount:
    """What the files say; `Unreadable` when they are not an export of a round."""
    try:
        about = json.loads(_file(files, "round.json"))
        if about["format"] != FORMAT:
            raise Unreadable(f"round.json is of another format: {about['format']}")
        candidates = tuple(Candidate.from_json(candidate) for candidate in about["candidates"])
        setup = Setup.from_json(about["setup"])
        outcome = Outcome.from_json(json.loads(_file(files, "outcome.json")))
        groups = {int(voter): group for voter, group in from_csv(_file(files, "voters.csv"), "voters")}
        contents: dict[int, dict[str, Any]] = {voter: {} for voter in groups}
        for slug, settings in setup.methods:
            for voter, content in _contents(files, slug, settings).items():
                contents[voter][slug] = content
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"these are not the files of a round ({type(error).__name__}: {error})") from error
    casts = tuple(Cast(group, contents[voter]) for voter, group in groups.items())
    return Recount(candidates, setup, casts, outcome)


def _file(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise Unreadable(f"{name} is missing")
    return files[name]


def _contents(files: Mapping[str, str], slug: str, settings: Settings) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    if slug == "pairwise":
        for voter, first, second, winner in from_csv(_file(files, "pairwise.csv"), slug):
            found.setdefault(int(voter), {})[f"{first}-{second}"] = int(winner)
    elif slug == "scoring":
        for voter, candidate, criterion, score in from_csv(_file(files, "scoring.csv"), slug):
            found.setdefault(int(voter), {}).setdefault(candidate, {})[criterion] = int(score)
    else:
        for number, gives, _group in from_pabulib(_file(files, f"{slug}.pb"), f"{slug}.pb"):
            if number in found:
                raise Unreadable(f"{slug}.pb: voter {number} is there twice")
            dots = {str(candidate): points for candidate, points in gives.items()}
            found[number] = {"order": list(gives)} if slug == "ranking" else dots
    return found


# ── Computing again ──────────────────────────────────────────────────────────────────────────────────────────────────
def differences(files: Mapping[str, str]) -> list[str]:
    """What is not as the files say when it is computed again from the ballots; nothing when all is well."""
    round_ = read(files)
    again = weighing.weigh_groups(
        round_.candidates, round_.casts, round_.setup, Voters(round_.outcome.groups, round_.outcome.turnout)
    )
    found = [
        *_miscounted(round_),
        *_irregular(round_),
        *_unlike(files, round_),
        *_apart(round_.outcome.as_json(), again.as_json(), "outcome"),
    ]
    return found[:MOST_DIFFERENCES]


def _miscounted(round_: Recount) -> Iterator[str]:
    """Whether groups and turnout are those of the voters."""
    counted = Counter(cast.perspective for cast in round_.casts)
    for group in round_.outcome.groups:
        if counted.pop(group.slug, 0) != group.voters:
            yield f"voters.csv has another number of voters in the group {group.slug} than outcome.json"
    if round_.outcome.groups and counted.total():
        yield f"voters.csv has groups that outcome.json does not have: {', '.join(sorted(counted))}"
    if sum(row.voted for row in round_.outcome.turnout) != len(round_.casts):
        yield "the turnout is not the number of voters"


def _irregular(round_: Recount) -> Iterator[str]:
    """Ballots that the rules of the round would have refused."""
    numbers = [candidate.number for candidate in round_.candidates]
    for slug, settings in round_.setup.methods:
        kind = KINDS[slug]
        for cast in round_.casts:
            content: Content = cast.contents.get(slug, {})
            try:
                if kind.read(kind.given(content, settings, numbers), settings, numbers) != content:
                    yield f"{slug}: a ballot names what is not there: {json.dumps(content)}"
            except Refused as refused:
                yield f"{slug}: a ballot breaks the rules: {refused.reason}"


def _unlike(files: Mapping[str, str], round_: Recount) -> Iterator[str]:
    """Scores are in two files: with and without the criteria. They must tell the same."""
    numbers = [candidate.number for candidate in round_.candidates]
    for slug, settings in round_.setup.methods:
        if slug == "scoring":
            contents = [cast.contents.get(slug, {}) for cast in round_.casts]
            sums = [KINDS[slug].utilities(content, settings, numbers) for content in contents]
            votes = [gives for _voter, gives, _group in from_pabulib(_file(files, "scoring.pb"), "scoring.pb")]
            if sorted(map(_ordered, votes)) != sorted(_ordered(gives) for gives in sums if gives):
                yield "scoring.pb and scoring.csv do not tell the same"


def _ordered(gives: Mapping[int, int]) -> list[tuple[int, int]]:
    return sorted(gives.items())


def _apart(told: Any, again: Any, path: str) -> Iterator[str]:
    if isinstance(told, dict) and isinstance(again, dict) and told.keys() == again.keys():
        for key in told:
            yield from _apart(told[key], again[key], f"{path}.{key}")
    elif isinstance(told, list) and isinstance(again, list) and len(told) == len(again):
        for place, (one, other) in enumerate(zip(told, again, strict=True)):
            yield from _apart(one, other, f"{path}[{place}]")
    elif isinstance(told, float) and isinstance(again, float) and abs(told - again) <= NEAR:
        return
    elif told != again:
        yield f"{path}: the files say {json.dumps(told)}, the ballots give {json.dumps(again)}"
