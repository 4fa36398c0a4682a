# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposals that wait, on the desk with everything else."""

from __future__ import annotations

from typing import Any

from noaber.meetings.models import PLANS
from noaber.meetings.proposal_models import Proposal, ProposalState
from noaber.members.work_queries import word
from noaber.people.models import Person
from noaber.people.queries import roles_of


def waiting(person: Person) -> Any:
    """Those of the werkplaatsen for which this person plans, as the desk asks for them; not their own."""
    rows = Proposal.objects.filter(state=ProposalState.WAITING).exclude(person=person).order_by()
    if not person.is_superuser:
        rows = rows.filter(home__in=roles_of(person).filter(role__in=PLANS).values("werkplaats"))
    told = rows.annotate(kind=word(Proposal.KIND))
    return told.values_list("kind", "pk", "title", "changed_at", "home__slug")
