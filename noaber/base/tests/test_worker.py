# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker runs what is due, survives a failing job, and is alone on its machine."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from noaber.base import worker


def test_jobs_run_when_due_and_a_failure_stays_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []

    def fail() -> None:
        ran.append("fail")
        raise RuntimeError("kapot")

    monkeypatch.setattr(worker, "JOBS", {})
    worker.every(seconds=10, name="fail")(fail)
    worker.every(seconds=10, name="fine")(lambda: ran.append("fine"))
    worker.run_due(100.0)
    worker.run_due(105.0)
    assert ran == ["fail", "fine"]
    assert "worker job fail failed" in caplog.text
    worker.run_due(110.0)
    assert len(ran) == 4


def test_only_one_worker_works_at_a_time(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    working: set[int] = set()
    monkeypatch.setattr(worker, "JOBS", {"note": worker.Job("note", 0, lambda: working.add(threading.get_ident()))})
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    stops = [worker.start_thread(), worker.start_thread()]
    time.sleep(0.6)
    assert len(working) == 1
    for stop in stops:
        stop.set()
