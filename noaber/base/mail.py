# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail as rows: written with the change it tells about, sent by the worker, never lost and never sent twice."""

import contextlib
import hashlib
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from noaber.base import leases, queues
from noaber.base.models import OutgoingMail

MAX_ATTEMPTS = 12
# Sending what was claimed stops well before the claim ends, however slow the mail server is.
CLAIMED_FOR = timedelta(minutes=10)
ENOUGH = 60.0
# Texts that go along as files: the name of each, its sort (text/calendar) and what is in it.
Attachments = Sequence[tuple[str, str, str]]


def enqueue(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    at: datetime,
    key: str = "",
    headers: Mapping[str, str] | None = None,
    html_template: str = "",
    attachments: Attachments = (),
) -> OutgoingMail:
    """Write a mail, in the active language, in this transaction; one with a `key` already used is not written again.

    Its HTML is made from the text, unless there is a template that says the same in colour.
    """
    made = _made(to, subject, template, context, at, headers, html_template, attachments)
    return OutgoingMail.objects.get_or_create(key=key or uuid.uuid4().hex, defaults=made)[0]


def compose(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    at: datetime,
    key: str,
    headers: Mapping[str, str] | None = None,
    html_template: str = "",
    attachments: Attachments = (),
) -> OutgoingMail:
    """A mail as `enqueue` writes it, that is not written yet: for many at once."""
    return OutgoingMail(key=key, **_made(to, subject, template, context, at, headers, html_template, attachments))


def enqueue_all(mails: Sequence[OutgoingMail]) -> None:
    """Write composed mails in this transaction; those with a key already used are not written again."""
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)


def _made(
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    at: datetime,
    headers: Mapping[str, str] | None,
    html_template: str,
    attachments: Attachments,
) -> dict[str, Any]:
    given = {**context, "site_url": settings.SITE_URL}
    return {
        "to": to,
        # A line break in a subject would let a writer add headers.
        "subject": " ".join(subject.split())[:300],
        "text": render_to_string(template, given).strip() + "\n",
        "html": render_to_string(html_template, given).strip() if html_template else "",
        "language": get_language() or settings.LANGUAGE_CODE,
        "headers": dict(headers or {}),
        "attachments": [list(one) for one in attachments],
        "created_at": at,
        "due_at": at,
    }


def written(keys: Iterable[str]) -> set[str]:
    """Those of the keys that a mail was written with."""
    return set(OutgoingMail.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def send_due(at: datetime, limit: int = 20) -> int:
    """Send what is due, beside other workers; a failure is tried again later, ever less often. Returns how many went.

    The rows are claimed first. Whoever is killed with them leaves them to be sent by another after the claim.
    """
    due = OutgoingMail.objects.filter(sent_at__isnull=True, due_at__lte=at, attempts__lt=MAX_ATTEMPTS)
    claimed = leases.claim(due.order_by("due_at"), limit=limit, until=at + CLAIMED_FOR)
    if not claimed:
        return 0
    sent, began = 0, time.monotonic()
    server = get_connection()
    try:
        for number, mail in enumerate(OutgoingMail.objects.filter(pk__in=claimed).order_by("created_at", "pk")):
            if number and time.monotonic() - began > ENOUGH:
                # A server so slow that the claim would run out: the others go back.
                left = OutgoingMail.objects.filter(pk__in=claimed, sent_at__isnull=True, due_at=at + CLAIMED_FOR)
                left.update(due_at=at)
                break
            sent += _send_one(mail, server, at)
    finally:
        with contextlib.suppress(SMTPException, OSError):
            server.close()
    return sent


def _send_one(mail: OutgoingMail, server: BaseEmailBackend, at: datetime) -> int:
    try:
        server.open()
        message = _message(mail)
        message.connection = server
        message.send()
    except (SMTPException, OSError) as error:
        mail.attempts += 1
        mail.due_at = at + timedelta(minutes=2**mail.attempts)
        mail.last_error = str(error)[:300]
        mail.save(update_fields=["attempts", "due_at", "last_error"])
        with contextlib.suppress(SMTPException, OSError):
            server.close()
        return 0
    mail.sent_at = at
    mail.last_error = ""
    mail.save(update_fields=["sent_at", "last_error"])
    return 1


def _message_id(mail: OutgoingMail) -> str:
    """The same each time that this mail is sent, so that who gets it twice after all can tell."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:40]}@{host}>"


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        headers={
            **mail.headers,
            "Auto-Submitted": "auto-generated",
            "Message-ID": _message_id(mail),
            "X-Noaber-Key": mail.key,
        },
    )
    message.attach_alternative(mail.html or _in_html(mail), "text/html")
    for name, sort, text in mail.attachments:
        message.attach(name, text, sort)
    return message


def _in_html(mail: OutgoingMail) -> str:
    paragraphs = "".join(
        f"<p>{urlize(escape(part)).replace(chr(10), '<br>')}</p>" for part in mail.text.strip().split("\n\n")
    )
    return f'<html lang="{escape(mail.language)}"><body>{paragraphs}</body></html>'


WAITING = queues.Rows(_("Mail"), OutgoingMail, undone=Q(sent_at__isnull=True), since="created_at", most=MAX_ATTEMPTS)
