# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two hundred people weigh at once: `./run bench voting` (`--quick`: one database, fewer people).

A real server with eight web processes, on SQLite and on PostgreSQL, and two hundred telephones that talk HTTP to it.
Everybody is there the whole time: each opens the personal link, fills in four slips with some seconds between them,
is sent on to the page anew after each as a browser is, changes one slip afterwards, and one of four taps twice. A vote
takes from pressing the button to the answer that it is kept. Then all wait for the moment of closing and ask for the
result as the page's script does. What is counted at the end is compared with what each of them sent.

Beside the bar stands `burst_p99_ms`: all of them pressing the button at the very same instant, which a room does not.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg

from bench.deployment import ROOT, noaber, server
from tests import postgres

PROCESSES = 8
CANDIDATES = 15
# Seconds: how long somebody is busy with one slip, the burst, and what is left before closing.
THINKS, BURST, SLACK = (5.0, 11.0), 8.0, 6.0
SLIPS = ("dots", "ranking", "scoring", "pairwise")
# Seconds after closing at which a telephone asks whether it is counted, and from then on; so does the page's script.
ASKS_AFTER, ASKS_EVERY = 0.3, 0.25
WORST = ("lost", "doubled", "p99_ms", "burst_p99_ms", "publish_ms")


@dataclass
class Answer:
    """What came back, and how long that took."""

    status: int
    location: str
    text: str
    ms: float


@dataclass
class Voter:
    """One telephone: what it sent last by each method, and how long each vote took."""

    key: str
    pairs: list[list[int]]
    dice: random.Random
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    votes: list[float] = field(default_factory=list)
    burst: list[float] = field(default_factory=list)
    seen_ms: float = 0.0


class Telephone:
    """HTTP over one connection that stays open, with as little work as can be: it shares the processor."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        body = urlencode(form).encode() if form is not None else b""
        kind = "Content-Type: application/x-www-form-urlencoded\r\n" if form is not None else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{kind}Content-Length: {len(body)}\r\n\r\n"
        start = time.perf_counter()
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        writer.write(head.encode() + body)
        headers = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = dict(line.split(": ", 1) for line in headers.lower().split("\r\n")[1:] if ": " in line)
        length = int(fields.get("content-length", "0"))
        text = (await reader.readexactly(length)).decode("utf-8", "replace") if length else ""
        status = int(headers.split(" ", 2)[1])
        return Answer(status, fields.get("location", ""), text, 1000 * (time.perf_counter() - start))

    async def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


def filled(voter: Voter, kind: str, criteria: list[str]) -> dict[str, str]:
    """A slip as this voter fills it in."""
    dice, numbers = voter.dice, range(1, CANDIDATES + 1)
    if kind == "dots":
        three = zip(dice.sample(numbers, 3), (3, 2, 1), strict=True)
        return {f"dots-{number}": str(points) for number, points in three}
    if kind == "ranking":
        return {f"ranking-{number}": str(place) for place, number in enumerate(dice.sample(numbers, 5), 1)}
    if kind == "scoring":
        return {f"scoring-{number}-{slug}": str(dice.randint(0, 5)) for number in numbers for slug in criteria}
    return {f"pairwise-{min(pair)}-{max(pair)}": str(dice.choice(pair)) for pair in voter.pairs}


async def votes(voter: Voter, phone: Telephone, kind: str, criteria: list[str], told: list[float]) -> None:
    """Send one slip; it is kept once the server says so, which sends the browser on."""
    values = filled(voter, kind, criteria)
    answer = await phone.ask("POST", f"/agenda/stem/{voter.key}/", {"deel": kind, **values})
    if answer.status not in (302, 303):
        raise SystemExit(f"a vote was answered with {answer.status}: {answer.text[:300]}")
    voter.sent[kind] = values
    told.append(answer.ms)


async def weighs(voter: Voter, address: str, criteria: list[str]) -> None:
    """Somebody who weighs, as described above."""
    phone, path = Telephone(address), f"/agenda/stem/{voter.key}/"
    await asyncio.sleep(voter.dice.uniform(0, THINKS[0]))
    await phone.ask("GET", path)
    for kind in (*SLIPS, voter.dice.choice(SLIPS)):
        await asyncio.sleep(voter.dice.uniform(*THINKS))
        if voter.dice.random() < 0.25:
            await taps_twice(voter, address, phone, kind, criteria)
        else:
            await votes(voter, phone, kind, criteria, voter.votes)
        await phone.ask("GET", f"{path}?bewaard={kind}")
    await phone.close()


async def taps_twice(voter: Voter, address: str, phone: Telephone, kind: str, criteria: list[str]) -> None:
    """The same slip twice at the same moment, as an impatient thumb sends it."""
    state, other = voter.dice.getstate(), Telephone(address)
    first = votes(voter, phone, kind, criteria, voter.votes)
    voter.dice.setstate(state)
    again = random.Random()
    again.setstate(state)
    twin = Voter(voter.key, voter.pairs, again)
    await asyncio.gather(first, votes(twin, other, kind, criteria, voter.votes))
    await other.close()


async def bursts(voters: list[Voter], address: str, criteria: list[str]) -> None:
    """Everybody presses the button at the same instant, on connections that are open."""
    phones = [Telephone(address) for _voter in voters]
    await asyncio.gather(*[phone.ask("GET", "/-/ping/") for phone in phones])
    await asyncio.sleep(1)
    each = zip(voters, phones, strict=True)
    await asyncio.gather(*[votes(voter, phone, "dots", criteria, voter.burst) for voter, phone in each])
    await asyncio.gather(*[phone.close() for phone in phones])


async def sees(voter: Voter, address: str, slug: str, closes: float) -> None:
    """Wait for the moment as the page does: ask whether it is closed, then open the round and look for the result."""
    phone = Telephone(address)
    await phone.ask("GET", f"/agenda/rondes/{slug}/stand/")
    # A connection that says nothing for half a minute is closed; then a browser opens another.
    await phone.close()
    await asyncio.sleep(max(0.0, closes + ASKS_AFTER - time.time()))
    while (await phone.ask("GET", f"/agenda/rondes/{slug}/stand/")).text != "decide":
        await asyncio.sleep(ASKS_EVERY)
    page = await phone.ask("GET", f"/agenda/rondes/{slug}/")
    if page.status != 200 or 'id="uitslag"' not in page.text:
        raise SystemExit(f"no result on the page of the round ({page.status})")
    voter.seen_ms = 1000 * (time.time() - closes)
    await phone.close()


async def everybody(made: dict[str, Any], voters: list[Voter], address: str) -> None:
    criteria = made["criteria"]
    await asyncio.gather(*[weighs(voter, address, criteria) for voter in voters])
    await bursts(voters, address, criteria)
    if time.time() > made["closes"] - 1:
        raise SystemExit("weighing closed before everybody was done; this machine is too slow for this measurement")
    await asyncio.gather(*[sees(voter, address, made["slug"], made["closes"]) for voter in voters])


def inside(data: Path, *words: object, **environment: str) -> Any:
    """Run the part that belongs inside the copy, and read what it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench._voting", *map(str, words)],
        cwd=ROOT, env=os.environ | {"NOABER_DATA": str(data)} | environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(ran.stdout.splitlines()[-1])


