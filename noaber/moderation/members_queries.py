# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits about members, who stand below moderation in the chain: who wants to join, and who says to have worked."""

from collections.abc import Sequence

from django.db.models import Q
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
        requests = JoinRequest.objects.filter(mine, state=RequestState.WAITING).select_related("werkplaats")
        claims = waiting_for(mine & Q(werkplaats__isnull=False)).exclude(person=person)
        found = [
            Waiting(
                kind="join_request",
                label=_("wil meedoen"),
                title=one.name,
                href=reverse("members_request", args=[one.werkplaats.slug, one.pk]),
                since=one.confirmed_at or one.at,
                werkplaats=one.werkplaats.slug,
            )
            for one in requests
        ]
        for claim in claims:
            slug = claim.werkplaats.slug if claim.werkplaats else ""
            href = f"{reverse('members_desk', args=[slug])}#werk"
            title = f"{claim.person}: {claim.title}"
            found.append(Waiting("involvement", _("werkte hieraan mee"), title, href, claim.at, slug))
        return sorted(found, key=lambda one: one.since)
