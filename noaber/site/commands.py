# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber init`, `noaber serve`, `noaber doctor`."""

import argparse
import csv
import gc
import hashlib
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template import engines
from django.urls import get_resolver
from django.utils import translation
from jinja2 import Environment

from noaber.base import clock, worker
from noaber.exchange import actions as exchange
from noaber.exchange import demo
from noaber.people import show_actions
from noaber.search import actions as search
from noaber.search import text, vectors
from noaber.site import checkup, work_queries


class Stopped(Exception):
    """Something the operator must do first; the message says what."""


@contextmanager
def step(text: str) -> "Iterator[None]":
    """Say what is being done and how long it took."""
    print(f"  {text} …", end="", flush=True)
    start = time.monotonic()
    yield
    print(f" done ({time.monotonic() - start:.1f} s)", flush=True)


def stamp() -> str:
    """What a prepared copy was prepared for: changes with the migrations, the demo network and the analyser."""
    digest = hashlib.sha256()
    sources = [*settings.APP_DIR.glob("*/migrations/*.py"), *settings.APP_DIR.glob("exchange/data/demo/*")]
    for path in sorted(sources):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update((settings.BASE_DIR / "requirements" / "base.txt").read_bytes())
    return digest.hexdigest()[:16]


def _told(run: Callable[[], None]) -> int:
    """Run, and turn what may go wrong into one clear sentence."""
    try:
        run()
    except (Stopped, OSError) as problem:
        print(f"\nNoaber did not start: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def init(options: argparse.Namespace) -> int:
    """Make the database, the demo network and the index; safe to run again, also after a half-finished run."""
    return _told(lambda: prepare(empty=options.empty))


def prepare(*, empty: bool) -> None:
    """Bring this copy up to date. Each step can be repeated, so an interrupted start is simply done again."""
    folder = Path(settings.DATA_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".probe").touch()
        (folder / ".probe").unlink()
    except OSError as error:
        raise Stopped(
            f"it cannot write in {folder} ({error.strerror}). Choose another: NOABER_DATA=/some/folder"
        ) from error
    ready = folder / "ready.json"
    with step("database: apply migrations"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("thesaurus of themes"):
        demo.load_themes(by=None, at=clock.now())
    if not empty:
        with step("demo network"):
            exchange.load_demo(by=None, at=clock.now())
    with step("search index"):
        search.prepare()
    ready.write_text(json.dumps({"stamp": stamp(), "empty": empty}))


def _prepared() -> dict[str, object]:
    try:
        state = json.loads((Path(settings.DATA_DIR) / "ready.json").read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def serve(options: argparse.Namespace) -> int:
    """Prepare what is needed and start the web server."""
    os.environ["NOABER_WORKER"] = "0" if options.without_worker else "1"
    return _told(lambda: _serve(options.host, options.port, options.workers))


def work(options: argparse.Namespace) -> int:
    """Do the waiting work until this process is told to stop, beside any number of others; or say how it stands."""
    if options.status:
        print(work_queries.as_text(clock.now()))
        return 0
    return _told(_work)


def _work() -> None:
    _make_ready()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    print("The worker works (stop with Ctrl+C)", flush=True)
    worker.run_forever(stop)


def _make_ready() -> None:
    """Prepare what is needed, unless that was done."""
    state = _prepared()
    if state.get("stamp") != stamp():
        print("Noaber gets ready:", flush=True)
        prepare(empty=bool(state.get("empty", False)))


def _serve(host: str, port: int, workers: int) -> None:
    _require_free_port(host, port)
    _make_ready()
    _preload()
    # A connection must not be shared with the web processes that come out of this one.
    connection.close()
    # No more than two: each holds its own copy of the code, and a small machine has memory for two.
    count = workers or min(2, os.cpu_count() or 1)
    print(f"Noaber is at http://{'localhost' if host == '127.0.0.1' else host}:{port}  (stop with Ctrl+C)", flush=True)
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "noaber.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=count,
        blocking_threads=2,
        backlog=1024,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


def _preload() -> None:
    """Load what every web process needs before they part, so that they share its memory."""
    get_resolver().url_patterns  # noqa: B018  (reading it imports every view)
    pages: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in pages.list_templates():
        pages.get_template(name)
    vectors.available()
    text.analysed("jongerenwerkers")
    # Moves all of it out of the collector's sight: a collection would touch, and so copy, every page.
    gc.collect()
    gc.freeze()
    # A page makes some ten thousand objects that all go when it is sent; collecting in between is work for nothing.
    gc.set_threshold(20_000, 50, 50)


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Stopped(
                f"port {port} cannot be used ({getattr(error, 'strerror', error)}). "
                f"Stop what uses it, or choose another: ./run serve --port {8001 if port == 8000 else 8000}"
            ) from error


def old_addresses(options: argparse.Namespace) -> int:
    """Take in a file of old addresses; what is wrong with a line is told, the rest is remembered."""
    try:
        with open(options.file, newline="", encoding="utf-8-sig") as file:
            sample = file.read(4096)
            file.seek(0)
            lines = csv.reader(file, delimiter=";" if ";" in sample else ",")
            rows = [(line[0], line[1]) for line in lines if len(line) > 1]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        print(f"noaber old-addresses: cannot read {options.file}: {error}", file=sys.stderr)
        return 2
    with translation.override("en"):
        written, wrong = show_actions.remember_addresses(rows, by=None, at=clock.now())
    print(f"{written} old addresses remembered")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def doctor(options: argparse.Namespace) -> int:
    """Say what is well and what is wrong; exit code 1 when anything is wrong."""
    findings = checkup.full()
    for finding in findings:
        print(f"{'ok   ' if finding.ok else 'WRONG'} {finding.name}: {finding.text}")
    return 0 if all(finding.ok for finding in findings) else 1
