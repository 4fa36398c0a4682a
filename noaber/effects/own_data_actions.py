# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What effects keep of a person: handed over whole, and erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from noaber import search
from noaber.effects.models import State, Told
from noaber.effects.msc_models import Panelist
from noaber.effects.story_models import Substantiation
from noaber.effects.telling_actions import KINDS
from noaber.members.own_data_actions import without_name
from noaber.people.models import Person


class EffectsHolder:
    """What somebody told, signed in or by mail."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything, as plain values."""
        asked = [{"title": one.change.title, "at": one.asked_at} for one in _asked(person).select_related("change")]
        panels = Panelist.objects.filter(mail=person.email or "-").select_related("round")
        return {kind.KIND: [_told(one) for one in _of(kind, person)] for kind in KINDS} | {
            "asked": asked,
            "panels": [{"title": one.round.title, "at": one.asked_at} for one in panels],
        }

    @transaction.atomic
    def erase(self, person: Person, *, by: Person | None, at: dt.datetime) -> None:
        """What is public stays without the person; the rest goes."""
        for kind in KINDS:
            for one in _of(kind, person):
                if one.state != State.PUBLIC:
                    search.removed(one.KIND, one.ref)
                    one.delete()
                    continue
                one.person, one.mail = None, ""
                for field in one.TEXTS:
                    setattr(one, field, without_name(getattr(one, field), person))
                one.save()
                search.changed(one.KIND, one.ref)
        _asked(person).delete()
        if person.email:
            Panelist.objects.filter(mail=person.email).update(mail="")


def _asked(person: Person) -> QuerySet[Substantiation]:
    """What they were asked about and did not answer; an answer bears no address."""
    return Substantiation.objects.filter(mail=person.email) if person.email else Substantiation.objects.none()


def _of(kind: type[Told], person: Person) -> list[Told]:
    own = Q(person=person) | Q(mail=person.email) if person.email else Q(person=person)
    return list(kind._default_manager.filter(own).order_by("pk"))


def _told(one: Told) -> dict[str, Any]:
    return {
        "title": one.title,
        **{field: getattr(one, field) for field in one.TEXTS},
        "perspective": one.get_perspective_display(),
        "place": one.place,
        "state": one.get_state_display(),
        "at": one.told_at,
    }
