# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber ask` and `noaber index`."""

import argparse
import json
import sys
import time

from noaber import search
from noaber.search import actions, queries
from noaber.search.documents import SearchRequest


def ask(options: argparse.Namespace) -> int:
    """Ask a question and get what the find page gives, as one ranked list."""
    request = SearchRequest(
        text=options.text, kinds=(options.kind,) if options.kind else (), werkplaats=options.werkplaats,
        limit=max(options.limit, 0), facets=("kind",),
    )  # fmt: skip
    progress = queries.progress()
    if progress.waiting or not progress.healthy:
        actions.catch_up()
        progress = queries.progress()
    found = search.find(request)
    if not progress.complete:
        missing = progress.embeddable - progress.embedded
        print(f"The meaning of {missing} documents is not known yet; `noaber index` waits for it.", file=sys.stderr)
    print(json.dumps(_as_json(options.text, found), ensure_ascii=False) if options.json else _as_text(found))
    return 0


def _as_json(asked: str, found: search.Findings) -> dict[str, object]:
    results = [
        {
            "id": hit.ref, "kind": hit.kind, "title": hit.title, "url": hit.url, "score": hit.score, "why": hit.why,
        }
        for hit in found.hits
    ]  # fmt: skip
    return {"query": asked, "took_ms": round(found.took_ms, 1), "results": results}


def _as_text(found: search.Findings) -> str:
    lines = [f"Did you mean: {found.did_you_mean}"] if found.did_you_mean else []
    for place, hit in enumerate(found.hits, 1):
        lines += [f"{place:2}. {hit.title}  [{hit.kind}]", f"    {hit.url}", f"    {' · '.join(hit.why)}"]
    lines.append(f"{len(found.hits)} of {found.total} answers in {found.took_ms:.0f} ms ({found.mode})")
    return "\n".join(lines)


def index(options: argparse.Namespace) -> int:
    """Wait until everything is findable, also by meaning, and say how far it is."""
    start = time.monotonic()
    actions.prepare(lambda line: print(f"  {line}", flush=True))
    told = 0.0
    while True:
        waiting = actions.catch_up() + actions.embed_waiting(seconds=2)
        progress = queries.progress()
        if time.monotonic() - told > 5 or not waiting:
            told = time.monotonic()
            print(f"  findable {progress.indexed}, by meaning {progress.embedded} of {progress.embeddable}", flush=True)
        if progress.complete or not waiting:
            break
    if not progress.complete:
        print(f"Not complete: {progress.problem or 'some meanings could not be computed'}", file=sys.stderr)
        return 1
    print(f"Everything is findable ({time.monotonic() - start:.1f} s).")
    return 0
