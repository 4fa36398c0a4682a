# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processes that send: pairs, of which either may die at any moment without a mail being lost or doubled.

One of a pair holds the connection to the mail server, and does nothing else; the other works over it. When the worker
dies, the holder starts another, which first finishes what was handed over (see `wire`) and then begins anew on a fresh
connection. When the holder dies, the worker finishes its mail, notes the answer and stops. There may be any number of
pairs on any number of machines.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

from django.conf import settings
from django.db import connections

from noaber.base import clock
from noaber.newsletters import sending_tasks as rows
from noaber.newsletters.mailing import Mailing
from noaber.newsletters.sending_tasks import Answered, Job
from noaber.newsletters.wire import Answers, Broken, Line

NOTHING_LEFT, FRESH_LINE = 0, 3
# After a server that does not answer.
PATIENCE = (1, 2, 5, 15, 30, 60)


def post(*, until_empty: bool = True) -> int:
    """Send what is due over one connection after the other, until nothing is left; 1 when the server is not there."""
    tried, mailing = 0, Mailing()
    while tried < len(PATIENCE):
        if not rows.is_due(clock.now()):
            if until_empty:
                return 0
            time.sleep(1)
            continue
        connections.close_all()
        try:
            line = Line(settings.EMAIL_HOST or "", settings.EMAIL_PORT)
        except Broken as error:
            print(f"The mail server does not answer: {error}", file=sys.stderr)
            time.sleep(PATIENCE[tried])
            tried += 1
            continue
        tried = 0
        _hold(line, mailing)
    return 1


def _hold(line: Line, mailing: Mailing) -> None:
    """Keep the line while a worker uses it; let another finish what a dead one began."""
    process, answers, holder = rows.token(), Answers(), os.getpid()
    # Written here, so that whoever takes over at once goes on with it; no connection is shared with a child.
    mailing.warm()
    connections.close_all()
    ended = _in_a_process(lambda: Worker(line, answers, process, holder, mailing).work())
    while ended not in (NOTHING_LEFT, FRESH_LINE):
        # One that was killed is followed at once; one that failed, on a database that is busy say, a little later.
        time.sleep(1 if ended > 0 else 0)
        ended = _in_a_process(lambda: Worker(line, answers, process, holder, mailing).take_over())
    line.close()


def _in_a_process(work: Callable[[], int]) -> int:
    """Run it in a child; how it ended, negative when it was killed."""
    child = os.fork()
    if child == 0:
        _run_and_leave(work)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run_and_leave(work: Callable[[], int]) -> NoReturn:
    """Run it and end this process, without what its parent would do at its end."""
    code = 1
    try:
        code = work()
    except Exception:
        traceback.print_exc()
    os._exit(code)


class Worker:
    """Sends over a line that its holder keeps."""

    def __init__(self, line: Line, answers: Answers, process: str, holder: int, mailing: Mailing) -> None:
        self.line, self.answers, self.process, self.holder = line, answers, process, holder
        self.before: Answered | None = None
        self.mailing = mailing
        self.place = 0

    def work(self) -> int:
        """Send batch after batch; says whether anything is left for a fresh line."""
        try:
            while not self.is_alone() and (jobs := rows.claim(self.process, clock.now())):
                for job in jobs:
                    if self.is_alone():
                        break
                    self._send(job)
            return NOTHING_LEFT
        except Broken:
            return FRESH_LINE
        finally:
            self._note()
            rows.release(self.process)

    def is_alone(self) -> bool:
        """Whether the holder is gone: nobody could finish what is begun now."""
        return os.getppid() != self.holder

    def _send(self, job: Job) -> None:
        sender, to, message = self.mailing.written(job)
        no = self.line.offer(sender, to, message)
        if no is not None:
            rows.refused(job, no, clock.now())
            return
        # The other place holds the answer that is not noted yet.
        self.place = 1 - self.place
        self.answers.expect(job.pk, self.place)
        mine = rows.hand_over(job, self.process, self.before, clock.now())
        self.before = None
        if not mine:
            raise Broken("somebody else has it")
        self.before = Answered(job.pk, self.line.end(self.answers, self.place))

    def _note(self) -> None:
        if self.before is not None:
            rows.answered(self.before, clock.now())
            self.before = None

    def take_over(self) -> int:
        """Finish what a dead worker handed over; the line is of no use after that."""
        left = rows.left_by(self.process)
        place = self.answers.place_of(left) if left is not None else None
        if left is not None and place is not None and (self.line.shared or self.answers.said(place)):
            try:
                rows.answered(Answered(left, self.line.end(self.answers, place)), clock.now())
            except Broken:
                # Nobody knows: it stays as it is, for an operator to look at.
                pass
        rows.release(self.process)
        return FRESH_LINE
