# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Voting and counting.

A ballot leaves no entry in the ledger: who votes is nobody's business, and two hundred people who vote at the same
moment would have every kept page made anew two hundred times. The count has one entry, and says how many there were.

Nothing is lost at closing: who votes holds the round lightly (others may too), who counts holds it alone. So a ballot
is in before the count, or its voter is told that weighing is closed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from noaber import ledger
from noaber.agenda import counting, policies, queries
from noaber.agenda.kinds import KINDS
from noaber.agenda.models import LIFECYCLE, Round, RoundMethod, State
from noaber.agenda.round_actions import locked, note, taken_up
from noaber.agenda.weighing_models import Ballot, Participant, Result
from noaber.base.verdicts import require
from noaber.loop.stations import Standing
from noaber.people.models import Person

ledger.declare(
    {
        "round.counted": "weighing closed and the ballots were counted",
        "round.reported": "a round ended; ballots are of nobody any more",
    }
)
# Large enough for numbers that do not meet, small enough for a column.
MOST_CASTERS = 2**31 - 2


@transaction.atomic
def cast(
    participant: Participant, method: RoundMethod, given: Mapping[str, str], *, by: Person | None, at: datetime
) -> Ballot:
    """Vote by one method, or vote anew; the same again changes nothing. Using a personal link confirms it."""
    round = _held_lightly(method.round_id)
    participant = Participant.objects.select_for_update().get(pk=participant.pk, round=round)
    require(policies.may_weigh(participant, round, at))
    numbers = queries.numbers_of(round)
    content = KINDS[method.kind].read(given, method.settings, numbers, key=queries.voter_key(participant))
    if participant.voted_at is None or participant.confirmed_at is None:
        participant.voted_at = participant.voted_at or at
        participant.confirmed_at = participant.confirmed_at or at
        participant.save(update_fields=["voted_at", "confirmed_at"])
    kept = {ballot.method_id: ballot for ballot in participant.ballots.all()}
    ballot = kept.get(method.pk)
    if ballot is None:
        return Ballot.objects.create(
            participant=participant, method=method, perspective=participant.perspective, content=content,
            caster=next((one.caster for one in kept.values()), None) or _new_caster(round), cast_at=at, changed_at=at,
        )  # fmt: skip
    if ballot.content != content:
        ballot.content, ballot.changed_at, ballot.times = content, at, ballot.times + 1
        ballot.save(update_fields=["content", "changed_at", "times"])
    return ballot


@transaction.atomic
def count(round: Round, *, by: Person | None, at: datetime) -> Result:
    """Count once, after closing, for whoever asks first; from here on no ballot is taken."""
    round = locked(round)
    known = Result.objects.filter(round=round).first()
    if known is not None:
        return known
    require(policies.may_read_outcome(round, at))
    outcome = counting.weigh(*queries.weighing_of(round))
    round.counted_at = at
    result = Result.objects.create(round=round, outcome=outcome.as_json(), voters=outcome.voters, counted_at=at)
    round.phase_told = round.phase(at)
    told = {"voters": outcome.voters, "standing": Standing.ASIDE.value, "heard": queries.heard_in(round)}
    note(round, "round.counted", by=by, at=at, data=told)
    return result


@transaction.atomic
def report(round: Round, *, text: str, seen: str = "", by: Person | None, at: datetime) -> Round:
    """End the round, and tell what was done with it. The tie between voters and ballots is cut for good.

    Moments go too: by the order of both, one could be laid beside the other.
    """
    round = taken_up(round, seen, by)
    require(policies.may_report(by, round, at))
    LIFECYCLE.move(round, State.REPORTED)
    closed = round.closes_at
    Ballot.objects.filter(method__round=round).update(participant=None, cast_at=closed, changed_at=closed, times=1)
    round.participants.filter(voted_at__isnull=False).update(voted_at=closed)
    note(round, "round.reported", by=by, at=at, reason=text)
    return round


def _held_lightly(pk: int) -> Round:
    """The round, which nobody can count before this transaction ends; other voters hold it too.

    SQLite has one writer at a time, so that nothing needs to be held there. Django has no words for this lock.
    """
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    return Round.objects.raw(f"SELECT * FROM {Round._meta.db_table} WHERE id = %s{share}", [pk])[0]


def _new_caster(round: Round) -> int:
    """A number for somebody who votes first, that tells nothing of when or who: the same on all of their ballots."""
    while True:
        number = 1 + secrets.randbelow(MOST_CASTERS)
        if not Ballot.objects.filter(method__round=round, caster=number).exists():
            return number
