# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding what is on the agenda: who, when and why. A decision is never changed; later ones add or take off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.agenda import ballot_actions, policies, queries
from noaber.agenda.decision_models import AgendaItem, Choice, Decision, DecisionKind, DecisionLine, ItemState
from noaber.agenda.models import LIFECYCLE, TEXT_LENGTH, TITLE_LENGTH, Candidate, Round, State
from noaber.agenda.round_actions import Overtaken, locked, note, overtaken, taken_up
from noaber.base import clock
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.loop.stations import Standing
from noaber.people.models import Concept, Period, Person, Visibility
from noaber.questions import agenda_actions
from noaber.questions.models import HIDDEN, Question

ledger.declare(
    {
        "round.decided": "it was decided what comes onto the agenda, with the reason",
        "agenda_item.added": "something came onto the agenda of a werkplaats",
        "agenda_item.withdrawn": "something went off the agenda of a werkplaats, with the reason",
        "agenda_item.hidden": "something of the agenda was taken out of public view after a report, with the reason",
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """What is decided about one candidate, by its number."""

    number: int
    choice: str
    reason: str = ""
    lead: str = ""


@transaction.atomic
def adopt(
    round: Round,
    *,
    body: str,
    decided_on: dt.date,
    reason: str,
    lines: Sequence[Line],
    seen: str = "",
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Decision:
    """Decide about every candidate of a round. Departing from the residents' top needs a reason of its own.

    Two who decide at once: one wins, the other is told who was faster. The same `submission` is the same decision.
    """
    round = locked(round)
    if submission and (known := Decision.objects.filter(round=round, submission=submission).first()):
        return known
    round = taken_up(round, seen, by)
    if round.state == State.DECIDED:
        raise overtaken(round, by)
    require(policies.may_adopt(by, round, at))
    ballot_actions.count(round, by=None, at=at)
    round.refresh_from_db(fields=["counted_at", "phase_told", "changed_at"])
    candidates = _about_all(round, lines)
    top = queries.residents_top(round)
    _explained(lines, candidates, top)
    _check(body, reason, decided_on, at)
    decision = _decide(
        round.period, DecisionKind.ADOPT, body, decided_on, reason, submission=submission, round=round, by=by, at=at
    )
    LIFECYCLE.move(round, State.DECIDED)
    note(round, "round.decided", by=by, at=at, reason=reason, data={"decision": decision.ref})
    for line in lines:
        _carry_out(decision, candidates[line.number], line, departs=line.number in top and line.choice != Choice.IN)
    return decision


@transaction.atomic
def add(
    period: Period,
    *,
    title: str,
    text: str = "",
    lead: str = "",
    questions: Iterable[Question] = (),
    themes: Iterable[Concept] = (),
    body: str,
    decided_on: dt.date,
    reason: str,
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> AgendaItem:
    """Put something on the agenda between rounds. The same `submission` again is the same item."""
    period = _held(period)
    if submission and (known := AgendaItem.objects.filter(lines__decision__submission=submission).first()):
        return known
    require(policies.may_decide(by, period.werkplaats, clock.day(at)))
    if not title.strip() or len(title) > TITLE_LENGTH or len(text) > TEXT_LENGTH:
        raise Refused(_("Geef het een titel van ten hoogste %(most)s tekens.") % {"most": TITLE_LENGTH})
    _check(body, reason, decided_on, at)
    decision = _decide(
        period, DecisionKind.ADD, body, decided_on, reason, submission=submission, example=example, by=by, at=at
    )
    item = _put_on(decision, title, text, lead, questions, themes=themes)
    DecisionLine.objects.create(decision=decision, item=item, choice=Choice.IN)
    return item


@transaction.atomic
def withdraw(
    item: AgendaItem, *, body: str, decided_on: dt.date, reason: str, by: Person | None, at: dt.datetime
) -> Decision:
    """Take something off the agenda, and say why; who asked for it is told."""
    period = _held(item.period)
    require(policies.may_decide(by, period.werkplaats, clock.day(at)))
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.state == ItemState.OFF:
        raise _already_off(item)
    _check(body, reason, decided_on, at)
    decision = _decide(period, DecisionKind.WITHDRAW, body, decided_on, reason, example=item.example, by=by, at=at)
    item.state, item.until, item.updated_at = ItemState.OFF, decided_on, at
    item.save()
    search.changed(AgendaItem.KIND, item.ref)
    DecisionLine.objects.create(decision=decision, item=item, choice=Choice.OUT, reason=reason)
    _record(decision, "agenda_item.withdrawn", item, reason=reason)
    url = decision.get_absolute_url()
    for question in item.questions.exclude(state__in=HIDDEN):
        if not question.agenda_items.filter(state=ItemState.ON).exists():
            agenda_actions.take_off_agenda(question, werkplaats=period.werkplaats, text=reason, url=url, by=by, at=at)
    return decision


@transaction.atomic
def hide(item: AgendaItem, *, reason: str, by: Person | None, at: dt.datetime) -> AgendaItem:
    """Take its words out of public view after a report that was right; that it was decided on stays."""
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    require(policies.may_decide(by, item.period.werkplaats, clock.day(at)))
    item.visibility, item.updated_at = Visibility.HIDDEN, at
    item.save(update_fields=["visibility", "updated_at"])
    search.changed(AgendaItem.KIND, item.ref)
    slug = item.period.werkplaats.slug
    told = {"standing": Standing.HIDDEN.value}
    ledger.record("agenda_item.hidden", item, by=by, at=at, werkplaats=slug, reason=reason, data=told)
    return item


def _about_all(round: Round, lines: Sequence[Line]) -> dict[int, Candidate]:
    """The candidates by number, when the lines speak of each once."""
    candidates = {one.number: one for one in round.candidates.weighed().select_related("question")}
    if sorted(line.number for line in lines) != sorted(candidates):
        raise Refused(_("Kies bij elke kandidaat wat ermee gebeurt."))
    if any(line.choice not in Choice.values for line in lines):
        raise Refused(_("Kies bij elke kandidaat wat ermee gebeurt."))
    return candidates


def _explained(lines: Sequence[Line], candidates: dict[int, Candidate], top: Sequence[int]) -> None:
    """Residents are not outvoted silently."""
    for line in lines:
        if line.number in top and line.choice != Choice.IN and not line.reason.strip():
            told = _("“%(title)s” staat bij de belangrijkste van inwoners. Schrijf waarom jullie daarvan afwijken.")
            raise Refused(told % {"title": candidates[line.number].title})


def _check(body: str, reason: str, decided_on: dt.date, at: dt.datetime) -> None:
    if not body.strip():
        raise Refused(_("Schrijf wie besloot, zoals het programmateam."))
    if not reason.strip():
        raise Refused(_("Schrijf waarom dit besluit genomen is. Iedereen kan dat lezen."))
    if decided_on > clock.day(at) + dt.timedelta(days=1):
        raise Refused(_("Een besluit in de toekomst kan nog niet. Kies de dag waarop besloten is."))


def _held(period: Period) -> Period:
    """The period, held: decisions about its agenda come one after the other."""
    return Period.objects.select_for_update(of=("self",)).select_related("werkplaats").get(pk=period.pk)


def _decide(
    period: Period,
    kind: DecisionKind,
    body: str,
    decided_on: dt.date,
    reason: str,
    *,
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
    **facts: Any,
) -> Decision:
    """Written with the next number of the agenda; decisions about one come one after the other."""
    period = _held(period)
    last = period.decisions.aggregate(last=Max("number"))["last"] or 0
    round = facts.get("round")
    facts.setdefault("example", round is not None and round.example)
    return Decision.objects.create(
        ref=new_ref("b"), werkplaats=period.werkplaats, period=period, number=last + 1, kind=kind, body=body.strip(),
        decided_on=decided_on, reason=reason.strip(), by=by, at=at, submission=submission or None, **facts,
    )  # fmt: skip


def _carry_out(decision: Decision, candidate: Candidate, line: Line, *, departs: bool) -> None:
    item = None
    questions = queries.questions_of(candidate)
    if line.choice == Choice.IN:
        item = _put_on(decision, candidate.title, candidate.text, line.lead, questions, line.reason, candidate)
    DecisionLine.objects.create(
        decision=decision, candidate=candidate, item=item, choice=line.choice, reason=line.reason.strip(),
        departs_from_residents=departs,
    )  # fmt: skip
    if line.choice == Choice.IN:
        return
    for question in questions:
        agenda_actions.leave_off(
            question, werkplaats=decision.werkplaats, text=line.reason.strip() or decision.reason,
            later=line.choice == Choice.LATER, url=decision.get_absolute_url(), by=decision.by, at=decision.at,
        )  # fmt: skip


def _put_on(
    decision: Decision,
    title: str,
    text: str,
    lead: str,
    questions: Iterable[Question],
    reason: str = "",
    candidate: Candidate | None = None,
    themes: Iterable[Concept] = (),
) -> AgendaItem:
    ref = new_ref("a")
    at = decision.at
    item = AgendaItem.objects.create(
        ref=ref, slug=slug_for(title, ref), title=title.strip(), text=text.strip(), lead=lead.strip(),
        home=decision.werkplaats, period=decision.period, candidate=candidate, since=decision.decided_on,
        year=decision.decided_on.year, example=decision.example, created_at=at, updated_at=at,
    )  # fmt: skip
    asked = [question for question in questions if question.state not in HIDDEN]
    item.questions.set(asked)
    item.themes.set({*themes, *(theme for question in asked for theme in question.themes.all())})
    search.changed(AgendaItem.KIND, item.ref)
    why = reason.strip() or decision.reason
    came_of = [f"question:{question.ref}" for question in asked]
    about = [theme.slug for theme in item.themes.all()]
    _record(decision, "agenda_item.added", item, reason=why, origins=came_of, themes=about)
    for question in asked:
        agenda_actions.put_on_agenda(
            question, werkplaats=decision.werkplaats, text=why, url=decision.get_absolute_url(), by=decision.by, at=at
        )
    return item


def _record(decision: Decision, verb: str, item: AgendaItem, *, reason: str, **about: Sequence[str]) -> None:
    slug = decision.werkplaats.slug
    standing = Standing.OPEN if verb == "agenda_item.added" else Standing.ASIDE
    data = {"decision": decision.ref, "title": item.title, "standing": standing.value, **about}
    ledger.record(verb, item, by=decision.by, at=decision.at, werkplaats=slug, reason=reason, data=data)


def _already_off(item: AgendaItem) -> Overtaken:
    line = item.lines.filter(choice=Choice.OUT).select_related("decision__by").order_by("-pk").first()
    by = line.decision.by if line is not None else None
    who = by.name if by is not None and by.name else _("Een collega")
    return Overtaken(_("%(who)s was sneller. Dit punt is al van de agenda.") % {"who": who})
