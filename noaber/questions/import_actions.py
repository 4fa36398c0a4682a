# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in questions that were published before, from the exchange format."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.refs import slug_for
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person, Perspective, Werkplaats
from noaber.people.policies import may_manage_network
from noaber.people.queries import concepts_now
from noaber.questions.actions import note
from noaber.questions.models import HIDDEN, TEXT_LENGTH, TITLE_LENGTH, Question, State

ledger.declare({"question.taken_in": "a question published elsewhere was recorded"})

ASKABLE = frozenset(set(State.values) - HIDDEN - {State.MERGED})


@transaction.atomic
def take_in_question(record: Mapping[str, Any], *, by: Person | None, at: dt.datetime) -> Question:
    """Record an imported question, or bring it up to date; the same record again changes nothing."""
    require(may_manage_network(by))
    ref, title = str(record.get("id") or "").strip(), str(record.get("title") or "").strip()
    if not ref or not title:
        raise Refused(_("Een vraag heeft een id en een titel nodig."))
    if len(title) > TITLE_LENGTH:
        raise Refused(_("De titel is langer dan %(limit)s tekens.") % {"limit": TITLE_LENGTH})
    state = str(record.get("state") or State.RAISED)
    perspective = str(record.get("perspective") or "")
    if state not in ASKABLE or (perspective and perspective not in Perspective.values):
        raise Refused(_("Onbekende status of onbekend perspectief: %(what)s") % {"what": f"{state} {perspective}"})
    known = Question.objects.filter(ref=ref).first()
    if known is not None and known.imported == dict(record):
        return known
    # A day, a month or a year, as far as the record knows.
    asked_at = clock.moment_of(record.get("date") or record.get("year"))
    question = known or Question(
        ref=ref, root_key=ref, slug=slug_for(title, ref), state=state, asked_at=asked_at or at, dated=bool(asked_at)
    )
    question.title, question.perspective = title, perspective
    question.text = "\n\n".join(str(record[key]) for key in ("summary", "text") if record.get(key))[:TEXT_LENGTH]
    question.home = Werkplaats.objects.filter(slug=next(iter(record.get("werkplaatsen") or []), "")).first()
    question.source_url = str(record.get("source_url") or record.get("url") or "")[:500]
    question.example, question.imported = bool(record.get("example")), dict(record)
    question.changed_at = at
    question.save()
    question.themes.set(concepts_now(record.get("themes") or []))
    told: dict[str, Any] = {"perspective": perspective, "themes": [theme.slug for theme in question.themes.all()]}
    if asked_at:
        told["on"] = clock.day(asked_at).isoformat()
    note(question, "question.taken_in", by=by, at=at, data=told)
    return question
