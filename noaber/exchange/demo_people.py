# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up people in the demo network, labelled as examples by their very name; through the same actions as others."""

from __future__ import annotations

import datetime as dt
from typing import Any

from noaber import members
from noaber.base import clock
from noaber.exchange.demo import records
from noaber.members import actions, invite_actions, join_actions, work_actions
from noaber.members.models import Invitation, Involvement, JoinRequest, Profile
from noaber.people import actions as people
from noaber.people.models import Organisation, Person, Werkplaats
from noaber.people.queries import coordinators_of
from noaber.questions import triage_actions, voice_actions
from noaber.questions.models import Question


def load_people(*, by: Person | None, at: dt.datetime) -> None:
    """Example people with what they show, an invitation and a request that wait; what is there already stays."""
    steps = {"person": show_person, "claim": _claim, "invite": _invite, "join": _join}
    for row in records("people.jsonl"):
        steps[row["do"]](row, at)


def _mail(name: str) -> str:
    return f"{name}@noaber.example"


def show_person(row: dict[str, Any], at: dt.datetime) -> None:
    """Somebody who shows what they chose, with their part in work."""
    if Profile.objects.filter(person__email=_mail(row["id"])).exists():
        return
    werkplaats, began = Werkplaats.objects.get(slug=row["werkplaats"]), at - dt.timedelta(days=row["days_ago"])
    facts = {"name": row["name"], "perspective": row["perspective"], "place": row["place"]}
    person = people.record_person(email=_mail(row["id"]), **facts, by=None, at=began)
    people.assign_role(person, werkplaats=werkplaats, role=row["role"], from_on=clock.day(began), by=None, at=began)
    profile = actions.start_profile(person, example=True, by=person, at=began)
    actions.keep_profile(
        profile,
        **facts,
        about=row["about"],
        organisation=Organisation.objects.filter(ref=row["organisation"]).first(),
        function=row["function"],
        shown=row["show"],
        by=person,
        at=began,
    )
    for part in row["parts"]:
        _involve(person, part, at, sure=True)
    for known in row["knows"]:
        _contribute(person, known, at)


def _involve(person: Person, told: list[str], at: dt.datetime, *, sure: bool) -> None:
    kind, ref, part = told
    found = members.WORKS[kind].things([ref]).first()
    if found is not None and not Involvement.objects.filter(person=person, kind=kind, ref=ref).exists():
        claimed = work_actions.claim(person, kind=kind, slug=found[3], part=part, by=person, at=at)
        if sure:
            work_actions.judge(claimed, right=True, by=None, at=at)


def _contribute(person: Person, known: list[Any], at: dt.datetime) -> None:
    submission, source, text, days = known
    question = Question.objects.filter(submission=submission).first()
    if question is None or question.home is None or question.contributions.filter(person=person).exists():
        return
    moment = at - dt.timedelta(days=days)
    made = voice_actions.contribute(question, source=source, text=text, email="", by=person, at=moment)
    made = voice_actions.confirm_contribution(made, by=None, at=moment)
    coordinator = coordinators_of(question.home, clock.day(at)).first()
    if coordinator is not None:
        triage_actions.judge(made, accept=True, by=coordinator, at=moment + dt.timedelta(hours=5))


def _claim(row: dict[str, Any], at: dt.datetime) -> None:
    person = Person.objects.get(email=_mail(row["person"]))
    _involve(person, row["part"], at - dt.timedelta(days=row["days_ago"]), sure=False)


def _invite(row: dict[str, Any], at: dt.datetime) -> None:
    werkplaats = Werkplaats.objects.get(slug=row["werkplaats"])
    if not Invitation.objects.filter(mail=row["mail"], werkplaats=werkplaats).exists():
        told = {name: row[name] for name in ("mail", "name", "role", "words")}
        coordinator = coordinators_of(werkplaats, clock.day(at)).first()
        moment = at - dt.timedelta(days=row["days_ago"])
        invite_actions.invite(werkplaats=werkplaats, **told, example=True, by=coordinator, at=moment)


def _join(row: dict[str, Any], at: dt.datetime) -> None:
    if JoinRequest.objects.filter(submission=row["id"]).exists():
        return
    told = {name: row[name] for name in ("name", "mail", "perspective", "why")}
    asked = join_actions.ask(
        Werkplaats.objects.get(slug=row["werkplaats"]),
        **told,
        organisation_name=row["organisation"],
        submission=row["id"],
        example=True,
        by=None,
        at=at - dt.timedelta(days=row["days_ago"]),
    )
    join_actions.confirm(asked, by=None, at=asked.at)
