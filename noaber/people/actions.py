# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only writers of the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.people import policies
from noaber.people.models import (
    Concept,
    Organisation,
    Partnership,
    Person,
    Role,
    Werkplaats,
    WerkplaatsName,
)
from noaber.people.queries import concepts_by_slug

ledger.declare(
    {
        "person.recorded": "somebody takes part, with or without an account",
        "person.role_given": "a person was given a task in a werkplaats",
        "person.role_ended": "a person's task in a werkplaats ended",
        "werkplaats.recorded": "facts of a werkplaats were recorded or changed",
        "werkplaats.named": "a werkplaats took a (new) name",
        "werkplaats.partner_joined": "an organisation became part of a werkplaats",
        "concept.related": "themes were said to be related",
        "concept.recorded": "a theme was recorded or changed",
        "organisation.recorded": "an organisation was recorded or changed",
    }
)


@transaction.atomic
def record_person(
    *,
    email: str | None = None,
    name: str = "",
    place: str = "",
    perspective: str = "",
    language: str = "nl",
    by: Person | None,
    at: dt.datetime,
) -> Person:
    """The person with this address (made when new); without an address always a new one."""
    address = (email or "").strip().lower() or None
    if address is not None:
        known = Person.objects.filter(email=address).first()
        if known is not None:
            return known
    person = Person.objects.create_user(
        address, name=name, place=place, perspective=perspective, language=language, created_at=at
    )
    ledger.record("person.recorded", person, by=by, at=at)
    return person


@transaction.atomic
def record_werkplaats(
    slug: str, *, ref: str = "", name: str = "", short: str = "", by: Person | None, at: dt.datetime, **facts: Any
) -> Werkplaats:
    """Record or change a werkplaats; its slug is its identity and never changes."""
    require(policies.may_manage_network(by))
    werkplaats = Werkplaats.objects.filter(slug=slug).first() or Werkplaats(slug=slug, ref=ref or f"w-{slug}")
    for field, value in facts.items():
        setattr(werkplaats, field, value)
    _check(werkplaats)
    werkplaats.save()
    ledger.record("werkplaats.recorded", werkplaats, by=by, at=at, werkplaats=slug)
    if name and not werkplaats.names.filter(name=name).exists():
        name_werkplaats(werkplaats, name=name, short=short, by=by, at=at)
    return werkplaats


@transaction.atomic
def name_werkplaats(
    werkplaats: Werkplaats,
    *,
    name: str,
    short: str = "",
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> WerkplaatsName:
    """What it is called from a day on; the name before ends there."""
    require(policies.may_manage_network(by))
    if from_on is not None:
        earlier = werkplaats.names.filter(until_on__isnull=True).exclude(from_on__gte=from_on)
        earlier.exclude(name=name).update(until_on=from_on)
    named, _new = WerkplaatsName.objects.update_or_create(
        werkplaats=werkplaats, name=name, from_on=from_on, defaults={"short": short, "until_on": until_on}
    )
    ledger.record("werkplaats.named", werkplaats, by=by, at=at, werkplaats=werkplaats.slug, data={"name": name})
    return named


@transaction.atomic
def join_werkplaats(
    organisation: Organisation,
    werkplaats: Werkplaats,
    *,
    role: str,
    from_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Partnership:
    """An organisation becomes part of a werkplaats; joining twice changes nothing."""
    require(policies.may_manage_network(by))
    partnership, new = Partnership.objects.get_or_create(
        organisation=organisation,
        werkplaats=werkplaats,
        role=role,
        until_on=None,
        defaults={"from_on": from_on},
    )
    if new:
        ledger.record(
            "werkplaats.partner_joined",
            werkplaats,
            by=by,
            at=at,
            werkplaats=werkplaats.slug,
            data={"organisation": organisation.ref, "role": role},
        )
    return partnership


@transaction.atomic
def assign_role(
    person: Person,
    *,
    werkplaats: Werkplaats,
    role: str,
    from_on: dt.date,
    until_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Role:
    """Give a person a task in a werkplaats, for a term."""
    require(policies.may_give_role(by, werkplaats, person))
    if until_on is not None and until_on <= from_on:
        raise Refused(_("Een termijn eindigt na haar begin."))
    if person.roles.filter(werkplaats=werkplaats, role=role, until_on__isnull=True).exists():
        raise Refused(_("Deze persoon heeft deze rol al."))
    given = Role.objects.create(person=person, werkplaats=werkplaats, role=role, from_on=from_on, until_on=until_on)
    ledger.record("person.role_given", person, by=by, at=at, werkplaats=werkplaats.slug, data={"role": role})
    return given


@transaction.atomic
def end_role(role: Role, *, until_on: dt.date, by: Person | None, at: dt.datetime) -> Role:
    """End a task on a day; what was done in it stays."""
    require(policies.may_end_role(by, role, until_on))
    if until_on <= role.from_on:
        raise Refused(_("Een termijn eindigt na haar begin."))
    role.until_on = until_on
    role.save(update_fields=["until_on"])
    ledger.record(
        "person.role_ended", role.person, by=by, at=at, werkplaats=role.werkplaats.slug, data={"role": role.role}
    )
    return role


@transaction.atomic
def record_concept(
    slug: str, *, pref_nl: str, broader: Concept | None = None, by: Person | None, at: dt.datetime, **facts: Any
) -> Concept:
    """Record or change a theme; a theme is never broader than itself, not even through others."""
    require(policies.may_manage_network(by))
    concept = Concept.objects.filter(slug=slug).first() or Concept(slug=slug)
    above = broader
    while above is not None:
        if above.pk is not None and above.pk == concept.pk:
            raise Refused(_("Een thema kan niet onder zichzelf vallen."))
        above = above.broader
    concept.pref_nl, concept.broader = pref_nl, broader
    for field, value in facts.items():
        setattr(concept, field, value)
    _check(concept)
    concept.save()
    ledger.record("concept.recorded", concept, by=by, at=at)
    return concept


@transaction.atomic
def relate_concepts(related: Mapping[str, Iterable[str]], *, by: Person | None, at: dt.datetime) -> None:
    """Say which themes are related; what was related already stays so."""
    require(policies.may_manage_network(by))
    known = concepts_by_slug()
    for slug, others in related.items():
        known[slug].related.add(*(known[other] for other in others))
    ledger.record("concept.related", "concept:*", by=by, at=at)


@transaction.atomic
def record_organisation(title: str, *, ref: str = "", by: Person | None, at: dt.datetime, **facts: Any) -> Organisation:
    """Record or change an organisation, known by its ref."""
    require(policies.may_manage_network(by))
    known = Organisation.objects.filter(ref=ref).first() if ref else None
    if known is None:
        ref = ref or new_ref("o")
        known = Organisation(ref=ref, slug=slug_for(title, ref), created_at=at)
    known.title, known.updated_at = title, at
    for field, value in facts.items():
        setattr(known, field, value)
    _check(known)
    known.save()
    ledger.record("organisation.recorded", known, by=by, at=at, werkplaats=known.home.slug if known.home else "")
    return known


def _check(thing: Werkplaats | Concept | Organisation) -> None:
    from django.core.exceptions import ValidationError

    try:
        thing.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
