# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a group plans: learning questions, activities, milestones, rhythms, sessions, and what partners bring in.

They are all kept and removed alike: by who leads, sent twice is once, and told in the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people.models import Organisation, Person
from noaber.projects import policies
from noaber.projects.actions import locked
from noaber.projects.models import Contribution, PlanItem, Project, Session

ledger.declare(
    {
        "project.planned": "a learning question, activity, milestone or rhythm of a project was added or changed",
        "project.unplanned": "a learning question, activity, milestone or rhythm of a project was taken away",
        "project.session_kept": "a session of a project was added or changed",
        "project.session_removed": "a session of a project was taken away",
        "project.contribution_kept": "what a partner brings into a project was added or changed",
        "project.contribution_removed": "what a partner brings into a project was taken away",
    }
)
MOST = 200
Planned = PlanItem | Session | Contribution
KEPT: Mapping[type[Planned], tuple[str, str]] = {
    PlanItem: ("project.planned", "project.unplanned"),
    Session: ("project.session_kept", "project.session_removed"),
    Contribution: ("project.contribution_kept", "project.contribution_removed"),
}


@transaction.atomic
def keep(
    project: Project,
    *,
    model: type[Planned],
    pk: int | None = None,
    facts: Mapping[str, Any],
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Planned:
    """Add one thing to the plan, or change it. The same `submission` again gives the same thing."""
    project = locked(project)
    require(policies.may_lead(by, project, clock.day(at)))
    rows: Any = model._default_manager.filter(project=project)
    thing: Planned | None
    if pk is not None:
        thing = rows.filter(pk=pk).first()
        if thing is None:
            raise Refused(_("Dit is intussen weggehaald. Je kunt het opnieuw toevoegen."))
    else:
        if submission and (known := rows.filter(submission=submission).first()):
            return known  # type: ignore[no-any-return]
        if rows.count() >= MOST:
            raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST})
        thing = model(project=project, submission=submission or None)
    _fill(thing, facts, at)
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError:
        raise Refused(_("Dit staat er al: dezelfde organisatie over dezelfde tijd.")) from None
    _note(project, thing, KEPT[model][0], by=by, at=at)
    return thing


def _fill(thing: Planned, facts: Mapping[str, Any], at: dt.datetime) -> None:
    for field, value in facts.items():
        setattr(thing, field, value)
    if isinstance(thing, Contribution):
        thing.organisation = Organisation.objects.filter(title__iexact=thing.organisation_name).first()
    if isinstance(thing, Session):
        thing.saved += 1
        thing.changed_at = at


@transaction.atomic
def remove(project: Project, *, model: type[Planned], pk: int, by: Person | None, at: dt.datetime) -> None:
    """Take one thing out of the plan. Again changes nothing."""
    project = locked(project)
    require(policies.may_lead(by, project, clock.day(at)))
    thing = model._default_manager.filter(project=project, pk=pk).first()
    if thing is not None:
        _note(project, thing, KEPT[model][1], by=by, at=at)
        thing.delete()


def _note(project: Project, thing: Planned, verb: str, *, by: Person | None, at: dt.datetime) -> None:
    search.changed(Project.KIND, project.ref)
    data = {"id": thing.pk, "what": getattr(thing, "sort", "")}
    ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, data=data)
