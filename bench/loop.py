# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the loop: trails among 10,000 linked things, the dashboard over 100,000 things and a million entries, and the
graph of who works on what.

    ./run bench loop [--things 100000] [--entries 1000000] [--linked 10000]

The histories are made up, with the verbs and the data that the rooms write; the things themselves need not exist, as
trails and figures come from the ledger. Pages are whole and made anew, by the code that serves them, without a page
cache. The folded ledger is kept in .cache/bench-loop for the next run. The last line is one JSON object.
"""

import argparse
import dataclasses
import datetime as dt
import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / ".cache" / "bench-loop"
os.environ["NOABER_DATA"] = str(DATA)
os.environ["NOABER_PAGE_CACHE"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from noaber import loop  # noqa: E402
from noaber.ledger.models import Entry  # noqa: E402
from noaber.loop import actions  # noqa: E402
from noaber.loop.models import Link, Thing  # noqa: E402
from noaber.loop.trail_queries import trail_of  # noqa: E402
from noaber.people.models import Werkplaats  # noqa: E402

START = dt.datetime(2016, 1, 1, 12, tzinfo=dt.UTC)
PLACES = [f"plaats-{number}" for number in range(16)]
THEMES = [f"thema-{number}" for number in range(200)]
PERSPECTIVES = ("resident", "professional", "policy", "research", "education")
# Kind → its part of all things, and the first verb.
PARTS = {"question": 30, "agenda_item": 4, "project": 6, "product": 52, "use": 8}
FIRST = {"question": "question.asked", "agenda_item": "agenda_item.added", "project": "project.started",
         "product": "product.published", "use": "use.registered"}  # fmt: skip
QUIET = {"question": "question.followed", "agenda_item": "agenda_item.together_offered", "project": "project.logged",
         "product": "product.saved", "use": "use.seen"}  # fmt: skip
STEPS = ("question.answered", "question.on_agenda", "question.worked_on", "question.learned", "question.used")
RUNS = 100


def say(text: str) -> None:
    """Tell how far it is, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def fill(things: int, entries: int, linked: int) -> None:
    """Histories of so many things in so many entries; the first `linked` of them hang together."""
    dice = random.Random(5)
    Werkplaats.objects.bulk_create(Werkplaats(ref=slug, slug=slug) for slug in PLACES)
    kinds = dice.choices(list(PARTS), weights=list(PARTS.values()), k=things)
    each = max(1, entries // things)
    rows = history(kinds, each, linked, dice)
    while batch := [entry for _number, entry in zip(range(10_000), rows, strict=False)]:
        Entry.objects.bulk_create(batch, batch_size=1_000)
    left = entries - Entry.objects.count()
    more = (Entry(verb="follow.asked", kind="follow", ref=f"f-{n}", at=START) for n in range(left))
    Entry.objects.bulk_create(more, batch_size=5_000)
    say("folding …")
    say(f"{actions.rebuild()} things, {Link.objects.count()} links")


def history(kinds: list[str], each: int, linked: int, dice: random.Random) -> Iterator[Entry]:
    """Every thing's entries, one after the other."""
    for number, kind in enumerate(kinds):
        day, place = dice.randint(0, 3_800), dice.choice(PLACES)
        told: dict[str, Any] = {"standing": dice.choice(("open", "done")), "themes": dice.sample(THEMES, 2)}
        told["perspective"] = dice.choice(PERSPECTIVES)
        before = dice.sample(range(number), min(number, 2)) if number < linked else [number - dice.randint(1, 3)]
        told["origins"] = [f"{kinds[one]}:{one}" for one in before if number < linked or one >= linked]
        yield line(FIRST[kind], kind, number, day, place, told)
        for turn in range(1, each):
            if kind == "question" and turn <= len(STEPS) and dice.random() < 0.6:
                yield line(STEPS[turn - 1], kind, number, day + turn * 20, place, {"standing": told["standing"]})
            else:
                yield line(QUIET[kind], kind, number, day + turn, place, {})


def line(verb: str, kind: str, number: int, day: int, place: str, data: Mapping[str, Any]) -> Entry:
    at = START + dt.timedelta(days=day)
    return Entry(verb=verb, kind=kind, ref=str(number), at=at, werkplaats=place, data=dict(data))


def pretend() -> None:
    """The things of the histories have a face, though no row of theirs exists."""
    for kind in PARTS:
        known = loop.KINDS[kind]

        def faces(refs: Collection[str], kind: str = kind) -> Mapping[str, loop.Face]:
            return {ref: loop.Face(f"Wat we leerden van {kind} {ref}", f"/{kind}/{ref}/") for ref in refs}

        loop.register(dataclasses.replace(known, faces=faces))


def prepare(things: int, entries: int, linked: int) -> None:
    """The database with the folded ledger, as it was kept or made now."""
    mark, wanted = DATA / "made.json", json.dumps([things, entries, linked, _made_by()])
    if mark.exists() and mark.read_text() == wanted:
        return
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    say(f"writing {entries:,} entries …")
    fill(things, entries, linked)
    mark.write_text(wanted)


def _made_by() -> str:
    """Changes with every table, and with the fold."""
    files = [*(ROOT / "noaber").glob("*/migrations/0*.py"), ROOT / "noaber/loop/folding.py", Path(__file__)]
    return hashlib.sha256(b"".join(one.read_bytes() for one in sorted(files))).hexdigest()


def p95_ms(run: Callable[[int], object], runs: int = RUNS) -> float:
    """The 95th percentile of so many runs, after a few to warm up, in milliseconds."""
    took = []
    for number in range(-5, runs):
        begun = time.perf_counter()
        run(number)
        if number >= 0:
            took.append((time.perf_counter() - begun) * 1000)
    return round(statistics.quantiles(took, n=20)[-1], 1)


def measure(linked: int) -> dict[str, float]:
    """All figures."""
    settings.REMEMBER = False
    dice, client = random.Random(9), Client(SERVER_NAME="localhost")
    chosen = dice.sample(list(Thing.objects.shown().order_by("pk")[:linked].values_list("kind", "ref")), RUNS)
    lengths = [found.number for kind, ref in chosen if (found := trail_of(kind, ref))]

    def page(path: str) -> None:
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} is no page")

    def drawn(number: int) -> None:
        found = trail_of(*chosen[number % RUNS])
        assert found is not None
        list(found.steps)

    places = ["", *PLACES]
    return {
        "objects": linked,
        "trail_ms": p95_ms(drawn),
        "trail_page_ms": p95_ms(lambda number: page("/spoor/{}/{}/".format(*chosen[number % RUNS]))),
        "trail_length_median": statistics.median(lengths),
        "documents": Thing.objects.count(),
        "entries": Entry.objects.count(),
        "dashboard_ms": p95_ms(lambda number: page("/lus/"), 40),
        "dashboard_region_ms": p95_ms(lambda number: page(f"/lus/?werkplaats={places[number % 17]}"), 40),
        "rounds_ms": p95_ms(lambda number: page("/sporen/"), 40),
    }


def graph() -> dict[str, float]:
    """How long the graph of two thousand people and organisations takes, by the measurement of its own."""
    say("drawing who works on what …")
    ran = subprocess.run(
        [sys.executable, "-m", "bench.graph"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("NOABER_")},
    )  # fmt: skip
    found = json.loads(ran.stdout.splitlines()[-1])["figures"]
    return {"graph_ms": found["graph_ms"], "graph_nodes": found["nodes"], "graph_layout_s": found["layout_s"]}


def main() -> int:
    """Make the network, measure, and tell."""
    options = argparse.ArgumentParser(prog="./run bench loop", description="how fast trails and the dashboard are")
    options.add_argument("--things", type=int, default=100_000)
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--linked", type=int, default=10_000)
    asked = options.parse_args()
    pretend()
    prepare(asked.things, asked.entries, asked.linked)
    print(json.dumps({"bench": "loop", "figures": measure(asked.linked) | graph()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
