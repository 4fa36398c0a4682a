# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure a day of alerts: 50,000 saved searches, 100,000 documents, and 500 of them new.

    ./run bench alerts [--documents 100000] [--saved 50000] [--new 500]

Beside it stands what the same day would cost with one search for each. The last line is one JSON object.
"""

import argparse
import json
import random
import sys
import time
from datetime import timedelta
from typing import Any

from bench.search import Mixed, by_words_only, corpus, recombined, say

# The first import sets Django up.
from django.core.management import call_command  # isort: skip

from noaber import search
from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.exchange import demo
from noaber.search import actions, alert_actions, alert_mail, node, saved_queries, text
from noaber.search.documents import Document
from noaber.search.models import Alert, SavedSearch

ASKED_ONE_BY_ONE = 200


def saved(count: int, documents: list[Document]) -> list[SavedSearch]:
    """Saved searches as people make them: three of five are words, the others a theme or a werkplaats."""
    dice, at = random.Random(5), clock.now() - timedelta(days=9)
    words = [[w for w in text.WORD.findall(one.title) if len(w) > 3 and not text.is_stop_word(w)] for one in documents]
    made = []
    for place in range(count):
        if dice.random() < 0.6:
            some = dice.choice(words) or ["schulden"]
            page, chosen = "find", {"q": " ".join(dice.sample(some, min(len(some), dice.randint(1, 4))))}
        else:
            page, chosen = "product_list", {"thema": f"thema-{dice.randrange(300)}"}
            if dice.random() < 0.5:
                chosen["werkplaats"] = f"werkplaats-{dice.randrange(17)}"
        request = saved_queries.request_of(page, chosen)
        assert request is not None
        made.append(
            SavedSearch(
                ref=f"z-{place}", email=f"lezer{place}@example.org", page=page, chosen=chosen, often="daily",
                fingerprint=saved_queries.fingerprint(request), asked_at=at, confirmed_at=at, since=at,
                ends_at=at + timedelta(days=365),
            )
        )  # fmt: skip
    return made


def measure(documents: int, many: int, new: int) -> dict[str, Any]:
    """A day: what is new comes in, is matched with everything, and a part of the mail is written."""
    every = recombined(documents + new)
    figures: dict[str, Any] = {"documents": documents, "saved": many, "new": new}
    with corpus("alerts", every), by_words_only():
        search.SOURCES.clear()
        held = every[:documents]
        for kind in sorted({one.kind for one in every}):
            search.register(kind, Mixed(kind, held))
        actions.prepare()
        alert_actions.look_out(at=clock.now())
        SavedSearch.objects.bulk_create(saved(many, every[:5_000]), batch_size=2_000)
        figures["different"] = SavedSearch.objects.values("fingerprint").distinct().count()
        for kind in sorted({one.kind for one in every}):
            search.register(kind, Mixed(kind, every))
        for one in every[documents:]:
            search.changed(one.kind, one.ref)
        start = time.perf_counter()
        figures["matched"] = len(dict(alert_actions.matches(every[documents:])))
        figures["match_seconds"] = time.perf_counter() - start
        start = time.perf_counter()
        alert_actions.look_out(at=clock.now())
        figures["look_out_seconds"] = time.perf_counter() - start
        figures["alerts"] = Alert.objects.count()
        figures |= mailed() | one_by_one()
    return figures


def mailed() -> dict[str, float]:
    """Write the mail of some addresses."""
    at = (clock.now() + timedelta(days=1)).replace(hour=8)
    start = time.perf_counter()
    alert_mail.tell_due(at)
    mails = OutgoingMail.objects.count()
    return {"mails": mails, "mail_ms": 1000 * (time.perf_counter() - start) / max(mails, 1)}


def one_by_one() -> dict[str, float]:
    """What it would take to search for each different one by itself."""
    opened = node.node().opened()
    assert opened is not None
    rows = SavedSearch.objects.order_by("?").values_list("page", "chosen")[:ASKED_ONE_BY_ONE]
    start = time.perf_counter()
    for page, chosen in rows:
        request = saved_queries.request_of(page, chosen)
        assert request is not None
        search.find(request)
    each = (time.perf_counter() - start) / ASKED_ONE_BY_ONE
    return {"one_search_ms": 1000 * each, "one_by_one_seconds": each * SavedSearch.objects.count()}


def main() -> int:
    """Measure, and say what it was."""
    parser = argparse.ArgumentParser(prog="bench alerts")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--saved", type=int, default=50_000)
    parser.add_argument("--new", type=int, default=500)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    demo.load_themes(by=None, at=clock.now())
    figures = measure(options.documents, options.saved, options.new)
    rounded = {name: round(value, 2) if isinstance(value, float) else value for name, value in figures.items()}
    for name, value in rounded.items():
        say(f"  {name:24} {value}")
    print(json.dumps({"bench": "alerts", "figures": rounded}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
