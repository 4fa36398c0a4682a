# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laying out the graph in the background: a process of its own draws, the worker looks in now and then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.db import transaction

from noaber import ledger
from noaber.base import clock
from noaber.base.worker import every
from noaber.matching.graph_queries import Graph, graph
from noaber.matching.models import Drawing

SEED = 20_261_122
# Things change all day; a drawing that moves all day is hard to find one's way in.
SELDOM = timedelta(minutes=15)
# More seconds than this means that it hangs.
HANGS = 300.0


@dataclass
class Run:
    """A process that draws, and what it draws."""

    process: subprocess.Popen[bytes]
    answers: IO[bytes]
    generation: int
    nodes: int
    edges: int
    began: float


_runs: list[Run] = []


def due(at: datetime) -> int | None:
    """The generation to draw, when the last drawing is of another one and not of just now."""
    now, last = ledger.generation(), Drawing.objects.defer("places").first()
    if last is None or (last.generation != now and at - last.made_at >= SELDOM):
        return now
    return None


@every(seconds=5, name="matching: the drawing")
def refresh() -> str:
    """Begin a drawing when one is due, or keep one that is ready; never waits."""
    at = clock.now()
    if _runs:
        return _look(_runs[0], at)
    generation = due(at)
    if generation is None:
        return ""
    _runs.append(_begin(graph(), generation))
    return "begun"


def redraw(*, at: datetime) -> Drawing:
    """A new drawing, at once: for tests, measurements and a fresh copy."""
    run = _begin(graph(), ledger.generation())
    run.process.wait(HANGS)
    return _keep(run, at)


def asked_of(found: Graph) -> str:
    """What the process that draws is asked."""
    edges = [(edge.first, edge.second, edge.count) for edge in found.edges.values()]
    return json.dumps({"homes": found.homes(), "edges": edges, "seed": SEED})


def _begin(found: Graph, generation: int) -> Run:
    answers = tempfile.TemporaryFile()  # noqa: SIM115 (closed when the answer is read)
    with tempfile.TemporaryFile() as asked:
        asked.write(asked_of(found).encode())
        asked.seek(0)
        # In a session of its own: Ctrl+C in a terminal is for who started it.
        process = subprocess.Popen(
            [sys.executable, "-m", "noaber.matching.drawer"], cwd=settings.BASE_DIR, stdin=asked, stdout=answers,
            start_new_session=True, env={**os.environ, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
    return Run(process, answers, generation, len(found.nodes), len(found.edges), time.monotonic())


def _look(run: Run, at: datetime) -> str:
    if run.process.poll() is None:
        if time.monotonic() - run.began < HANGS:
            return "busy"
        run.process.kill()
        run.process.wait()
    _runs.remove(run)
    _keep(run, at)
    return "kept"


@transaction.atomic
def _keep(run: Run, at: datetime) -> Drawing:
    """The new drawing in the place of older ones; it can be made again at any time, so the ledger need not know."""
    with run.answers as answers:
        answers.seek(0)
        told = answers.read()
    if run.process.returncode != 0:
        raise RuntimeError(f"the process that draws ended with {run.process.returncode}")
    made = Drawing.objects.create(
        generation=run.generation, seed=SEED, made_at=at, seconds=time.monotonic() - run.began, nodes=run.nodes,
        edges=run.edges, places=json.loads(told),
    )  # fmt: skip
    Drawing.objects.filter(pk__lt=made.pk).delete()
    return made
