# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything described alike, and what people tell of themselves, as what a report can be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.members.actions import hide_profile
from noaber.members.models import Profile
from noaber.members.queries import listed
from noaber.moderation import Subject, actions
from noaber.people.models import Described, Person, Visibility


class DescribedSubjects:
    """One kind of described things: organisations, projects, meetings, news."""

    def __init__(self, model: str) -> None:
        self.model = model

    def _rows(self) -> Any:
        model: Any = apps.get_model(self.model)
        return model._default_manager.select_related("home")

    def find(self, refs: Sequence[str]) -> Mapping[str, Subject]:
        """What is known of these, also of what is hidden."""
        return {thing.ref: _subject(thing) for thing in self._rows().filter(ref__in=refs)}

    def own(self, person: Person) -> Sequence[str]:
        """Nobody is known to have written these."""
        return ()

    def hide(self, ref: str, *, reason: str, by: Person | None, at: datetime) -> None:
        """Take it out of public view."""
        actions.hide_described(self._rows().get(ref=ref), reason=reason, by=by, at=at)


class ProfileSubjects:
    """What people tell of themselves; each is of the werkplaats where its person takes part longest."""

    def find(self, refs: Sequence[str]) -> Mapping[str, Subject]:
        """What is known of these, also of those that nobody sees."""
        rows = (
            Profile.objects.filter(ref__in=refs).select_related("person").prefetch_related("person__roles__werkplaats")
        )
        seen = set(listed().filter(ref__in=refs).values_list("ref", flat=True))
        return {
            one.ref: Subject(
                kind=Profile.KIND,
                ref=one.ref,
                # The report stays when the person goes: it bears no name.
                title=_("Een profiel"),
                href=reverse("person_detail", args=[one.ref]),
                werkplaats=_home_of(one.person),
                public=one.ref in seen,
            )
            for one in rows.prefetch_related("person__roles__werkplaats")
        }

    def own(self, person: Person) -> QuerySet[Profile, str]:
        """Their own."""
        return Profile.objects.filter(person=person).order_by().values_list("ref", flat=True)

    def hide(self, ref: str, *, reason: str, by: Person | None, at: datetime) -> None:
        """Take it out of public view; its person is told why."""
        hide_profile(Profile.objects.get(ref=ref), reason=reason, by=by, at=at)


def _home_of(person: Person) -> str:
    roles = [role for role in person.roles.all() if role.until_on is None or role.until_on > timezone.localdate()]
    return min(roles, key=lambda role: role.from_on).werkplaats.slug if roles else ""


def _subject(thing: Described) -> Subject:
    return Subject(
        kind=thing.KIND,
        ref=thing.ref,
        title=thing.title,
        href=thing.get_absolute_url(),
        werkplaats=thing.home.slug if thing.home else "",
        public=thing.visibility == Visibility.PUBLIC,
    )
