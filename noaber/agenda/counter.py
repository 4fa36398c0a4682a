# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The process that counts: `python -m noaber.agenda.counter`, started by `counting`.

It knows no database: a line of JSON comes in (candidates, casts, setup) and one goes out (the outcome). The first line
says that it stands ready. It ends when its input ends, so that it never outlives whoever started it.
"""

from __future__ import annotations

import json
import os
import sys

from django.conf import settings

from noaber.agenda.kinds import KINDS
from noaber.agenda.outcome import Candidate, Cast, Setup
from noaber.agenda.weighing import weigh

READY = '"ready"'


def load() -> None:
    """Have everything loaded that a count needs."""
    methods = tuple((slug, kind.settled({}, 2)) for slug, kind in KINDS.items())
    cast = Cast("resident", {"dots": {"1": 1}, "ranking": {"order": [1]}, "scoring": {}, "pairwise": {"1-2": 1}})
    weigh([Candidate(1, ""), Candidate(2, "")], [cast] * 3, Setup(methods, places=1))


def answer(line: str) -> str:
    """The outcome of what one line asks to weigh."""
    asked = json.loads(line)
    candidates = [Candidate.from_json(one) for one in asked["candidates"]]
    casts = [Cast.from_json(one) for one in asked["casts"]]
    return json.dumps(weigh(candidates, casts, Setup.from_json(asked["setup"])).as_json())


def main() -> int:
    """Stand ready and answer, until nobody can ask any more."""
    # What a library might print goes where logs go, not in an answer.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        # No word of an outcome is for people, so that none needs to be translated here.
        settings.configure(USE_I18N=False)
        load()
        print(READY, file=answers, flush=True)
        before = given = ""
        for line in sys.stdin:
            # Counted just before closing, and nobody voted since.
            before, given = line, given if line == before else answer(line)
            print(given, file=answers, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
