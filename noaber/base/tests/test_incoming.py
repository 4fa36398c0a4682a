# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail that comes back: sealed addresses, reports of mail servers, and who is not mailed any more."""

import smtplib
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage as Sent

from noaber.base import clock, incoming, mail, receiving, reports, signing, troubles
from noaber.base.models import IncomingMail, MailTrouble, OutgoingMail
from noaber.base.testing import at

AT = at()
DSN = """From: MAILER-DAEMON@example.net
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; inge@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} User unknown

--b--
"""
ARF = """From: fbl@example.net
To: {to}
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--b
Content-Type: message/rfc822

Return-Path: <{back}>
From: noaber@example.org
Subject: Nieuw

Hallo
--b--
"""


@pytest.fixture(autouse=True)
def _we_receive_mail(settings: Any) -> None:
    settings.MAIL_BACK = "*@post.example.org"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[incoming.Letter]:
    letters: list[incoming.Letter] = []
    monkeypatch.setitem(incoming.PURPOSES, "iets", incoming.Purpose(letters.append, timedelta(days=90), False))
    return letters


def letter(to: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Inge <inge@example.org>", to, "Re: nieuws"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Ik weet iets.")
    return message.as_bytes()


def came(raw: bytes, to: str, sender: str = "inge@example.org", moment: Any = AT) -> int:
    incoming.keep(raw, recipient=to, sender=sender, at=moment)
    return incoming.work_on_due(moment)


def a_mail(key: str = "een") -> OutgoingMail:
    return OutgoingMail.objects.create(
        key=key, to="inge@example.org", subject="Nieuw", text="Hallo", created_at=AT, due_at=AT
    )


def test_an_address_says_what_it_is_for(taken: Any) -> None:
    told = incoming.address("iets", 12345678, at=AT)
    assert len(told.partition("@")[0]) <= 64
    assert incoming.opened(told, at=AT) == ("iets", 12345678)
    assert incoming.opened(told.upper(), at=AT + timedelta(days=90)) == ("iets", 12345678)
    with pytest.raises(signing.Expired):
        incoming.opened(told, at=AT + timedelta(days=92))


def test_an_address_with_a_plus_does_too(taken: Any, settings: Any) -> None:
    settings.MAIL_BACK = "noaber+*@example.org"
    told = incoming.address("iets", 7, at=AT)
    assert told.startswith("noaber+iets-")
    assert incoming.opened(told, at=AT) == ("iets", 7)


def test_a_copy_that_receives_no_mail_gives_no_address(settings: Any) -> None:
    settings.MAIL_BACK = ""
    assert incoming.address("iets", 7, at=AT) == ""
    assert not incoming.is_ours("x@post.example.org")
    assert not receiving.is_for_complaints("")
    with pytest.raises(signing.Forged):
        incoming.opened("x@post.example.org", at=AT)


def test_every_other_letter_breaks_the_seal(taken: Any) -> None:
    told = incoming.address("iets", 7, at=AT)
    local = told.partition("@")[0]
    forged = [told.replace("iets-", "terug-"), "iets-aaaa@post.example.org", "@post.example.org", told + ".evil.org"]
    # The last letter holds two bits of nothing.
    for place in range(5, len(local) - 1):
        other = "a" if local[place] != "a" else "b"
        forged.append(f"{local[:place]}{other}{local[place + 1 :]}@post.example.org")
    for one in forged:
        with pytest.raises(signing.Forged):
            incoming.opened(one, at=AT)


@pytest.mark.django_db
def test_a_mail_is_taken_once_and_then_forgotten(taken: list[incoming.Letter]) -> None:
    to = incoming.address("iets", 7, at=AT)
    assert came(letter(to), to) == 1
    assert came(letter(to), to) == 0
    assert [(one.number, one.sender) for one in taken] == [(7, "inge@example.org")]
    row = IncomingMail.objects.get()
    assert (bytes(row.raw), row.sender, row.recipient) == (b"", "", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.example.org>"},
        {"X_Autoreply": "yes"}, {"X_Noaber_Key": "een"}, {"Return_Path": "<>"},
    ],
)  # fmt: skip
def test_what_machines_answer_is_no_answer_and_gets_none(taken: Any, headers: dict[str, str]) -> None:
    to = incoming.address("iets", 7, at=AT)
    assert came(letter(to, **headers), to) == 1
    assert taken == []
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_forged_address_gets_no_answer_and_an_old_one_a_kind_one(taken: Any) -> None:
    to = incoming.address("iets", 7, at=AT)
    came(letter("x"), "iets-aaaaaaaaaaaaaaaaaaaaaaaaaa@post.example.org")
    assert not OutgoingMail.objects.exists()
    came(letter(to), to, moment=AT + timedelta(days=100))
    assert taken == []
    told = OutgoingMail.objects.get()
    assert told.to == "inge@example.org"
    assert "te oud" in told.text


