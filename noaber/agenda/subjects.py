# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of the agenda waits for a judgement, and what a report can be about."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.agenda import decision_actions
from noaber.agenda.decision_models import AgendaItem
from noaber.agenda.models import Candidate, CandidateState, State
from noaber.moderation import Waiting
from noaber.moderation.subjects import DescribedSubjects
from noaber.people.models import Person
from noaber.people.queries import coordinates

MOST_LISTED = 200


class AgendaSubjects(DescribedSubjects):
    """Items of agendas; the decision about a hidden one stays."""

    def __init__(self) -> None:
        super().__init__("agenda.AgendaItem")

    def hide(self, ref: str, *, reason: str, by: Person | None, at: dt.datetime) -> None:
        """Take it out of public view."""
        decision_actions.hide(AgendaItem.objects.get(ref=ref), reason=reason, by=by, at=at)


class ProposalDesk:
    """Proposals that a coordinator may admit: in their own rounds, and not their own."""

    def waiting(self, person: Person) -> list[Waiting]:
        """Longest waiting first."""
        rows = Candidate.objects.filter(state=CandidateState.PROPOSED, round__state=State.ANNOUNCED)
        if not person.is_superuser:
            rows = rows.filter(round__werkplaats__in=coordinates(person).prefetch_related(None).order_by())
        rows = rows.exclude(proposed_by=person).select_related("round__werkplaats")
        return [
            Waiting(
                kind="candidate",
                label=_("Voorstel voor de agenda"),
                title=one.title,
                href=reverse("candidate_list", args=[one.round.slug]),
                since=one.proposed_at,
                werkplaats=one.round.werkplaats.slug,
            )
            for one in rows.order_by("proposed_at", "pk")[:MOST_LISTED]
        ]
