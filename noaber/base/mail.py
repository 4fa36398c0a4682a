# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail as rows: written with the change it tells about, sent by the worker, never lost and never sent twice."""

import contextlib
import hashlib
import re
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
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

from noaber.base import leases, queues, replies, troubles
from noaber.base.models import OutgoingMail

MAX_ATTEMPTS = 12
UNSENT = Q(sent_at__isnull=True, withheld_at__isnull=True)
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
    reply_to: str = "",
    asked_for: bool = False,
) -> OutgoingMail:
    """Write a mail, in the active language, in this transaction; one with a `key` already used is not written again.

    Its HTML is made from the text, unless there is a template that says the same in colour. With `reply_to` (an address
    of `incoming`) it can be answered. What somebody asks for at this moment is sent whatever became of earlier mails.
    """
    if reply_to:
        headers = {**(headers or {}), "Reply-To": reply_to}
    made = _made(to, subject, template, context, at, headers, html_template, attachments) | {"asked_for": asked_for}
    if reply_to:
        made["text"] = f"{replies.invitation()}\n\n{made['text']}"
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
    due = OutgoingMail.objects.filter(UNSENT, due_at__lte=at, attempts__lt=MAX_ATTEMPTS)
    claimed = leases.claim(due.order_by("due_at"), limit=limit, until=at + CLAIMED_FOR)
    if not claimed:
        return 0
    sent, began = 0, time.monotonic()
    server = get_connection()
    try:
        for number, mail in enumerate(_to_send(claimed, at)):
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


def _to_send(claimed: list[int], at: datetime) -> list[OutgoingMail]:
    """Of what was claimed all but what goes to an address that is not mailed any more."""
    mails = list(OutgoingMail.objects.filter(pk__in=claimed).order_by("created_at", "pk"))
    stopped = troubles.suppressed([mail.to for mail in mails], at)
    withheld = [mail.pk for mail in mails if mail.to.lower() in stopped and not mail.asked_for]
    OutgoingMail.objects.filter(pk__in=withheld).update(withheld_at=at)
    return [mail for mail in mails if mail.pk not in withheld]


def _send_one(mail: OutgoingMail, server: BaseEmailBackend, at: datetime) -> int:
    try:
        server.open()
        message = _message(mail)
        message.connection = server
        message.send()
    except SMTPRecipientsRefused as error:
        _refused(mail, error, at)
        return 0
    # An address that cannot be written in a mail (ValueError) keeps no other mail waiting.
    except (SMTPException, OSError, ValueError) as error:
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


def _refused(mail: OutgoingMail, error: SMTPRecipientsRefused, at: datetime) -> None:
    """The mail server says at once that it does not take the address: for now, or for good."""
    code, words = next(iter(error.recipients.values()), (0, b""))
    said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    unknown = code in (550, 551, 553) and re.search(r"\b5\.1\.\d", said) is not None
    mail.attempts = MAX_ATTEMPTS if unknown else mail.attempts + 1
    mail.due_at, mail.last_error = at + timedelta(minutes=2**mail.attempts), said[:300]
    if unknown:
        mail.withheld_at = at
        troubles.note(mail.to, troubles.What.BOUNCED, said=said, at=at)
    mail.save(update_fields=["attempts", "due_at", "last_error", "withheld_at"])


def _message_id(mail: OutgoingMail) -> str:
    """The same each time that this mail is sent, so that who gets it twice after all can tell."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:40]}@{host}>"


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    from noaber.base import bounces, incoming

    # Reports about this mail come to an address of its own (VERP), which is only in the envelope.
    back = incoming.address(bounces.PURPOSE, mail.pk, at=mail.created_at)
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=back or None,
        to=[mail.to],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
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


WAITING = queues.Rows(_("Mail"), OutgoingMail, undone=UNSENT, since="created_at", most=MAX_ATTEMPTS)