@pytest.mark.django_db
def test_who_is_refused_hears_why_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_letter: incoming.Letter) -> None:
        raise incoming.NotPlaced("Dit kan niet: de deur is dicht.")

    monkeypatch.setitem(incoming.PURPOSES, "dicht", incoming.Purpose(refuse, timedelta(days=9), False))
    for number in range(incoming.ANSWERS_A_DAY + 3):
        to = incoming.address("dicht", number, at=AT)
        came(letter(to), to)
    assert OutgoingMail.objects.count() == incoming.ANSWERS_A_DAY
    assert "de deur is dicht" in OutgoingMail.objects.earliest("pk").text


@pytest.mark.django_db
def test_a_handler_that_fails_is_tried_again_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_letter: incoming.Letter) -> None:
        a_mail()
        raise RuntimeError("kapot")

    monkeypatch.setitem(incoming.PURPOSES, "stuk", incoming.Purpose(fail, timedelta(days=9), False))
    to = incoming.address("stuk", 1, at=AT)
    assert came(letter(to), to) == 0
    assert not OutgoingMail.objects.exists()
    row = IncomingMail.objects.get()
    assert (row.attempts, row.done_at) == (1, None)
    assert "kapot" in row.last_error
    assert bytes(row.raw)
    assert incoming.forget_old(AT + timedelta(days=100)) == 1


# ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_each_mail_has_its_own_sender_in_the_envelope_only() -> None:
    row = a_mail()
    assert mail.send_due(AT) == 1
    sent = outbox.outbox[0]
    assert incoming.opened(sent.from_email, at=AT) == ("terug", row.pk)
    assert "noaber@localhost" in str(sent.message()["From"])
    assert "terug-" not in sent.message().as_string()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "status", "stops"),
    [
        ("failed", "5.1.1", 1),
        ("failed", "5.0.0", 1),
        ("delayed", "4.4.1", 0),
        ("failed", "5.2.2", 3),
        ("failed", "5.7.1", 3),
    ],
)  # fmt: skip
def test_a_mail_that_bounces_for_good_is_the_last(action: str, status: str, stops: int) -> None:
    for number in range(stops or 5):
        assert not troubles.suppressed(["Inge@example.org"], AT)
        back = incoming.address("terug", a_mail(f"mail {number}").pk, at=AT)
        came(DSN.format(to=back, action=action, status=status).encode(), back, sender="")
    assert bool(troubles.suppressed(["Inge@example.org"], AT)) == bool(stops)
    withheld = OutgoingMail.objects.count() if stops else 0
    assert mail.send_due(AT) == OutgoingMail.objects.count() - withheld
    assert OutgoingMail.objects.filter(withheld_at=AT, sent_at=None).count() == withheld
    assert mail.send_due(AT + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_what_somebody_asks_for_goes_all_the_same_and_trust_comes_back() -> None:
    troubles.note("inge@example.org", troubles.What.BOUNCED, at=AT)
    OutgoingMail.objects.create(
        key="code", to="Inge@example.org", subject="Code", text="123", created_at=AT, due_at=AT, asked_for=True
    )
    assert mail.send_due(AT) == 1
    assert [line.address for line in troubles.all_suppressed(AT)] == ["inge@example.org"]
    assert troubles.mailable(["inge@example.org", "bas@example.org"], AT) == {"bas@example.org"}
    assert troubles.trust("Inge@example.org", at=AT)
    assert not troubles.trust("Inge@example.org", at=AT)
    a_mail()
    assert mail.send_due(AT) == 1
    assert MailTrouble.objects.count() == 2


@pytest.mark.django_db
def test_a_complaint_stops_mail_to_who_complained_and_a_forged_one_nobodys() -> None:
    back = incoming.address("terug", a_mail().pk, at=AT)
    came(
        ARF.format(to="klachten@post.example.org", back="terug-aaaa@post.example.org").encode(),
        "klachten@post.example.org",
    )
    assert not troubles.suppressed(["inge@example.org"], AT)
    came(ARF.format(to="klachten@post.example.org", back=back).encode(), "klachten@post.example.org")
    assert troubles.suppressed(["inge@example.org"], AT)["inge@example.org"].what == troubles.What.COMPLAINED


@pytest.mark.django_db
def test_anything_else_to_a_bounce_address_says_nothing() -> None:
    back = incoming.address("terug", a_mail().pk, at=AT)
    broken = DSN.format(to=back, action="failed", status="vijf").encode()
    for raw in (letter(back), broken, broken[:400], b"", b"\xff\x00"):
        came(raw, back, sender="")
    assert not MailTrouble.objects.exists()
    assert not IncomingMail.objects.filter(done_at=None).exists()


@pytest.mark.django_db
def test_a_server_that_knows_the_address_not_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Sent, *_words: Any, **_more: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"inge@example.org": (550, b"5.1.1 No such user")})

    a_mail()
    monkeypatch.setattr(Sent, "send", refuse)
    assert mail.send_due(AT) == 0
    assert troubles.suppressed(["inge@example.org"], AT)
    assert mail.WAITING.standing(AT).failed == 0


