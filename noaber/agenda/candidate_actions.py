# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is weighed: gaps and other regions' questions that a coordinator puts in, and what anybody proposes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.agenda import policies
from noaber.agenda.models import (
    CANDIDATE_LIFECYCLE,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Candidate,
    CandidateState,
    Round,
    State,
)
from noaber.agenda.round_actions import locked, note
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person, Perspective
from noaber.questions import agenda_actions
from noaber.questions.actions import person_at
from noaber.questions.models import Question
from noaber.questions.models import State as QuestionState
from noaber.questions.voice_actions import root_of

ledger.declare(
    {
        "round.candidate_proposing": "somebody proposed a candidate and is sent a link to confirm it",
        "round.candidate_proposed": "a proposal waits for a coordinator",
        "round.candidate_admitted": "a candidate will be weighed",
        "round.candidate_declined": "a proposal will not be weighed, with the reason",
        "round.candidate_reworded": "the words or the cost of a candidate were changed",
        "round.candidate_merged": "a candidate became part of another one",
        "round.candidate_withdrawn": "a candidate was taken back",
    }
)
GONE = "[ingetrokken]"


@transaction.atomic
def propose(
    round: Round,
    *,
    title: str,
    perspective: str,
    email: str = "",
    text: str = "",
    submission: str = "",
    by: Person | None,
    at: datetime,
) -> Candidate:
    """Anybody proposes something; it waits for a coordinator after the mailed link is used (with an account: at once).

    The same `submission` again gives the same candidate.
    """
    round = locked(round)
    if submission and (known := Candidate.objects.filter(submission=submission).first()):
        return known
    require(policies.may_propose(round, at))
    _check(title, text, perspective)
    person = by or person_at(email, at=at)
    candidate = _new(round, title, text, at=at, proposed_by=person, perspective=perspective, submission=submission)
    if by is not None:
        return confirm(candidate, by=by, at=at)
    _record(candidate, "round.candidate_proposing", by=person, at=at)
    return candidate


@transaction.atomic
def confirm(candidate: Candidate, *, by: Person | None, at: datetime) -> Candidate:
    """The mailed link was used: now it waits for a coordinator. Again changes nothing."""
    candidate = _held(candidate)
    if candidate.state != CandidateState.UNCONFIRMED:
        return candidate
    CANDIDATE_LIFECYCLE.move(candidate, CandidateState.PROPOSED)
    candidate.save(update_fields=["state"])
    _record(candidate, "round.candidate_proposed", by=by or candidate.proposed_by, at=at)
    return candidate


@transaction.atomic
def add(round: Round, *, title: str, text: str = "", cost: int = 1, by: Person | None, at: datetime) -> Candidate:
    """A coordinator puts in what was said elsewhere, such as at a meeting."""
    round = locked(round)
    require(policies.may_change_rules(by, round, at))
    _check(title, text)
    candidate = _new(round, title, text, at=at, cost=_cost(cost), state=CandidateState.ADMITTED)
    _record(candidate, "round.candidate_admitted", by=by, at=at)
    return candidate


@transaction.atomic
def add_question(
    round: Round, question: Question, *, title: str = "", text: str = "", cost: int = 1, by: Person | None, at: datetime
) -> Candidate:
    """A coordinator puts in a question without an answer, also one of another region; twice is once."""
    round = locked(round)
    require(policies.may_change_rules(by, round, at))
    question = root_of(question)
    known = round.candidates.filter(question=question).first()
    if known is not None and known.state == CandidateState.ADMITTED:
        return known
    if question.state not in (QuestionState.GAP, QuestionState.ON_AGENDA):
        raise Refused(_("Alleen een vraag zonder antwoord kan op de agenda komen."))
    if known is None:
        known = _new(round, title or question.title, text or question.text, at=at, cost=_cost(cost), question=question)
    known.state = CandidateState.ADMITTED
    known.save()
    _record(known, "round.candidate_admitted", by=by, at=at)
    if round.state == State.ANNOUNCED and question.state == QuestionState.GAP:
        agenda_actions.nominate(question, werkplaats=round.werkplaats, url=round.get_absolute_url(), by=by, at=at)
    return known


@transaction.atomic
def judge(
    candidate: Candidate, *, accept: bool, text: str = "", cost: int | None = None, by: Person | None, at: datetime
) -> Candidate:
    """Admit a proposal, or not and say why; who proposed it is told."""
    locked(candidate.round)
    candidate = _held(candidate)
    require(policies.may_judge(by, candidate, at))
    to = CandidateState.ADMITTED if accept else CandidateState.DECLINED
    if candidate.state == to:
        return candidate
    if not accept and not text.strip():
        raise Refused(_("Schrijf waarom dit niet meedoet. Wie het voorstelde krijgt dat te lezen."))
    CANDIDATE_LIFECYCLE.move(candidate, to)
    candidate.into = None
    candidate.cost = _cost(candidate.cost if cost is None else cost)
    candidate.reason, candidate.judged_by, candidate.judged_at = text, by, at
    candidate.save()
    _record(candidate, f"round.candidate_{to}", by=by, at=at, reason=text)
    return candidate


