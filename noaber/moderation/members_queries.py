# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits about members, who stand below moderation in the chain: who wants to join, and who says to have worked."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.members.models import JoinRequest, RequestState
from noaber.members.work_queries import waiting_for
from noaber.moderation import Waiting
from noaber.people.models import Person
from noaber.people.queries import coordinates


class MembersDesk:
    """Requests to join, and parts in work that were said but not confirmed."""

    def waiting(self, person: Person) -> Sequence[Waiting]:
        """What this person may judge, longest waiting first; not what they said of themselves."""
        here = coordinates(person).prefetch_related(None).order_by()
        mine = Q() if person.is_superuser else Q(werkplaats__in=here)
        requests = JoinRequest.objects.filter(mine, state=RequestState.WAITING).order_by()
        claims = waiting_for(mine & Q(werkplaats__isnull=False)).exclude(person=person).order_by()
        asking = (Value(True), "pk", "name", Value(""), Coalesce("confirmed_at", "at"), "werkplaats__slug")
        working = (Value(False), "pk", "person__name", "title", "at", "werkplaats__slug")
        # In one question: the desk asks every room.
        rows = requests.values_list(*asking).union(claims.values_list(*working), all=True)
        found = [_request(*row) if asks else _claim(*row) for asks, *row in rows]
        return sorted(found, key=lambda one: one.since)


def _request(pk: int, name: str, _title: str, at: datetime, slug: str) -> Waiting:
    href = reverse("members_request", args=[slug, pk])
    return Waiting("join_request", _("wil meedoen"), name, href, at, slug)


def _claim(_pk: int, name: str, title: str, at: datetime, slug: str) -> Waiting:
    href = f"{reverse('members_desk', args=[slug])}#werk"
    return Waiting("involvement", _("werkte hieraan mee"), f"{name or _('iemand')}: {title}", href, at, slug)
