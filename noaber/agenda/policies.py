# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a round and with the agenda."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.agenda.models import (
    AFTER_WEIGHING,
    BEFORE_WEIGHING,
    RUNS,
    Candidate,
    CandidateState,
    Phase,
    Round,
    State,
)
from noaber.agenda.weighing_models import Participant
from noaber.base import clock
from noaber.base.verdicts import YES, Verdict, no
from noaber.moderation.policies import not_own
from noaber.moderation.queries import judges_of
from noaber.people.models import AnyPerson, Person, Werkplaats
from noaber.people.policies import may_coordinate
from noaber.questions.policies import may_decide_on_agenda


def may_run(person: AnyPerson, werkplaats: Werkplaats, on: dt.date | None = None) -> Verdict:
    """Rounds are run by the coordinators of the werkplaats."""
    return may_coordinate(person, werkplaats, on)


def may_change_rules(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """The rules are fixed from the moment that weighing begins."""
    verdict = may_run(person, round.werkplaats, clock.day(at))
    if verdict and round.phase(at) not in BEFORE_WEIGHING:
        return no(_("Het wegen is begonnen. De regels en de kandidaten liggen nu vast."))
    return verdict


def may_cancel(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """A round can be called off until it is decided on."""
    verdict = may_run(person, round.werkplaats, clock.day(at))
    if verdict and round.state not in (State.DRAFT, State.ANNOUNCED):
        return no(_("Over deze ronde is al besloten."))
    return verdict


def may_close(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """Closing early is for while the weighing runs."""
    verdict = may_run(person, round.werkplaats, clock.day(at))
    if verdict and round.phase(at) != Phase.WEIGH:
        return no(_("Er wordt nu niet gewogen."))
    return verdict


def may_open_room(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """A room can be opened once the round is announced, until weighing closes."""
    verdict = may_run(person, round.werkplaats, clock.day(at))
    return verdict and _still_open(round, at)


def may_invite(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """People are invited once the round is announced, until weighing closes."""
    verdict = may_run(person, round.werkplaats, clock.day(at))
    return verdict and _still_open(round, at)


def may_propose(round: Round, at: dt.datetime) -> Verdict:
    """Everybody may propose, as long as proposals are collected."""
    if round.phase(at) == Phase.COLLECT:
        return YES
    return no(_("Je kunt nu niets voorstellen. Dat kan alleen als er verzameld wordt."))


def may_judge(person: AnyPerson, candidate: Candidate, at: dt.datetime) -> Verdict:
    """Whether a proposal is admitted is for a coordinator who did not send it."""
    if isinstance(person, Person) and candidate.proposed_by_id == person.pk:
        home = candidate.round.werkplaats
        return not_own(_("Dit stelde je zelf voor."), judges_of(home, [person.pk], RUNS))
    return may_change_rules(person, candidate.round, at)


def may_withdraw(candidate: Candidate, at: dt.datetime) -> Verdict:
    """Who proposed something may take it back until weighing begins."""
    if candidate.round.phase(at) not in BEFORE_WEIGHING:
        return no(_("Het wegen is begonnen. De regels en de kandidaten liggen nu vast."))
    if candidate.state in (CandidateState.DECLINED, CandidateState.MERGED, CandidateState.WITHDRAWN):
        return no(_("Dit voorstel doet al niet meer mee."))
    return YES


def may_sign_up(round: Round, at: dt.datetime) -> Verdict:
    """Everybody may take part in an open round that is announced, until weighing closes."""
    if not round.open_to_all:
        return no(_("Aan deze ronde doen alleen mensen mee die een uitnodiging kregen."))
    return _still_open(round, at)


def may_enter_room(round: Round, at: dt.datetime) -> Verdict:
    """The code of the room works while the coordinator has it open."""
    if not round.room_open:
        return no(_("De zaal is dicht. Vraag de gespreksleider om de code open te zetten."))
    return _still_open(round, at)


def may_weigh(participant: Participant, round: Round, at: dt.datetime) -> Verdict:
    """Participants give and change their ballots while weighing is open."""
    phase = round.phase(at)
    if phase in BEFORE_WEIGHING:
        return no(_("Het wegen is nog niet begonnen."))
    if phase != Phase.WEIGH or round.counted_at is not None:
        return no(_("Het wegen is gesloten. Je stem van eerder telt mee."))
    return YES


def may_read_outcome(round: Round, at: dt.datetime) -> Verdict:
    """What came of it is hidden until weighing closes; then it is for everybody."""
    if round.phase(at) in AFTER_WEIGHING:
        return YES
    return no(_("De uitslag is te zien als het wegen gesloten is."))


def may_decide(person: AnyPerson, werkplaats: Werkplaats, on: dt.date | None = None) -> Verdict:
    """Deciding about the agenda is for coordinators and the board of the werkplaats."""
    return may_decide_on_agenda(person, werkplaats, on)


def may_adopt(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """A round is decided on after the weighing, once."""
    verdict = may_decide(person, round.werkplaats, clock.day(at))
    if verdict and round.phase(at) != Phase.DECIDE:
        return no(_("Over deze ronde kan nu niet besloten worden."))
    return verdict


def may_report(person: AnyPerson, round: Round, at: dt.datetime) -> Verdict:
    """A round ends by telling what was done with it, after the decision."""
    verdict = may_run(person, round.werkplaats, clock.day(at))
    if verdict and round.state != State.DECIDED:
        return no(_("Een ronde is pas klaar als erover besloten is."))
    return verdict


def _still_open(round: Round, at: dt.datetime) -> Verdict:
    phase = round.phase(at)
    if phase in (Phase.DRAFT, Phase.CANCELLED):
        return no(_("Deze ronde is niet open."))
    if phase in AFTER_WEIGHING or round.counted_at is not None:
        return no(_("Het wegen is gesloten."))
    return YES
