# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning and running a round. Rules may change until weighing begins; from the announcement on all can read how.

Each action on an existing round takes `seen`: its `version` when the coordinator's page was made. When a colleague was
faster, the action refuses with who did what; called without `seen` only the state decides.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.agenda import policies
from noaber.agenda.kinds import KINDS
from noaber.agenda.models import LIFECYCLE, Phase, Round, RoundMethod, State, Unit
from noaber.base import clock
from noaber.base.refs import ALPHABET, new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.ledger.models import Entry
from noaber.people.models import Period, Person
from noaber.questions import agenda_actions
from noaber.questions.models import State as QuestionState

ledger.declare(
    {
        "round.planned": "a round was planned",
        "round.announced": "a round became public, with its dates and rules",
        "round.changed": "rules or dates of a round were changed",
        "round.phase_began": "a phase of a round began by its dates",
        "round.closed_early": "weighing was closed before its date, with the reason",
        "round.cancelled": "a round was called off, with the reason",
        "round.room_opened": "people in a room may take part with a code",
        "round.room_closed": "the code of the room no longer works",
    }
)

DATES = ("collect_from", "clarify_from", "weigh_from", "decide_from", "report_by")
RULES = (*DATES, "title", "intro", "unit", "places", "budget", "open_to_all")
# What a method suggests hangs on how many candidates there are; while there are few it is set for so many.
USUAL = 12


class Overtaken(Refused):
    """A colleague changed the round in the meantime."""


