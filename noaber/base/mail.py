# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail as rows: written with the change it tells about, sent by the worker, never lost and never sent twice."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.translation import get_language

from noaber.base.models import OutgoingMail

MAX_ATTEMPTS = 12
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


def send_due(at: datetime, limit: int = 50) -> int:
    """Send what is due; a failure is tried again later, ever less often. Returns the number sent."""
    sent = 0
    due = OutgoingMail.objects.filter(sent_at__isnull=True, due_at__lte=at, attempts__lt=MAX_ATTEMPTS)
    for pk in list(due.order_by("due_at").values_list("pk", flat=True)[:limit]):
        sent += _send_one(pk, at)
    return sent


def _send_one(pk: int, at: datetime) -> int:
    with transaction.atomic():
        # The row is claimed before the mail goes out, so that a second worker passes it by.
        claimed = OutgoingMail.objects.filter(pk=pk, sent_at__isnull=True, due_at__lte=at).update(
            due_at=at + timedelta(minutes=5)
        )
    if not claimed:
        return 0
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        _message(mail).send()
    except (SMTPException, OSError) as error:
        mail.attempts += 1
        mail.due_at = at + timedelta(minutes=2**mail.attempts)
        mail.last_error = str(error)[:300]
        mail.save(update_fields=["attempts", "due_at", "last_error"])
        return 0
    mail.sent_at = at
    mail.last_error = ""
    mail.save(update_fields=["sent_at", "last_error"])
    return 1


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        headers={**mail.headers, "Auto-Submitted": "auto-generated", "X-Noaber-Key": mail.key},
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
