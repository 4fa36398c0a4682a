# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everybody wants to come: `./run bench rush` (`--quick`: SQLite only, fewer attempts).

A real server, on SQLite and on PostgreSQL, and people who open the form of a meeting and send it, each with a cookie
and marks of their own, as a browser does. First the rush: 300 places and 3,000 attempts from 64 clients that never wait
for each other. Afterwards the table is compared with what each was told: exactly 300 have a place, the others are on
the waiting list in the order of their numbers, and nobody who read "you are signed up" is missing. Then the pace: eight
clients, for as many attempts, at another meeting of 300 places.

An attempt is a form that is opened and sent. A form that is back within two seconds is taken for a machine's, so each
client opens forms ahead, as many as people would have on their screens, and sends the oldest; no time is left out.
`p99_ms` is that of sending, `form_p99_ms` that of opening.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from bench.deployment import ROOT, noaber, server
from bench.voting import postgresql, sqlite

PROCESSES = 2
PLACES, ATTEMPTS = 300, 3_000
RUSHING, AT_A_PACE = 64, 8
# Seconds that a form is on a screen at least.
OPEN = 2.05
FIELD = re.compile(r'name="(csrfmiddlewaretoken|started|submission)"[^>]*?value="([^"]*)"')


@dataclass
class Told:
    """What came of all attempts: per address what was read, and how long each step took."""

    states: dict[str, str] = field(default_factory=dict)
    sent: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Form:
    """A form on a screen."""

    at: float
    cookie: str
    fields: dict[str, str]


class Browser:
    """HTTP over one connection that stays open, from an address of its own on this machine."""

    def __init__(self, address: str, number: int) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        # Sixty-four people are not one sender.
        self.own = f"127.0.{1 + number // 250}.{1 + number % 250}"
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, cookie: str = "", form: dict[str, str] | None = None
    ) -> tuple[Any, ...]:
        body = urlencode(form).encode() if form is not None else b""
        kind = "Content-Type: application/x-www-form-urlencoded\r\n" if form is not None else ""
        kind += f"Cookie: {cookie}\r\n" if cookie else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{kind}Content-Length: {len(body)}\r\n\r\n"
        start = time.perf_counter()
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port, local_addr=(self.own, 0))
        reader, writer = self.streams
        writer.write(head.encode() + body)
        headers = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        told = dict(line.split(": ", 1) for line in headers.split("\r\n")[1:] if ": " in line)
        fields = {name.lower(): value for name, value in told.items()}
        text = (await reader.readexactly(int(fields.get("content-length", "0")))).decode("utf-8", "replace")
        return int(headers.split(" ", 2)[1]), fields, text, 1000 * (time.perf_counter() - start)

    async def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def opens(browser: Browser, path: str, told: Told) -> Form:
    """Open the form."""
    status, fields, text, ms = await browser.ask("GET", path)
    if status != 200:
        raise SystemExit(f"the form was answered with {status}: {text[:600]}")
    told.opened.append(ms)
    return Form(time.perf_counter(), fields["set-cookie"].split(";")[0], dict(FIELD.findall(text)))


async def sends(browser: Browser, path: str, form: Form, email: str, told: Told) -> None:
    """Send the form as it was opened."""
    given = {"name": email.partition("@")[0], "email": email, "size": "1", "remind": "on", **form.fields}
    status, fields, text, ms = await browser.ask("POST", path, form.cookie, given)
    told.sent.append(ms)
    state = fields.get("location", "").partition("?hoe=")[2]
    if status in (302, 303) and state:
        told.states[email] = state
    else:
        told.failed.append(f"{email}: {status} {re.sub('<[^>]+>', ' ', text)[:2000]}")


async def client(address: str, number: int, path: str, emails: deque[str], told: Told) -> None:
    """Open forms, and send each once it was on the screen long enough, until there is nobody left."""
    browser, screens = Browser(address, number), deque[tuple[Form, str]]()
    while emails or screens:
        while screens and time.perf_counter() - screens[0][0].at >= OPEN:
            form, email = screens.popleft()
            await sends(browser, path, form, email, told)
        if emails:
            email = emails.popleft()
            screens.append((await opens(browser, path, told), email))
        elif screens:
            await asyncio.sleep(max(0.0, OPEN - (time.perf_counter() - screens[0][0].at)))
    await browser.close()