def measure(many: int, **environment: str) -> dict[str, float]:
    """Everything on one database."""
    data = Path(tempfile.mkdtemp(prefix="noaber-voting-"))
    try:
        noaber(data, "init", "--empty", **environment)
        seconds = THINKS[0] + (len(SLIPS) + 1) * THINKS[1] + BURST + SLACK + 15
        with server(data, "--workers", str(PROCESSES), NOABER_EMBEDDINGS="0", **environment) as (address, _pid):
            made = inside(data, "round", many, CANDIDATES, seconds, **environment)
            voters = [Voter(one["key"], one["pairs"], random.Random(one["key"])) for one in made["voters"]]
            asyncio.run(everybody(made, voters, address))
        kept = inside(data, "ballots", **environment)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    return figures(voters, kept)


def figures(voters: list[Voter], kept: dict[str, Any]) -> dict[str, float]:
    """What was sent and acknowledged against what was kept and counted."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for key, kind, values in kept["ballots"]:
        found.setdefault((key, kind), []).append(values)
    sent = {(voter.key, kind): values for voter in voters for kind, values in voter.sent.items()}
    lost = sum(values not in found.get(vote, []) for vote, values in sent.items())
    doubled = sum(len(ballots) - 1 for ballots in found.values()) + sum(vote not in sent for vote in found)
    took = [ms for voter in voters for ms in voter.votes]
    return {
        "voters": kept["counted"],
        "votes": len(took),
        "lost": lost + abs(len(voters) - kept["counted"]),
        "doubled": doubled,
        "p50_ms": round(statistics.median(took), 1),
        "p99_ms": round(_p99(took), 1),
        "burst_p99_ms": round(_p99([ms for voter in voters for ms in voter.burst]), 1),
        "publish_ms": round(max(voter.seen_ms for voter in voters), 1),
    }


def _p99(took: list[float]) -> float:
    return sorted(took)[max(0, -(-len(took) * 99 // 100) - 1)]


@contextmanager
def sqlite() -> Iterator[str]:
    """A file of the copy: needs no address."""
    yield ""


@contextmanager
def postgresql() -> Iterator[str]:
    """A private server with an empty database, that waits for the disk as in real use: its address."""
    with postgres.server(hasty=False) as url:
        with psycopg.connect(f"{url.rpartition('/')[0]}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE noaber")
        yield url


def main() -> int:
    """Measure on both databases; the bars count for the worse of the two."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="SQLite only")
    parser.add_argument("--voters", type=int, default=200)
    given = parser.parse_args()
    places = {"sqlite": sqlite} if given.quick else {"sqlite": sqlite, "postgresql": postgresql}
    found: dict[str, dict[str, float]] = {}
    for name, place in places.items():
        with place() as url:
            found[name] = measure(given.voters, **({"DATABASE_URL": url} if url else {}))
        print(name, json.dumps(found[name]), flush=True)
    worst: dict[str, Any] = {key: max(one[key] for one in found.values()) for key in WORST}
    worst["voters"] = min(one["voters"] for one in found.values())
    figures_told = {**worst, "database": " and ".join(found), "each": found}
    print(json.dumps({"bench": "voting", "figures": figures_told}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
