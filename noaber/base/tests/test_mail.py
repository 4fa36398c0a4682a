# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail is a row first: sent once, tried again, readable where no server is set."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage

from noaber.base import mail, mailbox
from noaber.base.models import OutgoingMail
from noaber.base.testing import at

pytestmark = pytest.mark.django_db
AT = at()


def _enqueue(key: str = "", subject: str = "Hallo") -> OutgoingMail:
    return mail.enqueue(
        to="inge@example.org",
        subject=subject,
        template="base/mail/plain.txt",
        context={"body": "Dag <b>Inge</b>"},
        at=AT,
        key=key,
    )


def test_a_mail_goes_out_once() -> None:
    _enqueue("question.1")
    _enqueue("question.1")
    assert mail.send_due(AT) == 1
    assert mail.send_due(AT + timedelta(hours=1)) == 0
    assert [message.subject for message in outbox.outbox] == ["Hallo"]


def test_a_subject_cannot_add_headers() -> None:
    _enqueue(subject="Hallo\r\nBcc: iedereen@example.org")
    mail.send_due(AT)
    assert outbox.outbox[0].subject == "Hallo Bcc: iedereen@example.org"
    assert outbox.outbox[0].recipients() == ["inge@example.org"]


def test_the_html_part_shows_what_was_typed_as_text() -> None:
    _enqueue()
    mail.send_due(AT)
    html = outbox.outbox[0].alternatives[0][0]
    assert "&lt;b&gt;Inge&lt;/b&gt;" in html


def test_a_failing_server_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: EmailMessage, *arguments: Any, **options: Any) -> int:
        raise ConnectionRefusedError("no server")

    row = _enqueue()
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", fail)
        assert mail.send_due(AT) == 0
    row.refresh_from_db()
    assert row.attempts == 1
    assert "no server" in row.last_error
    assert mail.send_due(AT) == 0
    assert mail.send_due(AT + timedelta(minutes=3)) == 1


def test_without_a_server_mails_are_kept_to_read(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    backend = mailbox.FolderBackend()
    message = EmailMessage("Je vraag staat erop", "Bekijk hem hier: http://localhost/x", to=["inge@example.org"])
    backend.send_messages([message, message])
    kept = mailbox.read_folder()
    assert [one["number"] for one in kept] == ["000002", "000001"]
    assert kept[0]["to"] == "inge@example.org"
    assert "http://localhost/x" in kept[0]["text"]


def test_an_address_that_cannot_be_written_keeps_no_other_mail_waiting() -> None:
    bad = _enqueue("slecht")
    OutgoingMail.objects.filter(pk=bad.pk).update(to=f"inge@é{'a' * 70}.nl")
    _enqueue("goed")
    assert mail.send_due(AT) == 1
    bad.refresh_from_db()
    assert (bad.attempts, bad.sent_at, bool(bad.last_error)) == (1, None, True)