def test_not_spam_is_no_complaint() -> None:
    import email

    raw = ARF.format(to="x", back="y").replace("Feedback-Type: abuse", "Feedback-Type: not-spam")
    assert reports.read(email.message_from_string(raw)) is None


# ── By LMTP and SMTP, from a real client ─────────────────────────────────────────────────────────────────────────────
@pytest.fixture(params=["lmtp", "smtp"])
def listening(request: Any) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    receiver = receiving.receiver(f"{request.param}://127.0.0.1:{port}")
    receiver.start()
    yield request.param, port
    receiver.stop()


@pytest.mark.django_db(transaction=True)
def test_mail_is_kept_before_its_sender_hears_so(listening: tuple[str, int], taken: list[incoming.Letter]) -> None:
    kind, port = listening
    client = smtplib.LMTP if kind == "lmtp" else smtplib.SMTP
    to = incoming.address("iets", 7, at=clock.now())
    with client("127.0.0.1", port) as server:
        server.sendmail("inge@example.org", [to], letter(to))
        server.sendmail("inge@example.org", [to], letter(to))
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            server.sendmail("spam@example.org", ["iemand@elders.example"], b"Subject: x\n\nx")
        with pytest.raises((smtplib.SMTPResponseException, smtplib.SMTPSenderRefused)):
            server.sendmail("inge@example.org", [to], letter(to) + b"x\n" * receiving.LARGEST)
    assert IncomingMail.objects.count() == 1
    assert incoming.work_on_due(clock.now()) == 1
    assert [one.number for one in taken] == [7]


@pytest.mark.django_db
def test_through_a_pipe_it_is_for_whom_its_headers_say(taken: list[incoming.Letter]) -> None:
    to = incoming.address("iets", 9, at=clock.now())
    assert receiving.keep_by_headers(letter(f"Noaber <{to}>, iemand@elders.example")) == 1
    assert receiving.keep_by_headers(letter("iemand@elders.example")) == 0
    assert receiving.keep_by_headers(b"x" * (receiving.LARGEST + 1)) == 0
    incoming.work_on_due(clock.now())
    assert [one.number for one in taken] == [9]


@pytest.mark.django_db
@pytest.mark.parametrize("sender", ["@", "inge@", "inge@x", f"inge@é{'a' * 70}.nl"])
def test_only_an_address_that_can_be_mailed_is_answered(sender: str) -> None:
    message = EmailMessage()
    for moment in range(2):
        incoming.answer(sender, message, incoming.NotPlaced("Kan niet."), key=f"{moment}", at=AT)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_only_what_has_our_seal_is_kept_and_not_without_end(taken: Any) -> None:
    now = clock.now()
    told = incoming.address("iets", 7, at=now)
    old = incoming.address("iets", 7, at=now - timedelta(days=200))
    forged = "iets-" + "a" * 26 + "@post.example.org"
    assert receiving.keep(letter(told), [forged, told, old], "inge@example.org") == 2
    many = [incoming.address("iets", number, at=now) for number in range(50)]
    assert receiving.keep(b"anders", many, "inge@example.org") == receiving.MOST_ADDRESSES
