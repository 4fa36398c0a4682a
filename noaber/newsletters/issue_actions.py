# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists and issues: beginning, writing, planning, sending. What follows goes by `sending_tasks`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base.refs import new_ref, slug_for
from noaber.base.verdicts import Refused, require
from noaber.newsletters import policies
from noaber.newsletters.issue_models import LIFECYCLE
from noaber.newsletters.models import Issue, Newsletter, State
from noaber.newsletters.parts import frozen
from noaber.people.models import Person, Werkplaats

# A plan for a moment that is just past is one for now.
LATE = timedelta(minutes=10)

ledger.declare(
    {
        "newsletter.begun": "a werkplaats began a newsletter",
        "issue.written": "an issue of a newsletter was begun",
        "issue.changed": "an issue of a newsletter was changed",
        "issue.planned": "it was planned when an issue goes out",
        "issue.plan_withdrawn": "an issue does not go out at the planned moment",
        "issue.tested": "an issue was mailed to its writer",
        "issue.sent": "an issue goes out to everybody on the list",
        "issue.arrived": "of an issue every delivery was tried",
    }
)


@transaction.atomic
def begin(
    title: str, *, home: Werkplaats, text: str, lang: str = "nl", reply_to: str = "", example: bool = False,
    by: Person | None, at: datetime,
) -> Newsletter:  # fmt: skip
    """Begin a list for a werkplaats."""
    if by is not None:
        require(policies.may_keep_of(by, home))
    ref = new_ref("nb")
    newsletter = Newsletter.objects.create(
        ref=ref, slug=slug_for(title, ref), title=title, text=text, home=home, lang=lang, reply_to=reply_to,
        began_at=at, example=example,
    )  # fmt: skip
    ledger.record("newsletter.begun", newsletter, by=by, at=at, werkplaats=home.slug)
    return newsletter


@transaction.atomic
def write(issue: Issue, *, by: Person | None, at: datetime) -> Issue:
    """Keep an issue as it was written, new or changed; not once it went out."""
    if by is not None:
        require(policies.may_keep(by, issue.newsletter))
    verb = "issue.changed" if issue.pk else "issue.written"
    if issue.pk:
        before = _locked(issue)
        _require_unsent(before)
        # What the editor does not show stays as it is now.
        for name in ("state", "send_at", "begun_at", "filled_to", "filled_at", "done_at", "parts"):
            setattr(issue, name, getattr(before, name))
    else:
        issue.ref = new_ref("nr")
        issue.slug = slug_for(issue.title, issue.ref)
    issue.save()
    ledger.record(verb, issue, by=by, at=at, werkplaats=issue.newsletter.home.slug)
    return issue


def _require_unsent(issue: Issue) -> None:
    if issue.is_public:
        raise Refused(_("Deze nieuwsbrief is al verstuurd. Wat erin staat, verandert niet meer."))


def _locked(issue: Issue) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).select_related("newsletter__home").get(pk=issue.pk)


@transaction.atomic
def plan(issue: Issue, *, send_at: datetime, by: Person, at: datetime) -> Issue:
    """Have it go out at a moment; planned again, at another one."""
    require(policies.may_keep(by, issue.newsletter))
    issue = _locked(issue)
    _require_filled(issue)
    if send_at < at - LATE:
        raise Refused(_("Dat moment is al voorbij. Kies een later moment."))
    if issue.state != State.PLANNED:
        LIFECYCLE.move(issue, State.PLANNED)
    issue.send_at = send_at
    issue.save(update_fields=["state", "send_at"])
    _note("issue.planned", issue, by, at)
    return issue


@transaction.atomic
def withdraw_plan(issue: Issue, *, by: Person, at: datetime) -> Issue:
    """It waits again until somebody sends it."""
    require(policies.may_keep(by, issue.newsletter))
    issue = _locked(issue)
    LIFECYCLE.move(issue, State.DRAFT)
    issue.send_at = None
    issue.save(update_fields=["state", "send_at"])
    _note("issue.plan_withdrawn", issue, by, at)
    return issue


@transaction.atomic
def send(issue: Issue, *, by: Person | None, at: datetime) -> Issue:
    """It goes out now: what stands in it is looked up once more, and does not change after this."""
    if by is not None:
        require(policies.may_keep(by, issue.newsletter))
    issue = _locked(issue)
    _require_filled(issue)
    if issue.state == State.SENDING:
        return issue
    LIFECYCLE.move(issue, State.SENDING)
    issue.parts = frozen(issue, at)
    issue.begun_at, issue.send_at = at, None
    issue.save(update_fields=["state", "parts", "begun_at", "send_at"])
    _note("issue.sent", issue, by, at)
    return issue


def _require_filled(issue: Issue) -> None:
    if not issue.body:
        raise Refused(_("Er staat nog niets in. Zet er eerst iets in."))


@transaction.atomic
def test(issue: Issue, *, by: Person, at: datetime) -> None:
    """Have it mailed to its writer alone, as it is now."""
    require(policies.may_keep(by, issue.newsletter))
    if not by.email:
        raise Refused(_("Er is geen mailadres bij je account."))
    _note("issue.tested", issue, by, at)


@transaction.atomic
def send_planned(*, by: Person | None, at: datetime) -> int:
    """Send what was planned for this moment; how many issues."""
    due = Issue.objects.filter(state=State.PLANNED, send_at__lte=at).order_by("send_at")[:5]
    return len([send(one, by=by, at=at) for one in due])


@transaction.atomic
def close(issue: Issue, *, by: Person | None, at: datetime) -> None:
    """Every delivery was tried."""
    issue = _locked(issue)
    if issue.state == State.SENDING:
        LIFECYCLE.move(issue, State.SENT)
        issue.done_at = at
        issue.save(update_fields=["state", "done_at"])
        _note("issue.arrived", issue, by, at)


def _note(verb: str, issue: Issue, by: Person | None, at: datetime, **data: Any) -> None:
    ledger.record(verb, issue, by=by, at=at, werkplaats=issue.newsletter.home.slug, data=data)
