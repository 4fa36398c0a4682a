# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page for who looks after a copy: what waits, what failed, once more; and the same as figures and as text."""

from datetime import timedelta

import pytest
from django.test import Client

from noaber.base import clock, leases, mail, queues, troubles
from noaber.base.models import Job, MailTrouble, OutgoingMail
from noaber.base.verdicts import Refused
from noaber.config.command import parser
from noaber.ledger.actions import WAITING
from noaber.ledger.models import Delivery, Entry
from noaber.people.models import Person
from noaber.site import commands, work_actions, work_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return Person.objects.create_superuser("beheer@example.org")


@pytest.fixture
def screen(keeper):
    client = Client()
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_mail(**fields):
    now = clock.now()
    given = {"key": "een", "to": "inge@example.org", "subject": "Je vraag", "created_at": now, "due_at": now}
    return OutgoingMail.objects.create(**{**given, **fields})


def given_up():
    return a_mail(attempts=mail.MAX_ATTEMPTS, last_error="(550, b'no such box')")


def test_a_keeper_sees_what_failed_in_words_and_has_it_done_once_more(screen, keeper):
    failed = given_up()
    page = screen.get("/-/werk/").content.decode()
    assert "no such box" in page
    assert "Niemand doet dit werk" in page
    address = f"/-/werk/mail/{failed.pk}/opnieuw/"
    assert address in page
    assert screen.post(address).status_code == 302
    failed.refresh_from_db()
    assert failed.attempts == 0
    assert mail.send_due(clock.now()) == 1
    entry = Entry.objects.get(verb="work.retried")
    assert (entry.kind, entry.ref, entry.by, entry.data) == ("work", "mail", keeper, {"pk": failed.pk})
    # Twice is told in words, and does nothing.
    assert "is al gedaan" in screen.post(address, follow=True).content.decode()
    assert Entry.objects.filter(verb="work.retried").count() == 1


def test_only_a_keeper_may(pieter):
    with pytest.raises(Refused):
        work_actions.retry("mail", given_up().pk, by=pieter, at=clock.now())


def test_what_is_no_queue_is_refused(keeper):
    with pytest.raises(Refused):
        work_actions.retry("zolder", 1, by=keeper, at=clock.now())


def test_a_handler_that_failed_is_tried_ever_later_and_shows(screen):
    entry = Entry.objects.create(verb="x.y", kind="x", ref="1", at=clock.now() - timedelta(hours=1))
    row = Delivery.objects.create(
        entry=entry, handler="noaber.questions.tasks.tell", attempts=3, last_error="ValueError('kapot')",
        due_at=clock.now() + timedelta(minutes=5),
    )  # fmt: skip
    page = screen.get("/-/werk/").content.decode()
    assert "questions.tasks.tell" in page
    assert "kapot" in page
    assert WAITING.standing(clock.now()).waiting == 0
    assert WAITING.retry(row.pk, at=clock.now())
    assert WAITING.standing(clock.now()).waiting == 1


def test_what_was_put_off_by_a_wrong_clock_is_made_due_again():
    a_mail(due_at=clock.now() + timedelta(days=400))
    assert queues.QUEUES["mail"].recover(clock.now()) == 1
    assert mail.send_due(clock.now()) == 1


def test_what_waits_too_long_is_said(screen):
    a_mail(due_at=clock.now() - timedelta(hours=1))
    leases.make_known(["mail"])
    Job.objects.update(due_at=clock.now() - timedelta(hours=1), failures=2, last_error="OSError()")
    page = screen.get("/-/werk/").content.decode()
    assert "te lang" in page
    assert "te laat" in page
    assert "2 keer mislukt" in page


def test_an_address_that_gave_trouble_is_mailed_again_when_a_keeper_says_so(screen):
    troubles.note("inge@example.org", troubles.What.BOUNCED, said="5.1.1 unknown", at=clock.now())
    assert "5.1.1 unknown" in screen.get("/-/werk/").content.decode()
    address = f"/-/werk/adres/{MailTrouble.objects.get().pk}/"
    screen.post(address)
    assert not troubles.suppressed(["inge@example.org"], clock.now())
    assert "krijgt al mail" in screen.post(address, follow=True).content.decode()
    assert Entry.objects.filter(verb="work.address_trusted").count() == 1


def test_figures_are_for_keepers_and_for_who_has_the_token(screen, settings):
    a_mail(due_at=clock.now() - timedelta(minutes=2))
    told = screen.get("/-/metrics/").content.decode()
    assert 'noaber_queue_waiting{queue="mail"} 1.0' in told
    assert "noaber_mails_sent_total 0.0" in told
    assert 'noaber_queue_oldest_seconds{queue="mail"} 12' in told
    client = Client()
    assert client.get("/-/metrics/", headers={"authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "geheim"
    assert client.get("/-/metrics/", headers={"authorization": "Bearer geheim"}).status_code == 200
    assert client.get("/-/metrics/", headers={"authorization": "Bearer geheimer"}).status_code == 404
    assert client.get("/-/metrics/").status_code == 404


def test_the_command_says_the_same(capsys):
    given_up()
    leases.Holder().renew([])
    assert commands.work(parser().parse_args(["worker", "--status"])) == 0
    told = capsys.readouterr().out
    assert "workers: 1" in told
    assert "mail: 0 waiting, 1 failed" in told
    assert "no such box" in told


def test_every_job_has_a_line():
    names = {row.registered.name for row in work_queries.job_rows(clock.now())}
    assert {"mail", "ledger", "search outbox"} <= names
