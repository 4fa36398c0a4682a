# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast pages are served, at demo size and at 100,000 documents: `./run bench pages`.

Kept pages are compared with a trivial view on the same server in the same run, in turns, because machines are noisy.
Pages that are made anew are measured on a server without page cache. Memory is that of all processes of the default
deployment under load. Two thirds of the time goes into making the large network; it is kept in .cache/bench for the
next run. Needs wrk.
"""

import json
import re
import statistics
import sys

from bench import network
from bench.deployment import Load, fetch, load, memory_mb, noaber, require_wrk, server

LARGE = 100_000
ROUNDS = 3
# How many different item pages are asked for in turn.
ITEMS = 200
LISTS = ["/kennis/", "/kennis/?page=2", "/kennis/?page=3", "/leertrajecten/", "/kennis/?jaar=2020", "/nieuws/"]
QUESTIONS = ["/vragen/", "/vragen/?page=2", "/vragen/?wacht=1"]


def paths(address: str) -> dict[str, list[str]]:
    """The addresses to ask for: home, lists, and item pages found on the lists themselves."""
    items: list[str] = []
    for number in range(1, 60):
        found = re.findall(r'href="(/kennis/[a-z0-9][^"?#]*/)"', fetch(f"{address}/kennis/?page={number}"))
        items += [path for path in dict.fromkeys(found) if path not in items]
        if len(items) >= ITEMS:
            break
    if len(items) < 20:
        raise SystemExit(f"only {len(items)} items found on the lists; is the network loaded?")
    return {"home": ["/"], "list": LISTS, "item": items[:ITEMS]}


def kept(data: str) -> dict[str, float]:
    """Ratios of kept pages to the trivial view, and the memory under that load."""
    figures: dict[str, float] = {}
    with server(network.folder(data)) as (address, pid):
        asked = paths(address)
        for group in asked.values():
            for path in group:
                fetch(address + path)
        load(address, ["/-/ping/", *asked["item"]], seconds=2)
        rates: dict[str, list[float]] = {name: [] for name in ("ping", *asked)}
        for _round in range(ROUNDS):
            for name, group in {"ping": ["/-/ping/"], **asked}.items():
                rates[name].append(_sound(load(address, group)).rps)
        for name in asked:
            ratios = [page / ping for page, ping in zip(rates[name], rates["ping"], strict=True)]
            figures[f"{name}_cached_ratio"] = round(statistics.median(ratios), 3)
        figures["ping_rps"] = round(statistics.median(rates["ping"]))
        fetch(f"{address}/vind/?q=hoe+bereik+je+jongeren+met+schulden")
        load(address, ["/vind/?q=schulden", "/vind/?q=hoe+help+je+een+mantelzorger", *asked["list"]], seconds=5)
        figures["memory_mb"] = memory_mb(pid)
    return figures


def made_anew(data: str) -> dict[str, float]:
    """Requests a second and 99th percentile of pages that are made for each request."""
    figures: dict[str, float] = {}
    with server(network.folder(data), NOABER_PAGE_CACHE="0") as (address, pid):
        asked = paths(address)
        # The list of questions is made from the database, the others from the index: told apart.
        for name, group in {"list": asked["list"], "item": asked["item"], "questions": QUESTIONS}.items():
            load(address, group, seconds=3)
            rounds = [_sound(load(address, group, seconds=5)) for _round in range(ROUNDS)]
            figures[f"{name}_rps"] = round(statistics.median(one.rps for one in rounds), 1)
            figures[f"{name}_p99_ms"] = round(statistics.median(one.p99_ms for one in rounds), 1)
        figures["memory_uncached_mb"] = memory_mb(pid)
    return figures


def _sound(one: Load) -> Load:
    if one.errors:
        raise SystemExit(f"{one.errors} answers were errors; a rate of errors says nothing")
    return one


def measure(size: int) -> dict[str, float]:
    """All figures of a network of this size (0: the demo network alone)."""
    data = network.prepare(size)
    documents = int(re.findall(r"(\d+) documents findable", noaber(network.folder(data), "doctor"))[0])
    return {**kept(data), **made_anew(data), "documents": documents}


def main() -> int:
    """Measure both sizes; the bars count for the larger one."""
    require_wrk()
    print("demo network …", flush=True)
    small = measure(0)
    print(json.dumps(small), flush=True)
    print(
        f"{LARGE:,} documents, recombined from the texts at hand; vectors are noisy copies of real ones …", flush=True
    )
    large = measure(LARGE)
    figures = {**large, **{f"demo_{name}": value for name, value in small.items()}}
    print(json.dumps({"bench": "pages", "figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
