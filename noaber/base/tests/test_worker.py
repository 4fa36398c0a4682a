# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker runs what is due, survives a failing job, shares the work with others, and has two lanes."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from noaber.base import clock, leases, worker
from noaber.base.models import Job, OutgoingMail, Worker
from noaber.base.testing import at
from noaber.base.worker import Lane, Place

pytestmark = pytest.mark.django_db
GO_ON = threading.Event()


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(worker, "JOBS", {})


def a_worker() -> worker.Work:
    """A worker that took what is free."""
    leases.make_known(worker.JOBS)
    work = worker.Work()
    work.renew()
    return work


def passed(work: worker.Work, seconds: float) -> None:
    """As if so long went by since each job began."""
    for job in work.jobs.values():
        if job.last is not None:
            job.last -= seconds


def test_jobs_run_when_due_and_a_failure_stays_alone(caplog: pytest.LogCaptureFixture) -> None:
    ran: list[str] = []

    def fail() -> None:
        ran.append("fail")
        raise RuntimeError("kapot")

    worker.every(seconds=10, name="fail")(fail)
    worker.every(seconds=10, name="fine")(lambda: ran.append("fine"))
    work = a_worker()
    work.run_due(Lane.QUICK, GO_ON)
    work.run_due(Lane.QUICK, GO_ON)
    assert ran == ["fail", "fine"]
    assert "worker job fail failed" in caplog.text
    passed(work, 10)
    work.run_due(Lane.QUICK, GO_ON)
    assert len(ran) == 4
    failed, fine = Job.objects.get(name="fail"), Job.objects.get(name="fine")
    assert (failed.failures, failed.last_error) == (2, "RuntimeError('kapot')")
    assert (fine.failures, fine.last_error) == (0, "")


def test_what_a_job_did_is_counted_and_a_success_ends_its_failures() -> None:
    outcomes: list[Callable[[], int]] = [lambda: 1 // 0, lambda: 3, lambda: 4]
    worker.every(seconds=60, name="count", lane=Lane.QUICK)(lambda: outcomes.pop(0)())
    work = a_worker()
    for _turn in range(3):
        work.run_due(Lane.QUICK, GO_ON)
        passed(work, 60)
    row = Job.objects.get(name="count")
    assert (row.done, row.failures, row.last_error) == (7, 0, "")
    assert row.due_at is not None
    assert row.began_at is not None
    assert row.due_at - row.began_at == timedelta(seconds=60)


def test_a_job_runs_with_one_worker_and_with_another_when_that_leaves() -> None:
    ran: list[str] = []
    worker.every(seconds=0, name="note")(lambda: ran.append("note"))
    first, second = a_worker(), a_worker()
    second.run_due(Lane.QUICK, GO_ON)
    assert ran == []
    first.run_due(Lane.QUICK, GO_ON)
    assert ran == ["note"]
    first.end()
    first.run_due(Lane.QUICK, GO_ON)
    second.renew()
    second.run_due(Lane.QUICK, GO_ON)
    assert ran == ["note", "note"]
    assert [one.name for one in leases.workers(clock.now())] == [second.holder.name]


def test_what_a_killed_worker_held_comes_free_after_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.every(seconds=0, name="note")(lambda: None)
    first, second = a_worker(), a_worker()
    assert not second.holder.holds("note")
    later = clock.now() + leases.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    second.renew()
    assert second.holder.holds("note")
    first.renew()
    assert not first.holder.holds("note")


def test_a_worker_killed_on_this_machine_is_seen_at_once() -> None:
    worker.every(seconds=0, name="note")(lambda: None)
    dead = a_worker()
    machine = dead.holder.name.split(":")[0]
    # No process has this number: they end at four million.
    Worker.objects.update(name=f"{machine}:99999999:abcdef")
    Job.objects.update(holder=f"{machine}:99999999:abcdef")
    second = a_worker()
    assert second.holder.holds("note")
    assert Worker.objects.count() == 1


def test_who_cannot_renew_stops_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.every(seconds=0, name="note")(lambda: None)
    work = a_worker()
    assert work.holder.holds("note")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + leases.LEASE.total_seconds() + 1)
    assert not work.holder.holds("note")