def note(
    round: Round,
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Save a changed round and write it in the ledger; within the caller's transaction."""
    round.changed_at = at
    round.save()
    return ledger.record(verb, round, by=by, at=at, werkplaats=round.werkplaats.slug, reason=reason, data=data)


def locked(round: Round) -> Round:
    """The round as it is now, held until the transaction ends; what points at it can still be written beside it."""
    rows = Round.objects.select_for_update(of=("self",), no_key=True).select_related("werkplaats", "period")
    return rows.get(pk=round.pk)


def taken_up(round: Round, seen: str, by: Person | None) -> Round:
    """The round as it is now, held, unless somebody was faster."""
    fresh = locked(round)
    if seen and seen != fresh.version:
        raise overtaken(fresh, by)
    return fresh


def overtaken(round: Round, by: Person | None) -> Overtaken:
    """What somebody hears who was not the first."""
    entries = [entry for entry in ledger.trail(round) if entry.by_id is not None]
    who = _("Een collega")
    if entries and by is not None and entries[-1].by_id == by.pk:
        who = _("Je hebt deze ronde zelf net veranderd. De status is nu “%(state)s”.")
        return Overtaken(who % {"state": round.get_state_display()})
    if entries and entries[-1].by is not None and entries[-1].by.name:
        who = entries[-1].by.name
    told = _("%(who)s was sneller. De status van de ronde is nu “%(state)s”.")
    keep = _("Wat je typte staat er nog. Kijk of het nog nodig is.")
    return Overtaken(f"{told % {'who': who, 'state': round.get_state_display()}} {keep}")


@transaction.atomic
def plan(
    period: Period,
    *,
    title: str,
    methods: Sequence[tuple[str, Mapping[str, Any]]],
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
    **rules: Any,
) -> Round:
    """Make a round for a period, as a draft. The same `submission` again gives the same round."""
    require(policies.may_run(by, period.werkplaats, clock.day(at)))
    if submission and (known := Round.objects.filter(submission=submission).first()):
        return known
    ref = new_ref("r")
    round = Round(
        ref=ref, slug=slug_for(title, ref), werkplaats=period.werkplaats, period=period, title=title,
        seed=secrets.randbelow(10**6), made_at=at, changed_at=at, submission=submission or None, example=example,
    )  # fmt: skip
    _set_rules(round, rules)
    try:
        with transaction.atomic():
            round.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Round.objects.get(submission=submission)
    _set_methods(round, methods)
    note(round, "round.planned", by=by, at=at)
    return round


@transaction.atomic
def change(
    round: Round,
    *,
    methods: Sequence[tuple[str, Mapping[str, Any]]] | None = None,
    seen: str = "",
    by: Person | None,
    at: datetime,
    **rules: Any,
) -> Round:
    """Change dates, limits or methods, until weighing begins; once it is announced the ledger keeps what it was."""
    round = taken_up(round, seen, by)
    require(policies.may_change_rules(by, round, at))
    before = _told(round)
    _set_rules(round, rules)
    if round.state == State.ANNOUNCED and round.weigh_from < at:
        raise Refused(_("Het wegen kan niet in het verleden beginnen."))
    if methods is not None:
        _set_methods(round, methods)
    after = _told(round)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        note(round, "round.changed", by=by, at=at, data={"changed": changed})
    return round


@transaction.atomic
def announce(round: Round, *, seen: str = "", by: Person | None, at: datetime) -> Round:
    """Make it public: from here on everybody can read the rules. Who has a question in it is told."""
    round = taken_up(round, seen, by)
    require(policies.may_change_rules(by, round, at))
    if not LIFECYCLE.may(round, State.ANNOUNCED):
        raise overtaken(round, by)
    if not round.methods.exists():
        raise Refused(_("Kies eerst op welke manier er gewogen wordt."))
    if round.weigh_from <= at:
        raise Refused(_("Het wegen kan niet in het verleden beginnen."))
    LIFECYCLE.move(round, State.ANNOUNCED)
    # What is begun already is told by this very entry.
    round.phase_told = round.phase(at)
    note(round, "round.announced", by=by, at=at)
    for candidate in round.candidates.weighed().filter(question__state=QuestionState.GAP).select_related("question"):
        if candidate.question is not None:
            agenda_actions.nominate(
                candidate.question, werkplaats=round.werkplaats, url=round.get_absolute_url(), by=by, at=at
            )
    return round


@transaction.atomic
def cancel(round: Round, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Round:
    """Call it off, and say why."""
    round = taken_up(round, seen, by)
    require(policies.may_cancel(by, round, at))
    _say_why(text)
    LIFECYCLE.move(round, State.CANCELLED)
    note(round, "round.cancelled", by=by, at=at, reason=text)
    return round


@transaction.atomic
def close_early(round: Round, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Round:
    """Close the weighing now, and say why; what was voted counts."""
    round = taken_up(round, seen, by)
    require(policies.may_close(by, round, at))
    _say_why(text)
    round.closed_at, round.closed_because = at, text
    note(round, "round.closed_early", by=by, at=at, reason=text)
    return round


@transaction.atomic
def open_room(round: Round, *, seats: int, by: Person | None, at: datetime) -> Round:
    """Let people in a room take part with a code; opening again keeps the code."""
    round = locked(round)
    require(policies.may_open_room(by, round, at))
    if not 1 <= seats <= 2000:
        raise Refused(_("Vul in hoeveel mensen er in de zaal zijn: 1 tot 2000."))
    round.room_open, round.room_seats = True, seats
    round.room_code = round.room_code or "".join(secrets.choice(ALPHABET) for _number in range(6))
    note(round, "round.room_opened", by=by, at=at, data={"seats": seats})
    return round


@transaction.atomic
def close_room(round: Round, *, by: Person | None, at: datetime) -> Round:
    """Nobody comes in with the code any more; who is in stays in."""
    round = locked(round)
    require(policies.may_run(by, round.werkplaats, clock.day(at)))
    if round.room_open:
        round.room_open = False
        note(round, "round.room_closed", by=by, at=at)
    return round


@transaction.atomic
def tell_phase(round: Round, *, by: Person | None, at: datetime) -> Phase:
    """Write in the ledger that a phase began by its dates, once: pages are made anew, and people can be told."""
    round = locked(round)
    phase = round.phase(at)
    if phase != round.phase_told and round.state == State.ANNOUNCED:
        round.phase_told = phase
        Round.objects.filter(pk=round.pk).update(phase_told=phase)
        data = {"phase": str(phase)}
        ledger.record("round.phase_began", round, by=by, at=at, werkplaats=round.werkplaats.slug, data=data)
    return phase


def _say_why(text: str) -> None:
    if not text.strip():
        raise Refused(_("Schrijf waarom. Iedereen kan dat lezen."))


def _set_rules(round: Round, rules: Mapping[str, Any]) -> None:
    for name, value in rules.items():
        if name not in RULES:
            raise TypeError(f"a round has no rule {name!r}")
        setattr(round, name, value)
    if round.unit == Unit.PLACES:
        round.budget = None
    else:
        round.places = None
    if not round.limit:
        raise Refused(_("Vul in hoeveel er te verdelen is: plekken, uren of euro."))
    moments = [getattr(round, name) for name in DATES]
    if None in moments or moments != sorted(moments) or round.weigh_from == round.decide_from:
        raise Refused(_("De datums moeten na elkaar komen: verzamelen, verhelderen, wegen, besluiten, terugkoppelen."))


def _set_methods(round: Round, methods: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    kinds = [kind for kind, _given in methods]
    if len(kinds) != len(set(kinds)) or not set(kinds) <= set(KINDS):
        raise Refused(_("Kies elke manier van wegen ten hoogste één keer."))
    number = max(round.candidates.weighed().count(), USUAL)
    round.methods.exclude(kind__in=kinds).delete()
    for position, (kind, given) in enumerate(methods):
        settled = KINDS[kind].settled(given, number)
        RoundMethod.objects.update_or_create(
            round=round, kind=kind, defaults={"settings": settled, "position": position}
        )


def _told(round: Round) -> dict[str, Any]:
    """The rules as plain values."""
    told = {name: getattr(round, name) for name in RULES}
    told |= {name: told[name].isoformat() for name in DATES}
    told["methods"] = [[method.kind, method.settings] for method in round.methods.all()]
    return told
