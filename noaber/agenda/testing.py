# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: a round in any phase, with candidates, voters and a decision."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from noaber.agenda import ballot_actions, candidate_actions, decision_actions, participant_actions, round_actions
from noaber.agenda.decision_actions import Line
from noaber.agenda.decision_models import AgendaItem, Decision
from noaber.agenda.models import Candidate, Round
from noaber.agenda.weighing_models import Participant
from noaber.base import clock
from noaber.base.testing import at as moment
from noaber.people import period_actions
from noaber.people.models import Period, Person, Werkplaats
from noaber.people.queries import current_period
from noaber.questions import triage_actions
from noaber.questions.models import Question
from noaber.questions.testing import make_question, some_email

# The moments of a round from the factory: weighing is open at the `at` of the tests.
PLANNED = moment("2026-03-01 09:00")
COLLECTING = moment("2026-03-03 10:00")
CLARIFYING = moment("2026-03-10 10:00")
WEIGHING = moment("2026-03-14 10:00")
CLOSED = moment("2026-03-21 18:00")
RULES: dict[str, Any] = {
    "collect_from": moment("2026-03-02 09:00"),
    "clarify_from": moment("2026-03-09 09:00"),
    "weigh_from": moment("2026-03-14 09:00"),
    "decide_from": moment("2026-03-21 17:00"),
    "report_by": moment("2026-04-01 17:00"),
    "places": 2,
}
DOTS = ("dots", {"dots": 4, "most": 2})
TITLES = (
    "Eenzaamheid onder jongeren",
    "Vervoer naar de dagbesteding",
    "Schulden op tijd zien",
    "Samen eten in de wijk",
)


def make_period(werkplaats: Werkplaats, label: str = "2025–2028") -> Period:
    """The programme period that runs in the tests; the one that is there already."""
    known = current_period(werkplaats, WEIGHING.date())
    return known or period_actions.record_period(
        werkplaats, label=label, starts_on=dt.date(2025, 1, 1), by=None, at=PLANNED
    )


def make_round(werkplaats: Werkplaats, by: Person, *, announced: bool = True, **given: Any) -> Round:
    """A round of four candidates (`titles`) and two places, weighed with points, announced unless told otherwise."""
    titles: Sequence[str] = given.pop("titles", TITLES)
    planned: dt.datetime = given.pop("at", PLANNED)
    methods = given.pop("methods", [DOTS])
    facts = {"title": "Wat gaan we uitzoeken?", **RULES, **given}
    round = round_actions.plan(make_period(werkplaats), methods=methods, **facts, by=by, at=planned)
    for title in titles:
        candidate_actions.add(round, title=title, by=by, at=planned)
    return round_actions.announce(round, by=by, at=planned) if announced else round


def make_gap(home: Werkplaats, by: Person, **given: Any) -> Question:
    """A question that nobody can answer yet."""
    question = make_question(home=home, **given)
    return triage_actions.mark_gap(question, text="Niemand weet het nog.", by=by, at=PLANNED)


def make_participant(round: Round, by: Person | None = None, **given: Any) -> Participant:
    """Somebody who may weigh: invited by this coordinator, or signed up and confirmed."""
    email, perspective = given.get("email", some_email()), given.get("perspective", "resident")
    if by is not None:
        return participant_actions.invite(round, [(email, perspective)], by=by, at=COLLECTING)[0]
    participant = participant_actions.sign_up(round, email=email, perspective=perspective, by=None, at=COLLECTING)
    return participant_actions.confirm(participant, by=None, at=COLLECTING)


def vote(participant: Participant, *numbers: int, at: dt.datetime = WEIGHING) -> None:
    """Two points for each of these candidates, by the points of the round."""
    method = participant.round.methods.get(kind="dots")
    given = {f"dots-{number}": "2" for number in numbers}
    ballot_actions.cast(participant, method, given, by=None, at=at)


def make_votes(round: Round, **votes: Sequence[Sequence[int]]) -> None:
    """Ballots per perspective: `resident=[(1, 2), (1,)]`."""
    for perspective, ballots in votes.items():
        for numbers in ballots:
            vote(make_participant(round, perspective=perspective), *numbers)


def some_votes(round: Round, **votes: Sequence[Sequence[int]]) -> None:
    """The same at moments of the round itself, for a round that is not of the tests' March."""
    for perspective, ballots in votes.items():
        for numbers in ballots:
            early, open_at = (moment + dt.timedelta(hours=1) for moment in (round.collect_from, round.weigh_from))
            participant = participant_actions.sign_up(
                round, email=some_email(), perspective=perspective, by=None, at=early
            )
            vote(participant_actions.confirm(participant, by=None, at=early), *numbers, at=open_at)


def make_decision(round: Round, by: Person, chosen: Sequence[int] = (1, 2), **given: Any) -> Decision:
    """These candidates come onto the agenda, the others do not, each with a reason."""
    numbers = [one.number for one in round.candidates.weighed()]
    lines = [Line(number, "in" if number in chosen else "out", "Dit past nu het best.") for number in numbers]
    facts = {"body": "programmateam", "decided_on": CLOSED.date(), "reason": "Zo woog iedereen mee.", **given}
    return decision_actions.adopt(round, **{"lines": lines, **facts}, by=by, at=CLOSED)


def make_item(werkplaats: Werkplaats, by: Person, **given: Any) -> AgendaItem:
    """Something that was put on the agenda between rounds."""
    facts = {
        "title": "Eenzaamheid in kleine kernen", "body": "programmateam", "reason": "Dit kan niet wachten.",
        "decided_on": WEIGHING.date(), **given,
    }  # fmt: skip
    return decision_actions.add(make_period(werkplaats), **facts, by=by, at=WEIGHING)


def candidate(round: Round, number: int) -> Candidate:
    """The candidate with this number."""
    return round.candidates.get(number=number)


def make_live_round(werkplaats: Werkplaats, by: Person, **given: Any) -> Round:
    """A round that is weighed at this very moment, for pages that ask the real clock."""
    now = clock.now()
    dates = {"collect_from": -20, "clarify_from": -5, "weigh_from": -1, "decide_from": 5, "report_by": 20}
    rules = {name: now + dt.timedelta(days=days) for name, days in dates.items()}
    return make_round(werkplaats, by, **{**rules, "at": now - dt.timedelta(days=30), **given})


def make_proposal(round: Round, **given: Any) -> Candidate:
    """Something that somebody proposed while that could be done; it waits for the mailed link to be used."""
    facts = {"title": "Hoe houd je een dorpswinkel open?", "perspective": "resident", "email": some_email(), **given}
    return candidate_actions.propose(round, **facts, by=None, at=round.collect_from + dt.timedelta(hours=1))
