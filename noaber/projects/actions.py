# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starting a project, saying it better, and moving it on. The other writers of this room share `locked` and `note`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.agenda.decision_models import AgendaItem
from noaber.base import clock
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.ledger.models import Entry
from noaber.loop.stations import Standing
from noaber.people.models import Concept, Person, Visibility, Werkplaats
from noaber.projects import policies
from noaber.projects.models import LIFECYCLE, Member, MemberRole, MemberState, Phase, Project
from noaber.questions.models import Question

ledger.declare(
    {
        "project.started": "a group began to learn around a question",
        "project.grouped": "somebody put a group to a project that was known already",
        "project.changed": "the words of a project were changed",
        "project.phase_moved": "a project went on to another phase, or a step back",
        "project.finished": "a project ended, with an embedding plan",
    }
)


def standing_of(project: Project) -> str:
    """Where it is in the loop: under way, finished (or only told about), or not public."""
    if project.visibility != Visibility.PUBLIC:
        return Standing.HIDDEN.value
    return (Standing.DONE if project.phase in ("", Phase.FINISHED) else Standing.OPEN).value


def _came_of(project: Project) -> set[str]:
    """The questions and the items of the agenda from which a project comes, as the loop names them."""
    asked = (f"question:{ref}" for ref in project.questions.values_list("ref", flat=True))
    return {*asked, *(f"agenda_item:{ref}" for ref in project.agenda_items.values_list("ref", flat=True))}


def locked(project: Project) -> Project:
    """The project as it is now, held until the transaction ends."""
    return Project.objects.select_for_update(of=("self",)).select_related("home").get(pk=project.pk)


def note(
    project: Project,
    verb: str,
    *,
    by: Person | None,
    at: dt.datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Save a changed project, write it in the ledger and have it indexed again; within the caller's transaction."""
    project.updated_at = at
    project.save()
    search.changed(Project.KIND, project.ref)
    told = {"standing": standing_of(project), **(data or {})}
    return ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, reason=reason, data=told)


@transaction.atomic
def start(
    title: str,
    *,
    home: Werkplaats,
    lead_perspective: str = "",
    questions: Iterable[Question] = (),
    agenda_items: Iterable[AgendaItem] = (),
    themes: Iterable[Concept] = (),
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
    **facts: Any,
) -> Project:
    """Start a project; who starts it with a perspective leads it. The same `submission` again is the same project."""
    if submission and (known := Project.objects.filter(submission=submission).first()):
        return known
    require(policies.may_start(by, home, clock.day(at)))
    ref = new_ref("l")
    told = {"phase": Phase.EXPLORE, "year": clock.day(at).year, "visibility": Visibility.PUBLIC, **facts}
    project = Project(
        ref=ref, slug=slug_for(title, ref), title=title, home=home, started_by=by, submission=submission or None,
        created_at=at, updated_at=at, **told,
    )  # fmt: skip
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return Project.objects.get(submission=submission)
    items, asked = list(agenda_items), {question.pk: question for question in questions}
    for item in items:
        asked |= {question.pk: question for question in item.questions.all()}
    project.agenda_items.set(items)
    project.questions.set(asked.values())
    project.themes.set(themes)
    if lead_perspective and by is not None:
        _lead(project, by, lead_perspective, at)
    told = {"questions": [one.ref for one in asked.values()], "origins": sorted(_came_of(project))}
    told |= {"themes": sorted(project.themes.values_list("slug", flat=True))}
    if lead_perspective and by is not None:
        told["perspective"] = lead_perspective
    note(project, "project.started", by=by, at=at, data=told)
    return project


def _lead(project: Project, person: Person, perspective: str, at: dt.datetime) -> None:
    Member.objects.create(
        ref=new_ref("m"), project=project, person=person, perspective=perspective, role=MemberRole.LEAD,
        state=MemberState.IN, by=person, at=at, joined_at=at,
    )  # fmt: skip


@transaction.atomic
def begin_group(project: Project, *, lead_perspective: str, by: Person | None, at: dt.datetime) -> Project:
    """Put a group to a project that was only told about; who does so leads it. Again changes nothing."""
    project = locked(project)
    require(policies.may_start(by, project.home, clock.day(at)))
    if project.is_group:
        return project
    LIFECYCLE.move(project, Phase.EXPLORE)
    if by is not None:
        _lead(project, by, lead_perspective, at)
    note(project, "project.grouped", by=by, at=at)
    return project


@transaction.atomic
def change(
    project: Project,
    *,
    facts: Mapping[str, Any],
    questions: Iterable[Question] | None = None,
    agenda_items: Iterable[AgendaItem] | None = None,
    themes: Iterable[Concept] | None = None,
    seen: int | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Project:
    """Say it better. Who looked at an older page is told that somebody else was faster; the address stays."""
    project = locked(project)
    require(policies.may_lead(by, project, clock.day(at)))
    if seen is not None and seen != project.saved:
        raise Refused(_("Iemand anders heeft dit intussen ook veranderd. Kijk na wat er nu staat, en bewaar opnieuw."))
    for field, value in facts.items():
        setattr(project, field, value)
    project.saved += 1
    before = _came_of(project)
    for name, rows in (("questions", questions), ("agenda_items", agenda_items), ("themes", themes)):
        if rows is not None:
            getattr(project, name).set(rows)
    now = _came_of(project)
    fresh = [ref for kind, _colon, ref in (key.partition(":") for key in sorted(now - before)) if kind == Question.KIND]
    told = {"questions": fresh, "origins": sorted(now - before), "origins_gone": sorted(before - now)}
    told |= {"themes": sorted(project.themes.values_list("slug", flat=True))}
    note(project, "project.changed", by=by, at=at, data=told)
    return project


@transaction.atomic
def move_phase(project: Project, *, to: str, seen: str, text: str = "", by: Person | None, at: dt.datetime) -> Project:
    """Go on to the next phase, or a step back. When somebody was faster, the other is told; the same again is once."""
    project = locked(project)
    require(policies.may_lead(by, project, clock.day(at)))
    if project.phase == to:
        return project
    if project.phase != seen:
        raise Refused(
            _("Iemand anders zette dit leertraject net op “%(phase)s”. Kijk eerst of dat klopt.")
            % {"phase": project.get_phase_display()}
        )
    before = project.phase
    LIFECYCLE.move(project, to)
    if to == Phase.FINISHED:
        require(policies.may_finish(project))
        project.ends_on = max(timezone.localdate(at), project.starts_on or timezone.localdate(at))
    verb = "project.finished" if to == Phase.FINISHED else "project.phase_moved"
    note(project, verb, by=by, at=at, reason=text, data={"from": before, "to": to})
    return project
