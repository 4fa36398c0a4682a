# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saying that one had a part in a piece of work, and confirming that."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger, members
from noaber.base.verdicts import Refused, require
from noaber.members import policies
from noaber.members.models import INVOLVEMENTS, Involvement, InvolvementState, Part
from noaber.people.models import Person

ledger.declare(
    {
        "involvement.claimed": "a person said to have had a part in a piece of work",
        "involvement.confirmed": "it was confirmed that a person had a part in a piece of work",
        "involvement.declined": "a person did not have the part in a piece of work that was said",
    }
)
MOST_WAITING = 50


@transaction.atomic
def claim(person: Person, *, kind: str, slug: str, part: str, by: Person | None, at: dt.datetime) -> Involvement:
    """Say to have had a part in what stands at an address; it counts once a coordinator confirms it."""
    if by is not None and by.pk != person.pk:
        raise Refused(_("Alleen jij zelf zegt waaraan je meewerkte."))
    source = members.WORKS.get(kind)
    thing = source.thing(slug) if source else None
    if thing is None or part not in Part.values:
        raise Refused(_("Dit vonden we niet. Plak het adres van een leertraject, kennisproduct of bijeenkomst hier."))
    ref, title, home = thing
    if Involvement.objects.filter(person=person, state=InvolvementState.CLAIMED).count() >= MOST_WAITING:
        raise Refused(_("Er wacht al veel op bevestiging. Wacht even tot een coördinator heeft gekeken."))
    involvement, new = Involvement.objects.get_or_create(
        person=person, kind=kind, ref=ref, defaults={"title": title, "werkplaats_id": home, "part": part, "at": at}
    )
    if new:
        _note("involvement.claimed", involvement, by=by or person, at=at)
    return involvement


@transaction.atomic
def judge(involvement: Involvement, *, right: bool, by: Person | None, at: dt.datetime) -> Involvement:
    """Confirm a part in a piece of work, or say that it is not so. Again changes nothing."""
    found = Involvement.objects.select_for_update(of=("self",)).select_related("person", "werkplaats")
    involvement = found.get(pk=involvement.pk)
    require(policies.may_judge_involvement(by, involvement))
    state = InvolvementState.CONFIRMED if right else InvolvementState.DECLINED
    if involvement.state == state:
        return involvement
    INVOLVEMENTS.move(involvement, state)
    involvement.judged_by, involvement.judged_at = by, at
    involvement.save()
    _note(f"involvement.{state.value}", involvement, by=by, at=at)
    return involvement


@transaction.atomic
def withdraw(involvement: Involvement, *, by: Person, at: dt.datetime) -> None:
    """Take back that one had a part."""
    if by.pk != involvement.person_id:
        raise Refused(_("Alleen jij zelf kunt dit weghalen."))
    _note("involvement.declined", involvement, by=by, at=at)
    involvement.delete()


def _note(verb: str, involvement: Involvement, *, by: Person | None, at: dt.datetime) -> None:
    ledger.record(
        verb,
        involvement.person,
        by=by,
        at=at,
        werkplaats=involvement.werkplaats.slug if involvement.werkplaats else "",
        data={"kind": involvement.kind, "ref": involvement.ref, "part": involvement.part},
    )
