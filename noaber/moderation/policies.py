# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who judges what: those who edit a werkplaats, and nobody their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.moderation.models import JUDGES, Report
from noaber.moderation.queries import Judges, about_own, judges_of
from noaber.people.models import AnyPerson, Person, Werkplaats
from noaber.people.policies import may_edit


def may_open_desk(tasks: Collection[str]) -> Verdict:
    """The desk is for everybody with a task in a werkplaats; on it lies only what somebody may judge."""
    return YES if tasks else no(_("De werkbank is voor wie meedoet in een werkplaats."))


def judges(tasks: Collection[str]) -> bool:
    """Whether judging what others send in is among somebody's tasks."""
    return not set(JUDGES).isdisjoint(tasks)


def may_judge(
    person: AnyPerson, werkplaats: Werkplaats | None, *, makers: Iterable[int] = (), on: dt.date | None = None
) -> Verdict:
    """An editor or coordinator of the werkplaats (of the national layer for what has none); never a maker.

    Keepers of the platform may too; they are asked where nobody else is left."""
    makers = set(makers)
    if isinstance(person, Person) and person.pk in makers:
        return not_own(_("Dit is van jezelf."), judges_of(werkplaats, makers))
    if werkplaats is None:
        werkplaats = Werkplaats.objects.filter(status=Werkplaats.Status.NATIONAL).first()
    return may_edit(person, werkplaats, on)


def not_own(why: str, judges: Judges) -> Verdict:
    """Nobody judges their own; who will look instead is told plainly."""
    return no(f"{why} {_('Niemand oordeelt over eigen werk.')} {judges.told}")


def may_judge_report(person: AnyPerson, report: Report, on: dt.date | None = None) -> Verdict:
    """A report is judged by an editor or coordinator who neither made what it is about nor reported it."""
    if isinstance(person, Person) and (why := concerned(person, report)):
        return not_own(why, judges_of_report(report))
    return may_judge(person, report.werkplaats, on=on)


def concerned(person: Person, report: Report) -> str:
    """Why a report is about this person's own, or nothing when it is not."""
    if any(signal.is_from(person) for signal in report.signals.all()):
        return _("Je meldde dit zelf.")
    own = Report.objects.filter(about_own(person), pk=report.pk).exists()
    return _("Dit is van jezelf.") if own else ""


def judges_of_report(report: Report) -> Judges:
    """Who is asked to judge a report: who edits its werkplaats, or keeps the platform; nobody who is concerned."""
    apart = [person.pk for person in judges_of(report.werkplaats).people if concerned(person, report)]
    found = judges_of(report.werkplaats, apart)
    return replace(found, people=[person for person in found.people if not concerned(person, report)])
