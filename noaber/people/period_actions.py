# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only writers of programme periods: a new one begins, the old one becomes archive and stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people import policies
from noaber.people.models import Concept, Period, Person, Werkplaats
from noaber.people.queries import current_period
from noaber.people.region_queries import partners_in, roles_in

ledger.declare(
    {
        "werkplaats.period_started": "a programme period of a werkplaats was recorded, or began",
        "werkplaats.period_ended": "a programme period of a werkplaats ended and became archive",
        "werkplaats.period_changed": "the texts or themes of the present programme period were changed",
    }
)
TEXTS = ("summary", "structure")


@transaction.atomic
def record_period(
    werkplaats: Werkplaats,
    *,
    label: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    themes: Iterable[Concept] = (),
    by: Person | None,
    at: dt.datetime,
    **facts: Any,
) -> Period:
    """Record a programme period as it was or is; for the platform's keepers and for what comes from elsewhere."""
    require(policies.may_manage_network(by))
    if starts_on and ends_on and ends_on <= starts_on:
        raise Refused(_("Een periode eindigt na haar begin."))
    known = werkplaats.periods.filter(label=label).first()
    period = known or Period(werkplaats=werkplaats, label=label, slug=free_slug(werkplaats, label))
    period.starts_on, period.ends_on = starts_on, ends_on
    for name, value in facts.items():
        setattr(period, name, value)
    period.save()
    period.themes.set(themes)
    _tell("werkplaats.period_started", period, by=by, at=at)
    return period


@transaction.atomic
def start_period(
    werkplaats: Werkplaats,
    *,
    label: str,
    starts_on: dt.date,
    themes: Iterable[Concept] = (),
    summary: str = "",
    structure: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Period:
    """Begin a new programme period. The present one ends, is written down as it was, and stays at its own address."""
    require(policies.may_keep_site(by, werkplaats, clock.day(at)))
    werkplaats = Werkplaats.objects.select_for_update().get(pk=werkplaats.pk)
    known = werkplaats.periods.filter(label=label).first()
    if known is not None and known.starts_on == starts_on and not known.ended(starts_on):
        return known
    if known is not None:
        raise Refused(_("Er is al een periode die %(label)s heet. Kies een andere naam.") % {"label": label})
    if werkplaats.periods.filter(starts_on__gte=starts_on).exists():
        raise Refused(_("Er is al een periode die op of na deze dag begint."))
    before = current_period(werkplaats, starts_on)
    if before is not None:
        _end(before, ends_on=starts_on, by=by, at=at)
    period = Period(
        werkplaats=werkplaats, label=label, slug=free_slug(werkplaats, label), starts_on=starts_on,
        summary=summary, structure=structure,
    )  # fmt: skip
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:
        raise Refused(_("Een periode eindigt na haar begin.")) from error
    period.themes.set(themes)
    _tell("werkplaats.period_started", period, by=by, at=at)
    return period


def _end(period: Period, *, ends_on: dt.date, by: Person | None, at: dt.datetime) -> None:
    period.ending = as_it_is(period)
    period.ends_on = ends_on
    period.save(update_fields=["ends_on", "ending"])
    _tell("werkplaats.period_ended", period, by=by, at=at)


def as_it_is(period: Period) -> dict[str, Any]:
    """The werkplaats around a period, written down: organisations and roles, and no names of people."""
    werkplaats = period.werkplaats
    return {
        "name": werkplaats.name,
        "short": werkplaats.short,
        "description": werkplaats.description,
        "words": werkplaats.words,
        "brand": werkplaats.brand,
        "partners": [
            [one.get_role_display(), one.organisation.title, one.organisation.slug] for one in partners_in(period)
        ],
        "roles": roles_in(period),
    }


@transaction.atomic
def change_period(
    period: Period, *, themes: Iterable[Concept], by: Person | None, at: dt.datetime, **texts: str
) -> Period:
    """Change the present period's texts and themes; archive never changes."""
    require(policies.may_keep_site(by, period.werkplaats, clock.day(at)))
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.ended(clock.day(at)):
        raise Refused(_("Deze periode is archief en blijft zoals zij was."))
    for name in TEXTS:
        setattr(period, name, texts.get(name, getattr(period, name)))
    period.save(update_fields=[*TEXTS])
    period.themes.set(themes)
    _tell("werkplaats.period_changed", period, by=by, at=at)
    return period


def _tell(verb: str, period: Period, *, by: Person | None, at: dt.datetime) -> None:
    slug = period.werkplaats.slug
    data = {"label": period.label, "period": period.slug}
    ledger.record(verb, period.werkplaats, by=by, at=at, werkplaats=slug, data=data)


def free_slug(werkplaats: Werkplaats, label: str) -> str:
    """An address part for a period that no other period of this werkplaats has, nor ever had."""
    base = slugify(label.replace("–", "-"))[:70].strip("-") or "periode"
    # "nieuw" is where a new one is made.
    taken = {*werkplaats.periods.values_list("slug", flat=True), "nieuw"}
    number, slug = 2, base
    while slug in taken:
        number, slug = number + 1, f"{base}-{number}"
    return slug
