# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mail of who plans to some of who signed up: once to each, answered to the werkplaats."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, mail, throttle
from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused, require
from noaber.meetings import policies
from noaber.meetings.day_models import SelectionMail
from noaber.meetings.models import Meeting
from noaber.meetings.planning_actions import locked
from noaber.meetings.selection_queries import selected
from noaber.people.models import Person

ledger.declare({"meeting.mailed": "who plans a meeting wrote to some of who signed up"})
MAILS_A_DAY = 20


@transaction.atomic
def send(
    meeting: Meeting,
    *,
    who: str,
    part: int | None = None,
    perspective: str = "",
    subject: str,
    text: str,
    submission: str,
    by: Person | None,
    at: dt.datetime,
) -> SelectionMail:
    """Write to everybody in the selection. The same `submission` again, also at the same moment, sends nothing."""
    if submission and (known := SelectionMail.objects.filter(meeting=meeting, submission=submission).first()):
        return known
    meeting = locked(meeting)
    require(policies.may_manage(by, meeting, clock.day(at)))
    if submission and (known := SelectionMail.objects.filter(meeting=meeting, submission=submission).first()):
        return known
    people = list(selected(meeting, who=who, part=part, perspective=perspective))
    if not people:
        raise Refused(_("Er is niemand aan wie deze mail zou gaan."))
    require(throttle.hit("meetings.mail", meeting.ref, MAILS_A_DAY, dt.timedelta(days=1), at))
    sent = SelectionMail(
        meeting=meeting, who=who, part_id=part, perspective=perspective, subject=subject, text=text,
        number=len(people), submission=submission or None, by=by, at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            sent.save()
    except IntegrityError:
        raise Refused(_("Deze mail hoort bij een andere bijeenkomst. Laad de pagina opnieuw.")) from None
    if not meeting.example:
        mail.enqueue_all([_mail(sent, meeting, one.email, one.name, one.ref, one.language, at) for one in people])
    told = {"mail": sent.pk, "who": who, "number": len(people)}
    ledger.record("meeting.mailed", meeting, by=by, at=at, werkplaats=meeting.home_slug, data=told)
    return sent


def _mail(
    sent: SelectionMail, meeting: Meeting, to: str, name: str, ref: str, language: str, at: dt.datetime
) -> OutgoingMail:
    answer_to = meeting.home.contact_email if meeting.home else ""
    with translation.override(language):
        return mail.compose(
            to=to, subject=sent.subject, template="meetings/mail/selection.txt",
            context={"meeting": meeting, "name": name, "text": sent.text, "home": meeting.home},
            at=at, key=f"meeting:{meeting.ref}:selection:{sent.pk}:{ref}",
            headers={"Reply-To": answer_to} if answer_to else {},
        )  # fmt: skip
