# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber worker`: the waiting work by itself, beside web processes that leave it alone."""

import os
import signal
import threading

import pytest

from noaber.base import worker
from noaber.config.command import COMMANDS, parser
from noaber.site import commands


@pytest.fixture
def signals():
    """The process's own way to stop, put back afterwards."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_works_until_it_is_told_to_stop(number, signals, monkeypatch, capsys):
    prepared, jobs = [], []
    monkeypatch.setattr(commands, "_make_ready", lambda: prepared.append(True))
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)

    def due(_moment):
        jobs.append(True)
        if len(jobs) == 2:
            os.kill(os.getpid(), number)

    monkeypatch.setattr(worker, "run_due", due)
    assert COMMANDS["worker"] == ("noaber.site.commands", "work")
    assert commands.work(parser().parse_args(["worker"])) == 0
    assert prepared == [True]
    assert len(jobs) == 2
    assert "The worker works" in capsys.readouterr().out


def test_a_second_one_waits_until_the_first_is_gone(monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    turns, stops = [], [threading.Event(), threading.Event()]

    def work(number):
        monkeypatch.setattr(worker, "run_due", lambda _moment: turns.append(threading.current_thread().name))
        worker.run_forever(stops[number])

    first = threading.Thread(target=work, args=(0,), name="first")
    second = threading.Thread(target=work, args=(1,), name="second")
    first.start()
    while not turns:
        pass
    second.start()
    threading.Event().wait(0.6)
    assert set(turns) == {"first"}
    stops[0].set()
    first.join(5)
    turns.clear()
    for _tenth in range(50):
        if turns:
            break
        threading.Event().wait(0.1)
    stops[1].set()
    second.join(5)
    assert set(turns) == {"second"}


@pytest.mark.parametrize(("words", "works"), [(["serve"], "1"), (["serve", "--without-worker"], "0")])
def test_web_processes_do_it_too_unless_told_not_to(words, works, monkeypatch):
    monkeypatch.setenv("NOABER_WORKER", "")
    monkeypatch.setattr(commands, "_serve", lambda *_options: None)
    assert commands.serve(parser().parse_args(words)) == 0
    assert os.environ["NOABER_WORKER"] == works
