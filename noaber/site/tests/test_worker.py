# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber worker`: the waiting work by itself, beside web processes that leave it alone."""

import os
import signal

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
    prepared = []
    monkeypatch.setattr(commands, "_make_ready", lambda: prepared.append(True))

    def work(stop):
        assert not stop.is_set()
        os.kill(os.getpid(), number)
        assert stop.wait(5)

    monkeypatch.setattr(worker, "run_forever", work)
    assert COMMANDS["worker"] == ("noaber.site.commands", "work")
    assert commands.work(parser().parse_args(["worker"])) == 0
    assert prepared == [True]
    assert "The worker works" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "works"), [(["serve"], "1"), (["serve", "--without-worker"], "0")])
def test_web_processes_do_it_too_unless_told_not_to(words, works, monkeypatch):
    monkeypatch.setenv("NOABER_WORKER", "")
    monkeypatch.setattr(commands, "_serve", lambda *_options: None)
    assert commands.serve(parser().parse_args(words)) == 0
    assert os.environ["NOABER_WORKER"] == works
