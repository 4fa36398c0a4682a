# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What members keep of a person: handed over whole, and erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from noaber.members.actions import empty_profile
from noaber.members.models import FieldConsent, Invitation, InvitationState, Involvement, JoinRequest, Profile
from noaber.people.models import Person

REQUEST = (
    "name", "mail", "werkplaats__slug", "organisation_name", "perspective", "why", "state", "at", "words",
)  # fmt: skip


class MembersHolder:
    """Profile, consents, parts in work, invitations and requests to join."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        mine = Q(person=person) | (Q(mail=person.email) if person.email else Q(pk__in=[]))
        profile = Profile.objects.filter(person=person)
        columns = ("slug", "about", "organisation__title", "function", "orcid", "links", "changed_at")
        consents = FieldConsent.objects.filter(person=person)
        parts = Involvement.objects.filter(person=person)
        invitations = Invitation.objects.filter(mine)
        requests = JoinRequest.objects.filter(mine)
        found = {
            "profile": list(profile.values(*columns)),
            "consents": list(consents.values("field", "given", "at", "text_version")),
            "parts": list(parts.values("kind", "ref", "title", "part", "state", "at")),
            "invitations": list(invitations.values("name", "mail", "werkplaats__slug", "role", "words", "state", "at")),
            "requests_to_join": list(requests.values(*REQUEST)),
        }
        return {name: rows for name, rows in found.items() if rows}

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """Empty the profile and forget the rest; that consent was given and taken back stays, without a name."""
        empty_profile(person, by=by, at=at)
        mine = Q(person=person) | (Q(mail=person.email) if person.email else Q(pk__in=[]))
        Invitation.objects.filter(mine).delete()
        JoinRequest.objects.filter(mine).delete()
        # What this person sent out can no longer be accepted.
        sent = Invitation.objects.filter(by=person, state=InvitationState.SENT)
        sent.update(state=InvitationState.WITHDRAWN, ended_at=at)
        Involvement.objects.filter(person=person).delete()
