# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workers that are killed: real processes of `noaber worker` on one database; nothing is lost, nothing done twice."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from noaber.base import clock
from noaber.base.models import Job, OutgoingMail, Worker
from noaber.ledger.actions import left_to_worker
from noaber.ledger.models import Delivery
from noaber.questions import actions as questions
from noaber.site import commands
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
MAILS = 120


class Sink:
    """A mail server that takes its time, and knows what it took."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos[0], message_id(envelope.content)))
        return "250 OK"


def message_id(content):
    return next(line for line in content.decode().splitlines() if line.startswith("Message-ID:"))


@pytest.fixture
def sink():
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def start(sink, tmp_path):
    """Starts a worker as an operator does; whatever the test forgets is ended."""
    data = tmp_path
    address = ""
    if connection.vendor == "sqlite":
        data = Path(connection.settings_dict["NAME"]).parent
    else:
        told = connection.settings_dict
        address = f"postgresql://{told['USER']}@{quote(told['HOST'], safe='')}/{told['NAME']}"
    (data / "ready.json").write_text(json.dumps({"stamp": commands.stamp(), "empty": True}))
    given = {"NOABER_DATA": str(data), "NOABER_MAIL": f"smtp://127.0.0.1:{sink.port}", "NOABER_EMBEDDINGS": "0"}
    begun = []

    def begin():
        environment = os.environ | given | ({"DATABASE_URL": address} if address else {})
        words = [sys.executable, "-m", "noaber", "worker"]
        begun.append(subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def until(holds, seconds=60):
    """Wait for something; says whether it came."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()


def ask_many():
    """Questions of which all that follows is left to the workers."""
    moment = clock.now() - timedelta(minutes=1)
    with left_to_worker():
        for number in range(MAILS):
            words = {"title": f"Hoe gaat het met nummer {number}?", "perspective": "resident"}
            questions.ask(**words, email=f"vrager{number}@example.org", by=None, at=moment)


@pytest.mark.slow
def test_killed_workers_lose_nothing_and_send_nothing_twice(start, sink):
    ask_many()
    chance = random.Random(5)
    working = [start(), start()]
    assert until(lambda: len(sink.taken) >= 5)
    kills = 0
    while len(sink.taken) < MAILS * 2 // 3 and kills < 4:
        working.pop(chance.randrange(2)).kill()
        kills += 1
        before = len(sink.taken)
        working.append(start())
        until(lambda taken=before: len(sink.taken) > taken + 10, 20)
    # What the killed ones had claimed comes free when its time is over: here that is at once.
    until(lambda: not Delivery.objects.filter(done_at__isnull=True).exists())
    OutgoingMail.objects.filter(sent_at__isnull=True).update(due_at=clock.now())
    assert until(lambda: not OutgoingMail.objects.filter(sent_at__isnull=True).exists())
    assert kills > 0
    assert {address for address, _id in sink.taken} == {f"vrager{number}@example.org" for number in range(MAILS)}
    # A mail that its worker was just handing over when it was killed comes again under the same Message-ID, by which
    # who receives it knows; nothing else comes twice.
    assert len({message for _address, message in sink.taken}) == MAILS
    again = [message for _address, message in sink.taken if Counter(m for _a, m in sink.taken)[message] > 1]
    assert len(set(again)) <= kills
    assert OutgoingMail.objects.count() == MAILS


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_leaves_its_jobs_to_another(start):
    first = start()
    assert until(lambda: Job.objects.exclude(holder="").exists())
    second = start()
    assert until(lambda: Worker.objects.count() == 2)
    first.send_signal(signal.SIGTERM)
    assert first.wait(40) == 0
    name = Worker.objects.get().name
    assert until(lambda: not Job.objects.exclude(holder=name).filter(until__isnull=False).exists(), 20)
    assert until(lambda: Job.objects.filter(holder=name).exists(), 20)
    second.send_signal(signal.SIGTERM)
    assert second.wait(40) == 0
    assert not Worker.objects.exists()