@transaction.atomic
def reword(candidate: Candidate, *, title: str, text: str, cost: int, by: Person | None, at: datetime) -> Candidate:
    """Say it more clearly, or with another cost, until weighing begins."""
    locked(candidate.round)
    candidate = _held(candidate)
    require(policies.may_change_rules(by, candidate.round, at))
    _check(title, text)
    before = {"title": candidate.title, "cost": candidate.cost}
    candidate.title, candidate.text, candidate.cost = title, text, _cost(cost)
    candidate.save(update_fields=["title", "text", "cost"])
    after = {"title": candidate.title, "cost": candidate.cost}
    _record(candidate, "round.candidate_reworded", by=by, at=at, data={"before": before, "after": after})
    return candidate


@transaction.atomic
def merge(candidate: Candidate, into: Candidate, *, text: str, by: Person | None, at: datetime) -> Candidate:
    """Two candidates that ask the same are weighed as one; who asked or proposed either is told what came of it."""
    locked(candidate.round)
    candidate, into = _held(candidate), _held(into)
    require(policies.may_change_rules(by, candidate.round, at))
    if into.round_id != candidate.round_id or into.pk == candidate.pk or into.state != CandidateState.ADMITTED:
        raise Refused(_("Kies een andere kandidaat van deze ronde."))
    CANDIDATE_LIFECYCLE.move(candidate, CandidateState.MERGED)
    candidate.into, candidate.reason, candidate.judged_by, candidate.judged_at = into, text, by, at
    candidate.save()
    # What lived on in it goes along.
    candidate.merged.update(into=into)
    data = {"into": into.number}
    _record(candidate, "round.candidate_merged", by=by, at=at, reason=text, data=data)
    return candidate


@transaction.atomic
def withdraw(candidate: Candidate, *, text: str = "", by: Person | None, at: datetime) -> Candidate:
    """Whoever proposed it takes it back, or a coordinator does."""
    locked(candidate.round)
    candidate = _held(candidate)
    require(policies.may_withdraw(candidate, at))
    if by is None or by.pk != candidate.proposed_by_id:
        require(policies.may_change_rules(by, candidate.round, at))
    CANDIDATE_LIFECYCLE.move(candidate, CandidateState.WITHDRAWN)
    candidate.reason = text
    candidate.save(update_fields=["state", "reason"])
    _record(candidate, "round.candidate_withdrawn", by=by, at=at, reason=text)
    return candidate


@transaction.atomic
def forget_question(question: Question, *, by: Person | None, at: datetime) -> int:
    """The asker withdrew a question: its words go, and it is weighed no more where that did not begin yet."""
    found = Candidate.objects.filter(question=question).select_related("round__werkplaats")
    for candidate in found.exclude(title=GONE):
        candidate.title, candidate.text = GONE, ""
        may_go = policies.may_withdraw(candidate, at) and candidate.state == CandidateState.ADMITTED
        if may_go:
            CANDIDATE_LIFECYCLE.move(candidate, CandidateState.WITHDRAWN)
        candidate.save(update_fields=["title", "text", "state"])
        _record(candidate, "round.candidate_withdrawn" if may_go else "round.candidate_reworded", by=by, at=at)
    return len(found)


def _new(round: Round, title: str, text: str, *, at: datetime, submission: str = "", **facts: Any) -> Candidate:
    """Written with the next number of the round, which is held."""
    last = round.candidates.aggregate(last=Max("number"))["last"] or 0
    return Candidate.objects.create(
        round=round, number=last + 1, title=title.strip(), text=text.strip(), proposed_at=at,
        submission=submission or None, **facts,
    )  # fmt: skip


def _held(candidate: Candidate) -> Candidate:
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("round__werkplaats")
    return rows.get(pk=candidate.pk)


def _check(title: str, text: str, perspective: str = "") -> None:
    if not title.strip():
        raise Refused(_("Schrijf in één zin wat je voorstelt."))
    if len(title) > TITLE_LENGTH or len(text) > TEXT_LENGTH:
        raise Refused(_("Dit is te lang. Maak het iets korter."))
    if perspective and perspective not in Perspective.values:
        raise Refused(_("Kies vanuit welk perspectief je dit voorstelt."))


def _cost(cost: int) -> int:
    if not 1 <= cost <= 10**9:
        raise Refused(_("Vul in wat het kost: een getal van 1 of meer."))
    return cost


def _record(
    candidate: Candidate,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    told = {"candidate": candidate.pk, "number": candidate.number, **(data or {})}
    note(candidate.round, verb, by=by, at=at, reason=reason, data=told)
