# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber ledger`: every entry as a line of JSON, without who did it, so that anybody can count again."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from noaber.ledger.models import Entry

FIELDS = ("seq", "verb", "kind", "ref", "at", "werkplaats", "reason", "data")


def ledger(options: argparse.Namespace) -> int:
    """Write the whole ledger to a file, or to the screen."""
    if options.file == "-":
        write_ledger(sys.stdout)
        return 0
    try:
        with Path(options.file).open("w", encoding="utf-8") as out:
            number = write_ledger(out)
    except OSError as error:
        print(f"noaber ledger: cannot write {options.file}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{number} entries", file=sys.stderr)
    return 0


def write_ledger(out: TextIO) -> int:
    """A line for every entry, oldest first; persons are left out. Returns how many."""
    written = 0
    for row in Entry.objects.order_by("seq").values(*FIELDS).iterator(2_000):
        print(json.dumps({**row, "at": row["at"].isoformat()}, ensure_ascii=False), file=out)
        written += 1
    return written
