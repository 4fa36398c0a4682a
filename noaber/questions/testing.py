# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: a question in any state, with the people around it."""

import re
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from noaber.base import signing
from noaber.base.forms import OPENED
from noaber.base.models import OutgoingMail
from noaber.base.testing import at as moment
from noaber.people.models import Person
from noaber.questions import actions, triage_actions, voice_actions
from noaber.questions.models import Contribution, Part, Question, Voice
from noaber.questions.triage_actions import Link

ASKED_AT = moment("2026-03-02 09:00")
TITLE = "Hoe bereik je jongeren met schulden op tijd?"
_number = count(1)


def some_email() -> str:
    """An address that nobody has yet."""
    return f"vrager{next(_number)}@example.org"


def make_question(*, confirmed: bool = True, **overrides: Any) -> Question:
    """A question that somebody asked, and confirmed unless told otherwise."""
    asked_at: datetime = overrides.pop("at", ASKED_AT)
    given = {"title": TITLE, "perspective": "professional", "email": some_email(), **overrides}
    question = actions.ask(**given, by=None, at=asked_at)
    return actions.confirm_asked(question, by=None, at=asked_at) if confirmed else question


def make_voice(question: Question, *, confirmed: bool = True, **overrides: Any) -> Voice:
    """Somebody who has the question too (or follows it), confirmed unless told otherwise."""
    joined_at: datetime = overrides.pop("at", ASKED_AT + timedelta(days=1))
    given = {"part": Part.SHARES, "perspective": "resident", "email": some_email(), **overrides}
    voice = voice_actions.join(question, **given, by=None, at=joined_at)
    wanted = {"part": given["part"], "perspective": given["perspective"]}
    return voice_actions.confirm(voice, **wanted, by=None, at=joined_at) if confirmed else voice


def make_contribution(question: Question, *, confirmed: bool = True, **overrides: Any) -> Contribution:
    """Something that somebody knows about a question."""
    made_at: datetime = overrides.pop("at", ASKED_AT + timedelta(days=1))
    given = {"source": "practice", "text": "Wij eten elke week samen.", "email": some_email(), **overrides}
    made = voice_actions.contribute(question, **given, by=None, at=made_at)
    return voice_actions.confirm_contribution(made, by=None, at=made_at) if confirmed else made


def some_link(**overrides: Any) -> Link:
    """A source that fits."""
    given = {"why": "Gaat over dezelfde jongeren.", "title": "Eerst meelopen", "url": "https://example.org/meelopen"}
    return Link(**{**given, **overrides})


def answer(question: Question, by: Person, at: datetime) -> Question:
    """Answered by this coordinator."""
    triage_actions.answer(question, links=[some_link()], text="Loop eerst mee.", by=by, at=at)
    question.refresh_from_db()
    return question


def mails_to(email: str) -> list[OutgoingMail]:
    """What was mailed to an address, oldest first."""
    return list(OutgoingMail.objects.filter(to=email).order_by("pk"))


def link_in(mail: OutgoingMail, part: str) -> str:
    """The path of the link in a mail that contains `part`."""
    found = re.search(rf"https?://[^/\s]+(\S*{part}\S*)", mail.text)
    assert found is not None, mail.text
    return found.group(1)


def marks(**fields: Any) -> dict[str, Any]:
    """The hidden marks of a form that was opened a while ago, with what was filled in."""
    from noaber.base import clock

    opened = clock.now() - timedelta(minutes=2)
    return {"started": signing.seal(OPENED, opened.isoformat()), "website": "", **fields}
