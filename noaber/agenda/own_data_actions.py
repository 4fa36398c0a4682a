# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the agenda keeps of a person: handed over whole, and erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from noaber.agenda.decision_models import Decision
from noaber.agenda.models import Candidate, CandidateState
from noaber.agenda.weighing_models import Participant
from noaber.members.own_data_actions import without_name
from noaber.people.models import Person

UNSEEN = (CandidateState.UNCONFIRMED, CandidateState.PROPOSED, CandidateState.DECLINED, CandidateState.WITHDRAWN)


class AgendaHolder:
    """In which rounds somebody took part with which ballots, what they proposed, and what they decided."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        parts = person.participations.select_related("round").prefetch_related("ballots__method").order_by("pk")
        decided = Decision.objects.filter(by=person).order_by("pk")
        return {
            "participations": [_participation(one) for one in parts],
            "candidates": [
                {"round": one.round.title, "title": one.title, "text": one.text, "state": one.get_state_display(),
                 "at": one.proposed_at}
                for one in person.candidates.select_related("round").order_by("pk")
            ],
            "decisions": [{"body": one.body, "reason": one.reason, "at": one.at} for one in decided],
        }  # fmt: skip

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """Ballots that were counted stay, of nobody; others go. What is public stays, without the person."""
        for one in person.participations.select_related("round"):
            if one.round.counted_at is None:
                one.ballots.all().delete()
                one.delete()
            else:
                # The turnout keeps counting somebody.
                one.ballots.update(participant=None)
                Participant.objects.filter(pk=one.pk).update(person=None)
        for candidate in person.candidates.all():
            _leave(candidate, person)


def _participation(one: Participant) -> dict[str, Any]:
    return {
        "round": one.round.title,
        "perspective": one.get_perspective_display(),
        "way": one.get_way_display(),
        "since": one.joined_at,
        "voted": one.voted_at,
        "ballots": [{"method": ballot.method.kind, "content": ballot.content} for ballot in one.ballots.all()],
    }


def _leave(candidate: Candidate, person: Person) -> None:
    if candidate.state in UNSEEN and not candidate.lines.exists():
        candidate.delete()
        return
    candidate.proposed_by = None
    candidate.title, candidate.text = without_name(candidate.title, person), without_name(candidate.text, person)
    candidate.save(update_fields=["proposed_by", "title", "text"])