def test_who_takes_over_does_not_repeat_what_was_done_a_moment_ago() -> None:
    ran: list[str] = []
    worker.every(seconds=3600, name="hourly")(lambda: ran.append("hourly"))
    first = a_worker()
    first.run_due(Lane.SLOW, GO_ON)
    first.end()
    second = a_worker()
    second.run_due(Lane.SLOW, GO_ON)
    assert ran == ["hourly"]
    Job.objects.update(due_at=clock.now() - timedelta(seconds=1))
    second.end()
    a_worker().run_due(Lane.SLOW, GO_ON)
    assert ran == ["hourly", "hourly"]


def test_shared_jobs_run_in_every_worker_and_those_of_a_folder_in_one() -> None:
    ran: list[str] = []
    worker.every(seconds=60, name="shared", place=Place.ALL, lane=Lane.QUICK)(lambda: ran.append("shared"))
    worker.every(seconds=60, name="folder", place=Place.HERE, lane=Lane.QUICK)(lambda: ran.append("folder"))
    first, second = a_worker(), a_worker()
    for work in (first, second, first, second):
        work.run_due(Lane.QUICK, GO_ON)
    assert sorted(ran) == ["folder", "shared", "shared"]
    first.end()
    second.run_due(Lane.QUICK, GO_ON)
    assert ran.count("folder") == 2
    second.end()


def test_a_lane_that_is_at_something_long_leaves_its_other_jobs_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.every(seconds=0, name="long", lane=Lane.SLOW)(lambda: None)
    worker.every(seconds=0, name="behind it", lane=Lane.SLOW)(lambda: None)
    worker.every(seconds=0, name="mail")(lambda: None)
    work = a_worker()
    work.at[Lane.SLOW] = ("long", time.monotonic() - worker.LONG - 1)
    work.renew()
    assert set(work.holder.held) == {"long", "mail"}
    work.at[Lane.SLOW] = ("long", time.monotonic() - worker.STUCK - 1)
    work.renew()
    assert set(work.holder.held) == {"mail"}


def test_of_rows_that_two_want_each_gets_its_own() -> None:
    moment = at()
    for number in range(5):
        OutgoingMail.objects.create(key=str(number), to="i@example.org", created_at=moment, due_at=moment)
    due = OutgoingMail.objects.filter(due_at__lte=moment).order_by("pk")
    taken = [leases.claim(due, limit=3, until=moment + timedelta(minutes=1)) for _worker in range(3)]
    assert [len(keys) for keys in taken] == [3, 2, 0]
    assert len({key for keys in taken for key in keys}) == 5
    assert len(leases.claim(due.filter(due_at__lte=moment), limit=9, until=moment)) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_in_one_process_run_each_job_in_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    working: set[str] = set()
    slow = threading.Event()
    worker.every(seconds=0, name="note")(lambda: working.add(threading.current_thread().name))
    worker.every(seconds=0, name="long", lane=Lane.SLOW)(lambda: slow.wait(20))
    stops = [threading.Event(), threading.Event()]
    threads = [threading.Thread(target=worker.run_forever, args=(stop,)) for stop in stops]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 10
    while not working and time.monotonic() < until:
        time.sleep(0.05)
    # The quick lane goes on while the slow one is at something.
    assert working == {"noaber-quick"}
    assert Worker.objects.count() == 2
    slow.set()
    for stop in stops:
        stop.set()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    assert not Job.objects.exclude(holder="").exists()
    assert Worker.objects.count() == 0


def test_beside_web_processes_one_of_a_machine_works(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[threading.Event] = []

    def work(stop: threading.Event) -> None:
        began.append(stop)
        stop.wait(10)

    monkeypatch.setattr(worker, "run_forever", work)
    stops = [worker.start_thread(), worker.start_thread()]
    time.sleep(0.5)
    assert len(began) == 1
    began[0].set()
    until = time.monotonic() + 10
    while len(began) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(began) == 2
    for stop in stops:
        stop.set()


def test_a_database_that_is_away_is_tried_until_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    tries: list[int] = []

    def step() -> None:
        tries.append(1)
        if len(tries) < 2:
            raise DatabaseError("away")

    worker._until_done(step, threading.Event())
    assert len(tries) == 2
    assert "cannot reach the database" in caplog.text
