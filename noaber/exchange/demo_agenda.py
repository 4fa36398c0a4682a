# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up agendas in the demo network: rounds of Twente and what other regions work on, each labelled an example."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from noaber.agenda import (
    ballot_actions,
    candidate_actions,
    counting,
    decision_actions,
    participant_actions,
    queries,
    round_actions,
)  # fmt: skip
from noaber.agenda.decision_actions import Line
from noaber.agenda.decision_models import Decision
from noaber.agenda.kinds import KINDS, Pairwise
from noaber.agenda.models import Round, RoundMethod
from noaber.agenda.weighing_models import Participant
from noaber.base import clock
from noaber.exchange.demo import FOLDER
from noaber.people.models import Period, Person, Werkplaats
from noaber.people.queries import concepts_by_slug, coordinators_of, current_period
from noaber.questions.models import Question

DATES = {
    "collect_from": "collect", "clarify_from": "clarify", "weigh_from": "weigh", "decide_from": "close",
    "report_by": "report_by",
}  # fmt: skip
# How far a liking goes, and how much chance there is in what somebody gives.
MOST_LIKED, CHANCE = 9, 3


def load_agendas(*, by: Person | None, at: dt.datetime) -> None:
    """Every round and item of the book that is not there yet."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    book = yaml.load((FOLDER / "agenda.yaml").read_text("utf-8"), Loader=loader)
    with counting.ready():
        for row in book["rounds"]:
            if not Round.objects.filter(submission=row["id"]).exists():
                _round(row, at)
    for row in book["agendas"]:
        _agenda(row, at)


def _where(slug: str, at: dt.datetime) -> tuple[Period, Person]:
    """The period that runs there, and who coordinates it."""
    werkplaats = Werkplaats.objects.get(slug=slug)
    period, person = current_period(werkplaats, clock.day(at)), coordinators_of(werkplaats, clock.day(at)).first()
    if period is None or person is None:
        raise ValueError(f"the demo network has no period or no coordinator in {slug}")
    return period, person


def _ago(at: dt.datetime, days: int) -> dt.datetime:
    return (at - dt.timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)


def _round(row: Mapping[str, Any], at: dt.datetime) -> None:
    """One round from being planned until today."""
    period, by = _where(row["werkplaats"], at)
    moments = {name: _ago(at, days) for name, days in row["ago"].items()}
    rules = {name: moments[short] for name, short in DATES.items()}
    rules |= {name: row[name] for name in ("intro", "unit", "places", "budget") if name in row}
    round = round_actions.plan(
        period, title=row["title"], methods=[(one["kind"], one) for one in row["methods"]],
        submission=row["id"], example=True, by=by, at=moments["plan"], **rules,
    )  # fmt: skip
    for one in row["candidates"]:
        if "ago" not in one:
            _candidate(round, one, by, moments["plan"])
    round = round_actions.announce(round, by=by, at=moments["plan"])
    for one in row["candidates"]:
        if "ago" in one:
            _candidate(round, one, by, _ago(at, one["ago"]))
    _weigh(round, row, by, moments["weigh"])
    if "decision" in row:
        _decide(round, row["decision"], by, moments["decide"])
        ballot_actions.report(round, text=row["report"], by=by, at=moments["report"])


def _candidate(round: Round, one: Mapping[str, Any], by: Person, at: dt.datetime) -> None:
    cost = one.get("cost", 1)
    if "question" in one:
        question = Question.objects.get(submission=one["question"])
        candidate_actions.add_question(round, question, cost=cost, by=by, at=at)
    else:
        candidate_actions.add(round, title=one["title"], text=one["text"], cost=cost, by=by, at=at)


def _weigh(round: Round, row: Mapping[str, Any], by: Person, at: dt.datetime) -> None:
    """Made-up voters: what their perspective likes, with some chance; the last ones are silent."""
    dice = random.Random(row["id"])
    voters = list(_voters(round, row, by, at))
    dice.shuffle(voters)
    likes = {number: one["likes"] for number, one in enumerate(row["candidates"], start=1)}
    methods = list(round.methods.all())
    for place, voter in enumerate(voters[: len(voters) - row["silent"]]):
        moment = at + dt.timedelta(minutes=7 * place + 5)
        liked = {number: each[voter.perspective] + dice.uniform(0, CHANCE) for number, each in likes.items()}
        for method in methods:
            ballot_actions.cast(voter, method, _given(method, voter, liked), by=None, at=moment)


def _voters(round: Round, row: Mapping[str, Any], by: Person, at: dt.datetime) -> Iterator[Participant]:
    people = [
        (f"weger.{row['id']}.{perspective}.{number}@noaber.example", perspective)
        for perspective, many in row["invited"].items()
        for number in range(many)
    ]
    yield from participant_actions.invite(round, people, by=by, at=at)
    opened = round_actions.open_room(round, seats=row["seats"], by=by, at=at)
    for perspective, many in row["room"].items():
        for _number in range(many):
            yield participant_actions.enter_room(opened.room_code or "", perspective=perspective, by=None, at=at)
    round_actions.close_room(round, by=by, at=at)


def _given(method: RoundMethod, voter: Participant, liked: Mapping[int, float]) -> dict[str, str]:
    """The form of somebody who likes candidates so much: three points for the best, two for the next …"""
    best = sorted(liked, key=lambda number: -liked[number])
    if method.kind == "dots":
        return {f"dots-{number}": str(points) for number, points in zip(best, (3, 2, 1), strict=False)}
    if method.kind == "ranking":
        return {f"ranking-{number}": str(place) for place, number in enumerate(best[: method.settings["length"]], 1)}
    if method.kind == "scoring":
        scale = method.settings["scale"]
        return {
            f"scoring-{number}-{criterion['slug']}": str(min(scale, round(scale * much / (MOST_LIKED + CHANCE))))
            for number, much in liked.items()
            for criterion in method.settings["criteria"]
        }
    kind = KINDS[method.kind]
    assert isinstance(kind, Pairwise)
    asked = kind.pairs(method.settings, sorted(liked), queries.voter_key(voter))
    return {kind.field(one, other): str(one if liked[one] > liked[other] else other) for one, other in asked}


def _decide(round: Round, row: Mapping[str, Any], by: Person, at: dt.datetime) -> None:
    decision_actions.adopt(
        round, body=row["body"], decided_on=clock.day(at), reason=row["reason"],
        lines=[Line(number, **line) for number, line in row["lines"].items()], by=by, at=at,
    )  # fmt: skip


def _agenda(row: Mapping[str, Any], at: dt.datetime) -> None:
    """What another region put on its agenda, and what went off again."""
    period, by = _where(row["werkplaats"], at)
    themes = concepts_by_slug()
    moment = _ago(at, row["ago"])
    for one in row["items"]:
        if Decision.objects.filter(submission=one["id"]).exists():
            continue
        about = [themes[slug] for slug in one.get("themes", [])]
        item = decision_actions.add(
            period, title=one["title"], text=one.get("text", ""), themes=about,
            body=row["body"], decided_on=clock.day(moment), reason=row["reason"], submission=one["id"], example=True,
            by=by, at=moment,
        )  # fmt: skip
        if "off" in one:
            gone = _ago(at, one["off"]["ago"])
            decision_actions.withdraw(
                item, body=row["body"], decided_on=clock.day(gone), reason=one["off"]["reason"], by=by, at=gone
            )
