# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a decision about an agenda means for a question; everybody concerned is told why.

A werkplaats may decide about a question of another one too: it puts the question on its own agenda. A question that
was answered or brought into contact in the meantime stays so; that it was decided on still stands in its history.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person, Werkplaats
from noaber.people.policies import may_coordinate
from noaber.questions import policies
from noaber.questions.actions import locked, note
from noaber.questions.models import HIDDEN, LIFECYCLE, Question, State
from noaber.questions.voice_actions import root_of

ledger.declare(
    {
        "question.nominated": "a question without an answer is a candidate for the agenda of a werkplaats",
        "question.on_agenda": "a question was put on the agenda of a werkplaats, with the reason",
        "question.left_off": "a question was weighed and is not on the agenda, with the reason",
        "question.off_agenda": "a question went off the agenda of a werkplaats, with the reason",
    }
)


@transaction.atomic
def nominate(question: Question, *, werkplaats: Werkplaats, url: str = "", by: Person | None, at: datetime) -> Question:
    """It is a candidate in a round of a werkplaats; who has the question may help to weigh."""
    require(may_coordinate(by, werkplaats, clock.day(at)))
    question = locked(root_of(question))
    if question.state != State.GAP:
        raise Refused(_("Alleen een vraag zonder antwoord kan op de agenda komen."))
    _tell(question, "question.nominated", werkplaats, "", url, by=by, at=at)
    return question


@transaction.atomic
def put_on_agenda(
    question: Question, *, werkplaats: Werkplaats, text: str, url: str = "", by: Person | None, at: datetime
) -> Question:
    """A werkplaats is going to work on it."""
    question = _decided_on(question, werkplaats, text, by=by, at=at)
    if LIFECYCLE.may(question, State.ON_AGENDA):
        LIFECYCLE.move(question, State.ON_AGENDA)
    _tell(question, "question.on_agenda", werkplaats, text, url, by=by, at=at)
    return question


@transaction.atomic
def leave_off(
    question: Question,
    *,
    werkplaats: Werkplaats,
    text: str,
    later: bool = False,
    url: str = "",
    by: Person | None,
    at: datetime,
) -> Question:
    """It was weighed and does not come onto the agenda, or not yet; it stays a gap."""
    question = _decided_on(question, werkplaats, text, by=by, at=at)
    _tell(question, "question.left_off", werkplaats, text, url, later=later, by=by, at=at)
    return question


@transaction.atomic
def take_off_agenda(
    question: Question, *, werkplaats: Werkplaats, text: str, url: str = "", by: Person | None, at: datetime
) -> Question:
    """A werkplaats no longer works on it; where no other one does either, it is a gap again."""
    question = _decided_on(question, werkplaats, text, by=by, at=at)
    if question.state == State.ON_AGENDA:
        LIFECYCLE.move(question, State.GAP)
    _tell(question, "question.off_agenda", werkplaats, text, url, by=by, at=at)
    return question


def _decided_on(question: Question, werkplaats: Werkplaats, text: str, *, by: Person | None, at: datetime) -> Question:
    require(policies.may_decide_on_agenda(by, werkplaats, clock.day(at)))
    if not text.strip():
        raise Refused(_("Schrijf waarom. Wie de vraag stelde krijgt dat te lezen."))
    question = locked(root_of(question))
    if question.state in HIDDEN:
        raise Refused(_("De vraag “%(title)s” is niet meer openbaar.") % {"title": question.title})
    return question


def _tell(
    question: Question,
    verb: str,
    werkplaats: Werkplaats,
    text: str,
    url: str,
    *,
    later: bool = False,
    by: Person | None,
    at: datetime,
) -> None:
    data = {"werkplaats": werkplaats.slug, "title": werkplaats.short, "url": url, "later": later}
    note(question, verb, by=by, at=at, reason=text, data=data)
