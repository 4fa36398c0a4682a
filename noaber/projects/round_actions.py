# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learning rounds: begun with a question, filled along the way, finished with an insight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.projects import kinds, policies
from noaber.projects.actions import locked
from noaber.projects.models import LearningRound, Project

ledger.declare(
    {
        "project.round_begun": "a group began a learning round",
        "project.round_kept": "a group wrote in a learning round",
        "project.round_finished": "a group finished a learning round with an insight",
        "project.insight_shared": "the insight of a learning round became public",
        "project.round_removed": "an unfinished learning round was taken away",
    }
)
MOST = 200
NEEDED = ("question", "action", "happened", "insight")


class Clash(Refused):
    """Somebody else wrote in the same round meanwhile; `theirs` is what they made of the fields that differ."""

    def __init__(self, round: LearningRound, theirs: Mapping[str, str]) -> None:
        super().__init__(
            _("Iemand anders schreef intussen ook in deze ronde. Maak er één tekst van en bewaar nog een keer.")
        )
        self.round, self.theirs = round, theirs


@transaction.atomic
def begin(
    project: Project, *, facts: Mapping[str, Any], submission: str = "", by: Person | None, at: dt.datetime
) -> LearningRound:
    """Begin a round. The same `submission` again gives the same round."""
    project = locked(project)
    require(policies.may_note(by, project, clock.day(at)))
    if submission and (known := project.rounds.filter(submission=submission).first()):
        return known
    newest = project.rounds.aggregate(newest=Max("number"))["newest"] or 0
    if newest >= MOST:
        raise Refused(_("Er kunnen er hoogstens %(most)s bij.") % {"most": MOST})
    round = LearningRound(
        project=project, number=newest + 1, submission=submission or None, started_at=at, changed_at=at
    )
    _fill(round, facts)
    if not round.question:
        raise Refused(_("Een ronde begint met een vraag."))
    round.save()
    _note("project.round_begun", round, by=by, at=at)
    return round


@transaction.atomic
def keep(
    round: LearningRound, *, facts: Mapping[str, Any], seen: int, by: Person | None, at: dt.datetime
) -> LearningRound:
    """Write in a round. What another wrote since `seen` is not lost: the same field twice is a `Clash`."""
    round = _held(round)
    require(policies.may_note(by, round.project, clock.day(at)))
    if seen != round.saved:
        theirs = {name: getattr(round, name) for name in kinds.STEPS if getattr(round, name) != (facts.get(name) or "")}
        if theirs:
            raise Clash(round, theirs)
    shared = bool(facts.get("public")) and not round.public
    _fill(round, facts)
    if not round.question:
        raise Refused(_("Een ronde begint met een vraag."))
    _whole(round)
    round.saved += 1
    round.changed_at = at
    round.save()
    _note(_verb(round, shared), round, by=by, at=at)
    return round


def _verb(round: LearningRound, shared: bool) -> str:
    return "project.insight_shared" if shared and round.finished_at else "project.round_kept"


@transaction.atomic
def finish(round: LearningRound, *, by: Person | None, at: dt.datetime) -> LearningRound:
    """Finish a round that has an insight. Again changes nothing."""
    round = _held(round)
    require(policies.may_note(by, round.project, clock.day(at)))
    if round.finished_at is not None:
        return round
    round.finished_at = round.changed_at = at
    _whole(round)
    round.save()
    _note("project.round_finished", round, by=by, at=at)
    if round.public:
        _note("project.insight_shared", round, by=by, at=at)
    return round


@transaction.atomic
def remove(round: LearningRound, *, by: Person | None, at: dt.datetime) -> None:
    """Take away a round that came to nothing; a finished one stays."""
    round = _held(round)
    require(policies.may_lead(by, round.project, clock.day(at)))
    if round.finished_at is not None:
        raise Refused(_("Deze ronde is af en blijft staan."))
    _note("project.round_removed", round, by=by, at=at)
    round.delete()


def _held(round: LearningRound) -> LearningRound:
    rows = LearningRound.objects.select_for_update(of=("self",)).select_related("project__home")
    found = rows.filter(pk=round.pk).first()
    if found is None:
        raise Refused(_("Deze ronde is intussen weggehaald."))
    return found


def _fill(round: LearningRound, facts: Mapping[str, Any]) -> None:
    extra = {name: facts[name] for name in kinds.method(round.project.method).extra if facts.get(name)}
    round.extra = {**round.extra, **extra}
    for field in (*kinds.STEPS, "about", "public"):
        if field in facts:
            setattr(round, field, facts[field])


def _whole(round: LearningRound) -> None:
    """A finished round says what was asked, done, seen and learned."""
    if round.finished_at is not None and not all(getattr(round, name) for name in NEEDED):
        raise Refused(
            _("Een ronde is af als er staat wat de vraag was, wat jullie deden, wat er gebeurde en wat dat leerde.")
        )


def _note(verb: str, round: LearningRound, *, by: Person | None, at: dt.datetime) -> None:
    project = round.project
    search.changed(Project.KIND, project.ref)
    data = {"round": round.pk, "number": round.number, "public": round.public}
    ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, data=data)
