# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for newsletters, and what follows entries in the ledger."""

from __future__ import annotations

import subprocess
import sys
from email import message_from_bytes
from email.policy import SMTP
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.newsletters import issue_actions, sending_tasks, subscribing_actions
from noaber.newsletters.envelope import CHOOSE, STOP
from noaber.newsletters.issue_models import Issue, State
from noaber.newsletters.links import choose_link, confirm_link, full
from noaber.newsletters.mailing import Mailing, said
from noaber.newsletters.models import Subscription
from noaber.newsletters.parts import parts_of, regions_in
from noaber.newsletters.wire import Answer
from noaber.people.models import Person

_posting: list[subprocess.Popen[bytes]] = []


@every(seconds=5, name="newsletters: what is planned")
def send_planned() -> int:
    return issue_actions.send_planned(by=None, at=clock.now())


@every(seconds=1, name="newsletters: deliveries")
def fill() -> int:
    """The next deliveries of every issue that goes out, and those issues closed of which all were tried."""
    at = clock.now()
    sending = Issue.objects.filter(state=State.SENDING)
    written = sum(sending_tasks.fill(one, at) for one in sending.filter(filled_at__isnull=True))
    for one in sending_tasks.close_done(at):
        issue_actions.close(one, by=None, at=at)
    return written


@every(seconds=2, name="newsletters: post")
def post() -> int:
    """See to it that what is due goes out: by a process of its own where there is a mail server."""
    if not sending_tasks.is_due(clock.now()):
        return 0
    if settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend":
        return post_here()
    _posting[:] = [one for one in _posting if one.poll() is None]
    if not _posting:
        _posting.append(subprocess.Popen([sys.executable, "-P", "-m", "noaber", "post", "--until-empty"]))
    return len(_posting)


def post_here(most: int = 50) -> int:
    """Put what is due in the folder of a copy without a mail server."""
    process, mailing, connection = sending_tasks.token(), Mailing(), get_connection()
    jobs = sending_tasks.claim(process, clock.now(), most)
    for job in jobs:
        sender, to, content = mailing.written(job)
        if sending_tasks.hand_over(job, process, None, clock.now()):
            connection.send_messages([Ready(content, sender, to)])  # type: ignore[list-item]
            sending_tasks.answered(sending_tasks.Answered(job.pk, Answer(250, "")), clock.now())
    return len(jobs)


class Ready:
    """A mail that is written already, for a way of Django to send it."""

    def __init__(self, content: bytes, sender: str, to: str) -> None:
        self.content, self.from_email, self.to = content, sender, [to]
        self.subject = str(self.message()["Subject"])

    def message(self, **options: Any) -> Any:
        return message_from_bytes(self.content, policy=SMTP)

    def recipients(self) -> list[str]:
        return self.to


@every(seconds=3600, name="newsletters: what is over")
def end_old() -> int:
    return subscribing_actions.end_unconfirmed(by=None, at=clock.now())


def ask_to_confirm(entry: Entry) -> None:
    """Mail the link that confirms; who is on the list gets the link to what they chose."""
    subscription = Subscription.objects.select_related("newsletter__home").filter(ref=entry.ref).first()
    if subscription is None:
        return
    with translation.override(subscription.newsletter.lang):
        context = {
            "newsletter": subscription.newsletter,
            "runs": subscription.runs,
            "confirm": confirm_link(subscription),
            "choose": choose_link(subscription.ref),
        }
        mail.enqueue(
            to=subscription.email,
            subject=_("Je bent al aangemeld") if subscription.runs else _("Bevestig je aanmelding"),
            template="newsletters/mail/confirm.txt",
            context=context,
            at=entry.at,
            key=f"newsletter:{entry.pk}:confirm",
        )


def mail_test(entry: Entry) -> None:
    """Mail an issue to its writer alone, with the parts of every region; its own links lead nowhere yet."""
    issue = Issue.objects.select_related("newsletter__home").filter(ref=entry.ref).first()
    writer: Person | None = entry.by
    if issue is None or writer is None or not writer.email:
        return
    parts = parts_of(issue, entry.at)
    wording = said(issue, parts, sorted(regions_in(parts)))
    here = full(issue.newsletter.get_absolute_url())
    html, text = (one.replace(STOP, here).replace(CHOOSE, here) for one in (wording.html, wording.text))
    mail.enqueue(
        to=writer.email,
        subject=_("Proef: %(title)s") % {"title": issue.title},
        template="newsletters/mail/written.txt",
        html_template="newsletters/mail/written.html",
        context={"text": text, "html": html},
        at=entry.at,
        key=f"newsletter:{entry.pk}:test",
    )


def register() -> None:
    """Wire both."""
    ledger.on("subscription.asked", ask_to_confirm)
    ledger.on("issue.tested", mail_test)