async def rush(address: str, slug: str, attempts: int, clients: int) -> Told:
    told, start = Told(), time.perf_counter()
    emails = deque(f"wie{number}@example.org" for number in range(attempts))
    path = f"/bijeenkomsten/{slug}/aanmelden/"
    await asyncio.gather(*[client(address, number, path, emails, told) for number in range(clients)])
    told.seconds = time.perf_counter() - start
    return told


def inside(data: Path, *words: object, **environment: str) -> Any:
    """Run the part that belongs inside the copy, and read what it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench._rush", *map(str, words)],
        cwd=ROOT, env=os.environ | {"NOABER_DATA": str(data)} | environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(ran.stdout.splitlines()[-1])


def measure(name: str, attempts: int, places: int, **environment: str) -> dict[str, Any]:
    """The rush and the pace on one database."""
    data = Path(tempfile.mkdtemp(prefix="noaber-rush-"))
    try:
        noaber(data, "init", "--empty", **environment)
        rushed, paced = (inside(data, "meeting", places, **environment)["slug"] for _turn in range(2))
        with server(data, "--workers", str(PROCESSES), NOABER_EMBEDDINGS="0", **environment) as (address, _pid):
            crowd = asyncio.run(rush(address, rushed, attempts, RUSHING))
            pace = asyncio.run(rush(address, paced, attempts, AT_A_PACE))
        kept, later = (inside(data, "read", slug, **environment) for slug in (rushed, paced))
    finally:
        shutil.rmtree(data, ignore_errors=True)
    for problem in (crowd.failed + pace.failed)[:3]:
        print(problem, file=sys.stderr)
    return {"database": name, "attempts": attempts, "places": places} | figures(crowd, pace, kept, later, places)


def figures(crowd: Told, pace: Told, kept: dict[str, Any], later: dict[str, Any], places: int) -> dict[str, Any]:
    """What was told against what was kept."""
    confirmed, waiting, wrong = compared(crowd, kept, places)
    _confirmed, _waiting, wrong_later = compared(pace, later, places)
    return {
        "confirmed": confirmed,
        "waiting": waiting,
        "lost": wrong + wrong_later,
        "per_minute": round(60 * len(pace.states) / pace.seconds),
        "p99_ms": round(p99(pace.sent), 1),
        "p50_ms": round(statistics.median(pace.sent), 1),
        "form_p99_ms": round(p99(pace.opened), 1),
        "rush_per_minute": round(60 * len(crowd.states) / crowd.seconds),
        "rush_p99_ms": round(p99(crowd.sent), 1),
    }


def compared(told: Told, kept: dict[str, Any], places: int) -> tuple[int, int, int]:
    """How many have a place, how many wait, and what is wrong: who is missing or was told something else, a place too
    many, an order that is not that of coming in."""
    states = {email: state for email, state, _number in kept["rows"]}
    wrong = sum(states.get(email) != state for email, state in told.states.items()) + len(told.failed)
    wrong += sum(email not in told.states for email in states)
    order = [state for _email, state, _number in kept["rows"]]
    wrong += order != ["in"] * min(places, len(order)) + ["waiting"] * max(0, len(order) - places)
    wrong += [number for _email, _state, number in kept["rows"]] != list(range(1, len(order) + 1))
    wrong += kept["taken"] != order.count("in")
    return order.count("in"), order.count("waiting"), wrong


def p99(took: list[float]) -> float:
    return sorted(took)[max(0, -(-len(took) * 99 // 100) - 1)]


def main() -> int:
    """Measure on both databases; each gives a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="SQLite only, a tenth of the attempts")
    given = parser.parse_args()
    attempts, places = (ATTEMPTS // 10, PLACES // 10) if given.quick else (ATTEMPTS, PLACES)
    for name, place in ({"sqlite": sqlite} if given.quick else {"sqlite": sqlite, "postgresql": postgresql}).items():
        with place() as url:
            found = measure(name, attempts, places, **({"DATABASE_URL": url} if url else {}))
        print(json.dumps({"bench": "rush", "figures": found}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
