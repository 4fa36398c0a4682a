# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: a group with its people, rounds, log and plan."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from noaber.base import clock
from noaber.base.testing import at as moment
from noaber.people.models import Person, Werkplaats
from noaber.people.testing import make_person
from noaber.projects import (
    actions,
    embedding_actions,
    file_actions,
    log_actions,
    plan_actions,
    round_actions,
    team_actions,
)
from noaber.projects.models import (
    EmbeddingCheck,
    EmbeddingPlan,
    LearningRound,
    LogEntry,
    Member,
    MemberRole,
    Phase,
    PlanItem,
    Project,
    ProjectFile,
    Session,
)

BEGUN_AT = moment("2026-03-02 09:00")
ROUND = {
    "question": "Wanneer durft een jongere over geld te praten?",
    "action": "Elke dinsdag in de kantine zitten.",
    "happened": "Na drie weken kwam er iemand naast ons zitten.",
    "insight": "Eerst er zijn, dan pas vragen.",
    "next_action": "Ook op vrijdag.",
}
_number = count(1)


def make_project(by: Person, home: Werkplaats, *, lead: bool = True, **overrides: Any) -> Project:
    """A project that is under way; led by who started it, unless told otherwise."""
    at: dt.datetime = overrides.pop("at", BEGUN_AT)
    given = {"title": "Jongeren en geld", "lead_perspective": "research" if lead else "", **overrides}
    return actions.start(home=home, by=by, at=at, **given)


def make_member(
    project: Project, by: Person | None = None, *, person: Person | None = None, **overrides: Any
) -> Member:
    """Somebody who takes part: invited by who leads, and said yes."""
    at: dt.datetime = overrides.pop("at", BEGUN_AT)
    mail = overrides.pop("mail", "") or (person.email if person else "") or f"deelnemer{next(_number)}@example.org"
    shown = overrides.pop("shown", False)
    given = {"perspective": "resident", "name": "Deelnemer", **overrides}
    invited = team_actions.invite(project, mail=mail, by=by or leader(project), at=at, **given)
    return team_actions.accept_invitation(invited, shown=shown, by=None, at=at)


def leader(project: Project) -> Person:
    """Who leads a project."""
    lead = project.members.get(role=MemberRole.LEAD, state="in").person
    assert lead is not None
    return lead


def make_round(project: Project, by: Person | None = None, *, finished: bool = True, **overrides: Any) -> LearningRound:
    """A learning round, finished unless told otherwise."""
    at: dt.datetime = overrides.pop("at", BEGUN_AT)
    by = by or leader(project)
    round = round_actions.begin(project, facts={**ROUND, **overrides}, by=by, at=at)
    return round_actions.finish(round, by=by, at=at) if finished else round


def make_entry(project: Project, by: Person | None = None, **overrides: Any) -> LogEntry:
    """Something noted for the group."""
    at: dt.datetime = overrides.pop("at", BEGUN_AT)
    return log_actions.write(
        project, by=by or leader(project), at=at, **{"text": "Vandaag twee gesprekken.", **overrides}
    )


def make_item(project: Project, sort: str = "question", text: str = "Wat helpt?", **facts: Any) -> PlanItem:
    """A thing in the plan."""
    told = {"sort": sort, "text": text, **facts}
    made = plan_actions.keep(project, model=PlanItem, facts=told, by=leader(project), at=BEGUN_AT)
    assert isinstance(made, PlanItem)
    return made


def make_session(project: Project, *, starts_at: dt.datetime, **facts: Any) -> Session:
    """A moment at which the group meets, for two hours."""
    told = {"title": "Groep bij elkaar", "starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2), **facts}
    made = plan_actions.keep(project, model=Session, facts=told, by=leader(project), at=BEGUN_AT)
    assert isinstance(made, Session)
    return made


def make_plan(project: Project, by: Person | None = None, **overrides: Any) -> EmbeddingPlan:
    """An embedding plan."""
    at: dt.datetime = overrides.pop("at", BEGUN_AT)
    given = {
        "owner_name": "Opleiding Social Work", "owner_mail": "eigenaar@example.org", "place": "education",
        "where": "Minor Geldzorgen", "look_again_on": dt.date(2027, 3, 1), **overrides,
    }  # fmt: skip
    return embedding_actions.plan(project, by=by or leader(project), at=at, **given)


def finish(project: Project, by: Person | None = None, at: dt.datetime = BEGUN_AT) -> Project:
    """Go through every phase to the end, with a plan."""
    if not EmbeddingPlan.objects.filter(project=project).exists():
        make_plan(project, by, at=at)
    order = list(Phase)
    project.refresh_from_db()
    for phase in order[order.index(Phase(project.phase)) + 1 :]:
        project = actions.move_phase(project, to=phase, seen=project.phase, by=by or leader(project), at=at)
    return project


@dataclass(frozen=True)
class Whole:
    """A project with one of each."""

    project: Project
    member: Member
    invited: Member
    asked: Member
    item: PlanItem
    entry: LogEntry
    theirs: LogEntry
    file: ProjectFile
    theirs_file: ProjectFile
    check: EmbeddingCheck


def make_whole_project(by: Person, home: Werkplaats) -> Whole:
    """A project with somebody who takes part by a link, who is invited, who asks to join, and one of everything."""
    at = clock.now()
    project = make_project(by, home, at=at)
    member = make_member(project, at=at)
    asked = team_actions.ask(
        project, name="Els", mail="els@example.org", perspective="resident", words="Graag", by=None, at=at
    )
    plan = make_plan(project, at=at, look_again_on=(at + dt.timedelta(days=300)).date())
    assert asked is not None
    assert member.person is not None
    make_round(project, at=at, finished=False, insight="")
    make_round(project, at=at)
    photo = {"photo": photo_with_place(), "photo_alt": "Een groene muur", "at": at}
    entry, theirs = (make_entry(project, by=one, **photo) for one in (by, member.person))
    file, theirs_file = (
        file_actions.add(project, file=ContentFile(b"Verslag", "verslag.txt"), description="Verslag", by=one, at=at)
        for one in (by, member.person)
    )
    return Whole(
        project=project,
        member=member,
        invited=team_actions.invite(project, mail="jan@example.org", perspective="policy", by=by, at=at),
        asked=asked,
        item=make_item(project),
        entry=entry,
        theirs=theirs,
        file=file,
        theirs_file=theirs_file,
        check=EmbeddingCheck.objects.create(ref="b-1", plan=plan, asked_at=at),
    )


def make_resident(name: str = "Inge") -> Person:
    """Somebody without a task, and so without an account, who can be mailed."""
    return make_person(name=name, email=f"inwoner{next(_number)}@example.org", perspective="resident")


def photo_with_place(size: tuple[int, int] = (40, 20)) -> ContentFile[bytes]:
    """A photo on its side, in which a telephone noted where it was taken."""
    from PIL import Image

    made = io.BytesIO()
    picture = Image.new("RGB", size, "green")
    exif = picture.getexif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Telefoonmaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 13.0, 20.0)
    picture.save(made, "JPEG", exif=exif, comment=b"thuis bij Inge")
    return ContentFile(made.getvalue(), "foto.jpg")
