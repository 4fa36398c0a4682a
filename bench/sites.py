# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast the pages of editors are served, and how soon a change is seen: `./run bench sites`.

Kept pages are compared with a trivial view on the same server in the same run, in turns, because machines are noisy.
Pages that are made anew are measured on a server without page cache. Then all again with 50 werkplaatsen of 2,000
pages. Whether menus, lists and finding keep their times is asked of two servers in turns: one with those, one with the
werkplaatsen of the demo and 100 pages each, where a list fills its page too. Needs wrk.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bench import network
from bench.deployment import ROOT, Load, fetch, load, noaber, require_wrk, server

PLACES, PAGES = 50, 2_000
# An ordinary network: the werkplaatsen that there are, each with enough for a full page of every list.
ORDINARY = 0, 100
ROUNDS = 3
QUESTIONS = 2_000
PROSE = ["/over/", "/contact/", "/meedoen/", "/twente/over/", "/twente/contact/", "/twente/programma-2016/",
         "/twente/jongeren-met-schulden/", "/twente/column-de-la-vol-enveloppen/"]  # fmt: skip
# What is asked of every size: a page, the lists that hold pages, and finding.
ASKED = {
    "menu": "/twente/over/",
    "dossier": "/twente/jongeren-met-schulden/",
    "list": "/nieuws/?werkplaats=twente",
    "find": "/vind/?q=jongeren+met+schulden",
}


def folder(size: tuple[int, int] | None) -> Path:
    """A data folder with the demo network, filled up to so many werkplaatsen of so many pages; made once and kept."""
    data = network.folder("sites-{}-{}".format(*size) if size else "sites-demo")
    done, stamp = data / "bench.json", network.stamp()
    if done.exists() and done.read_text() == stamp:
        return data
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    noaber(data, "init", NOABER_EMBEDDINGS="0")
    if size:
        places, pages = size
        print(f"{places or 'all'} werkplaatsen with {pages:,} pages each …", flush=True)
        _own_python(data, "fill", str(places), str(pages))
        # Without an index it is built anew from what there is.
        shutil.rmtree(data / "search")
        noaber(data, "index", NOABER_EMBEDDINGS="0")
    done.write_text(stamp)
    return data


def _started(data: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "bench._sites", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"NOABER_DATA": str(data), "NOABER_PAGE_CACHE": "0", "NOABER_EMBEDDINGS": "0"},
    )  # fmt: skip


def _own_python(data: Path, *words: str) -> str:
    running = _started(data, *words)
    printed, _errors = running.communicate()
    if running.returncode:
        raise SystemExit(f"{' '.join(words[:2])} did not work")
    return printed


def kept(data: Path, prose: list[str]) -> dict[str, float]:
    """Ratios of kept pages to the trivial view."""
    figures: dict[str, float] = {}
    with server(data, NOABER_EMBEDDINGS="0") as (address, _pid):
        groups = {"ping": ["/-/ping/"], "home": ["/"], "prose": prose}
        for path in (path for group in groups.values() for path in group):
            fetch(address + path)
        load(address, [path for group in groups.values() for path in group], seconds=2)
        rates: dict[str, list[float]] = {name: [] for name in groups}
        for _round in range(ROUNDS):
            for name, group in groups.items():
                rates[name].append(_sound(load(address, group)).rps)
        for name in ("home", "prose"):
            ratios = [page / ping for page, ping in zip(rates[name], rates["ping"], strict=True)]
            figures[f"{name}_cached_ratio"] = round(statistics.median(ratios), 3)
        figures["publish_visible_ms"] = round(visible(address, data))
    return figures


def finding(data: Path) -> dict[str, list[str]]:
    """Questions that nobody asked before, and one that is asked again: a process remembers some hundreds of answers."""
    return {"find": _own_python(data, "questions", str(QUESTIONS)).splitlines(), "find_again": [ASKED["find"]]}


