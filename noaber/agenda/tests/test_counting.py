# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was weighed is counted by a process of its own, that ends with who started it and is replaced when it ends."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from noaber.agenda import closing, counting, queries, weighing
from noaber.agenda.outcome import Candidate, Cast, Setup
from noaber.agenda.testing import RULES, make_round, make_votes
from noaber.agenda.tests.rounds import PERSPECTIVES, SETTINGS, content
from noaber.agenda.weighing_models import Result
from noaber.base import clock

# These load for real what counts, which takes seconds.
pytestmark = pytest.mark.slow
NUMBERS = list(range(1, 9))
# A process that starts one, tells its number and whether it loaded itself what counts, and waits to be killed.
STARTS = """
import sys, time
import django
django.setup()
from noaber.agenda.counting import Counter
counter = Counter()
counter.keep()
print(counter.pid, "scipy" in sys.modules, flush=True)
time.sleep(60)
"""


@pytest.fixture
def asked():
    chance = random.Random(1)
    casts = [
        Cast(
            chance.choice(PERSPECTIVES),
            {kind: content(kind, rules, NUMBERS, chance, str(number)) for kind, rules in SETTINGS.items()},
        )
        for number in range(30)
    ]
    setup = Setup(tuple(SETTINGS.items()), places=3, invited={"resident": 9}, seed="lot")
    return [Candidate(number, f"Kandidaat {number}") for number in NUMBERS], casts, setup


@pytest.fixture
def apart(settings):
    settings.COUNT_APART = True


def ended(pid):
    """Whether a process is gone (or only waits for its parent to read how it ended)."""
    for _tenth in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


def test_it_gives_the_same_outcome_and_another_takes_over_when_it_is_killed(asked, apart):
    expected = weighing.weigh(*asked)
    with counting.ready() as counter:
        assert counting.weigh(*asked) == expected
        # The same again is remembered, something else is counted.
        assert counting.weigh(*asked) == expected
        fewer = (asked[0], asked[1][1:], asked[2])
        assert counting.weigh(*fewer) == weighing.weigh(*fewer)
        assert counting.weigh(*asked) == expected
        first = counter.pid
        counter.keep()
        assert counter.pid == first
        os.kill(first, signal.SIGKILL)
        assert ended(first)
        assert counting.weigh(*asked) == expected
        second = counter.pid
        assert second not in (None, first)
    assert counter.pid is None
    assert ended(second)


def test_where_none_can_be_started_it_is_counted_here(asked, apart, monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert counting.weigh(*asked) == weighing.weigh(*asked)
    assert "the process that counts ended" in caplog.text


def test_one_that_hangs_is_left(asked, apart, monkeypatch):
    monkeypatch.setattr(counting, "WEIGHS", 0.0)
    with counting.ready() as counter:
        counter.keep()
        pid = counter.pid
        with pytest.raises(counting.Gone):
            counter.weigh(*asked)
    assert ended(pid)


def test_it_ends_with_who_started_it_and_that_one_loads_nothing(tmp_path):
    root = Path(__file__).parents[3]
    given = {"NOABER_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "noaber.config.settings", "PYTHONPATH": str(root)}
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTS], env=os.environ | given, stdout=subprocess.PIPE, text=True
    )
    with starter:
        pid, loaded = starter.stdout.readline().split()
        starter.kill()
    assert loaded == "False"
    assert ended(int(pid))


@pytest.mark.django_db(transaction=True)
def test_the_result_is_there_after_closing_though_what_counts_was_killed_before(twente, carla, apart, monkeypatch):
    round = make_round(twente, carla)
    make_votes(round, resident=[(1,)] * 3)
    made, kept = [], counting.Counter.keep

    def keep(counter):
        kept(counter)
        made.append(counter.pid)

    monkeypatch.setattr(counting.Counter, "keep", keep)
    # Weighing runs until both have loaded; from then on the clock runs, and weighing closes a second later.
    began = []
    closes = RULES["decide_from"] - dt.timedelta(seconds=1)
    monkeypatch.setattr(
        clock, "now", lambda: closes + dt.timedelta(seconds=time.monotonic() - began[0] if began else 0)
    )
    assert closing.stand_by()
    first = _pid(made)
    os.kill(first, signal.SIGKILL)
    second = _pid(made, other_than=first)
    began.append(time.monotonic())
    while not queries.is_counted(round) and time.monotonic() - began[0] < 30:
        time.sleep(0.02)
    # How soon is measured by `./run bench voting`; a busy machine is no reason to call it wrong.
    assert queries.is_counted(round)
    assert Result.objects.get().voters == 3
    assert ended(second)
    while closing._standing.locked():
        time.sleep(0.02)


def _pid(made, other_than=None):
    for _tenth in range(600):
        if made and made[-1] != other_than:
            return made[-1]
        time.sleep(0.1)
    raise AssertionError("no process stands ready")
