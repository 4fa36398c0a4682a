# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answering news about a question by mail: it becomes a contribution that a coordinator judges."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from noaber.base import clock, incoming, replies
from noaber.base.models import IncomingMail, OutgoingMail
from noaber.questions import tasks, triage_actions
from noaber.questions.models import Contribution, ContributionState
from noaber.questions.testing import answer, mails_to, make_question, make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _we_receive_mail(settings):
    settings.MAIL_BACK = "*@post.example.org"


@pytest.fixture
def told(twente, carla, deliver):
    """Somebody who shares a question, and the mail that tells them it was answered."""
    now = clock.now()
    question = make_question(home=twente, at=now)
    voice = make_voice(question, email="pieter.b@example.org", at=now)
    answer(question, carla, now)
    deliver()
    mail = [one for one in mails_to("pieter.b@example.org") if "Reply-To" in one.headers][-1]
    return voice, mail


def reply(mail, text="Bij ons helpt een vaste avond.", sender="Pieter B. <Pieter.B@example.org>", files=()):
    message = EmailMessage()
    message["From"], message["To"] = sender, mail.headers["Reply-To"]
    message["Subject"], message["Message-ID"] = f"Re: {mail.subject}", "<1@example.org>"
    quoted = "\n".join(f"> {line}" for line in mail.text.splitlines())
    message.set_content(f"{text}\n\nOp di 3 mrt 2026 om 10:12 schreef Noaber <x@example.org>:\n\n{quoted}\n")
    for name, content, kind in files:
        message.add_attachment(content, maintype="application", subtype=kind, filename=name)
    return message


def send(message, times=1):
    for _time in range(times):
        incoming.keep(message.as_bytes(), recipient=message["To"], sender="pieter.b@example.org", at=clock.now())
        incoming.work_on_due(clock.now())
    assert not IncomingMail.objects.filter(done_at=None).exists()


def hears():
    return OutgoingMail.objects.get(key__startswith="incoming:").text


def test_an_answer_waits_for_the_coordinator_as_one_from_the_web_does(told, carla, deliver):
    voice, mail = told
    assert mail.text.startswith(replies.MARK)
    send(reply(mail), times=2)
    made = Contribution.objects.get()
    assert (made.text, made.person, made.state) == (
        "Bij ons helpt een vaste avond.", voice.person, ContributionState.WAITING,
    )  # fmt: skip
    assert (made.source, made.question) == ("experience", voice.question)
    deliver()
    # Nothing to confirm: who answers from their address has done so. Whoever judges hears of it.
    assert not OutgoingMail.objects.filter(key__contains="contribution_confirm").exists()
    assert OutgoingMail.objects.filter(key__contains="contribution_waits", to=carla.email).exists()
    triage_actions.judge(made, accept=True, by=carla, at=clock.now())
    assert Contribution.objects.get().state == ContributionState.ACCEPTED


def test_a_file_is_judged_by_its_content(told):
    _voice, mail = told
    send(reply(mail, files=[("gids.pdf", b"%PDF-1.4 gids", "pdf")]))
    assert Contribution.objects.get().file_name == "gids.pdf"
    send(reply(mail, text="Nog een.", files=[("gids.pdf", b"MZ\x90 program", "pdf")]))
    assert Contribution.objects.count() == 1
    assert "geen pdf" in hears()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sender": "iemand@elders.example"}, "vanaf het adres"),
        ({"text": ""}, "geen tekst van jezelf"),
        ({"text": "a" * 20_000}, "te lang"),
        ({"text": "Bel mevrouw Jansen, 06-12345678."}, "gegevens van een persoon"),
        ({"files": [("a.pdf", b"%PDF-1", "pdf"), ("b.pdf", b"%PDF-1", "pdf")]}, "één bestand"),
        ({"files": [("a.exe", b"MZ", "octet-stream")]}, "Dit soort bestand"),
    ],
)
def test_what_cannot_be_placed_is_told_in_kind_words(told, change, words):
    send(reply(told[1], **change))
    assert not Contribution.objects.exists()
    assert words in hears()


def test_who_left_or_did_not_confirm_cannot_answer(told):
    voice, mail = told
    voice.delete()
    send(reply(mail))
    assert "niet meer mee" in hears()


def test_a_question_that_is_hidden_takes_no_answer(told, carla):
    voice, mail = told
    triage_actions.hide(voice.question, text="Er staat een naam in.", by=carla, at=clock.now())
    send(reply(mail))
    assert not Contribution.objects.exists()
    assert "niet openbaar" in hears()


def test_in_a_copy_that_receives_no_mail_nothing_invites_to_answer(settings, twente, carla, deliver):
    settings.MAIL_BACK = ""
    question = make_question(home=twente, at=clock.now(), email="vraagt@example.org")
    answer(question, carla, clock.now())
    deliver()
    assert all("Reply-To" not in one.headers and replies.MARK not in one.text for one in mails_to("vraagt@example.org"))


def test_the_address_of_another_or_an_old_one_does_nothing(told):
    voice, mail = told
    message = reply(mail)
    del message["To"]
    message["To"] = incoming.address(tasks.REPLY, voice.pk, at=clock.now() - timedelta(days=200))
    send(message)
    assert not Contribution.objects.exists()
    assert "te oud" in hears()