def made_anew(data: Path, prose: list[str]) -> dict[str, float]:
    """Requests a second and 99th percentile of pages that are made for each request."""
    figures: dict[str, float] = {}
    with server(data, NOABER_PAGE_CACHE="0", NOABER_EMBEDDINGS="0") as (address, _pid):
        groups = {"prose": prose, "list": [ASKED["list"], "/dossiers/"], **finding(data)}
        for name, group in groups.items():
            load(address, group, seconds=2)
            rounds = [_sound(load(address, group)) for _round in range(ROUNDS)]
            figures[f"{name}_rps"] = round(statistics.median(one.rps for one in rounds), 1)
            figures[f"{name}_p99_ms"] = round(statistics.median(one.p99_ms for one in rounds), 1)
    return figures


def beside(ordinary: Path, large: Path) -> dict[str, float]:
    """The rate of the large network over that of an ordinary one, in turns: 1 is as fast."""
    groups = {"menu": [ASKED["menu"], "/twente/contact/"], "list": [ASKED["list"], "/nieuws/"], **finding(large)}
    figures: dict[str, float] = {}
    words = {"NOABER_PAGE_CACHE": "0", "NOABER_EMBEDDINGS": "0"}
    with server(ordinary, **words) as (usual, _pid), server(large, **words) as (many, _other):
        for name, group in groups.items():
            ratios = []
            for address in (usual, many):
                load(address, group, seconds=2)
            for _round in range(2 * ROUNDS + 1):
                before, after = (_sound(load(address, group, seconds=3)).rps for address in (usual, many))
                ratios.append(after / before)
            figures[f"large_{name}_ratio"] = round(statistics.median(ratios), 3)
    return figures


def visible(address: str, data: Path) -> float:
    """Milliseconds from publishing in another process until every reader of the server sees it; the worst of some."""
    worst = 0.0
    for number in range(5):
        title = f"Over de werkplaats, versie {number} van {time.time_ns()}"
        publishing = _started(data, "publish", "/twente/over/", title)
        # Readers go on all the while. Two web processes answer in turn, so ten in a row must be the new page.
        seen, last_old = 0, 0.0
        while seen < 10:
            asked = time.time()
            answer = urllib.request.urlopen(f"{address}/twente/over/", timeout=10).read().decode()
            seen = seen + 1 if title in answer else 0
            if not seen:
                last_old = asked
            time.sleep(0.005)
        published = float(publishing.communicate()[0])
        worst = max(worst, (last_old - published) * 1000)
    return worst


def counts(data: Path) -> dict[str, float]:
    """How many queries each page takes."""
    found = json.loads(_own_python(data, "count", *ASKED.values()).splitlines()[-1])
    return {f"{name}_queries": found[path] for name, path in ASKED.items()}


def _sound(one: Load) -> Load:
    if one.errors:
        raise SystemExit(f"{one.errors} answers were errors; a rate of errors says nothing")
    return one


def measure(data: Path, sampled: int = 0) -> dict[str, float]:
    """All figures of one size; `sampled` other pages are asked too."""
    numbers = counts(data)
    prose = [*PROSE, *re.findall(r"\S+", _own_python(data, "sample", str(sampled)))] if sampled else PROSE
    return {"queries": max(numbers["menu_queries"], numbers["dossier_queries"]), **numbers, **kept(data, prose),
            **made_anew(data, prose)}  # fmt: skip


def main() -> int:
    """Measure both sizes; the bars count for the smaller, the larger must keep them."""
    require_wrk()
    small = measure(folder(None))
    print(json.dumps(small), flush=True)
    large = folder((PLACES, PAGES))
    figures = {**small, **{f"large_{name}": value for name, value in measure(large, sampled=200).items()}}
    print(json.dumps(figures), flush=True)
    figures |= beside(folder(ORDINARY), large)
    print(json.dumps({"bench": "sites", "figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
