# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small aids for tests."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from noaber.base.verdicts import Refused

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text: str = "2026-03-14 10:00") -> datetime:
    """A moment in Dutch time, such as `2026-03-14 10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run every step in a thread of its own, all let go together; what each gave or was refused."""
    gate = threading.Barrier(len(steps))
    outcomes: list[Any] = [None] * len(steps)

    def run(number: int, step: Callable[[], Any]) -> None:
        try:
            gate.wait(5)
            outcomes[number] = step()
        except Refused as refusal:
            outcomes[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def refusals(outcomes: Sequence[Any]) -> list[Refused]:
    """Those of the outcomes that are refusals."""
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]
