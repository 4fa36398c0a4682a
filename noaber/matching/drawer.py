# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The process that draws: `python -m noaber.matching.drawer`, started by `drawing_tasks`.

It knows no database: a graph in JSON comes in, places go out, and it ends. It goes last on a busy machine.
"""

from __future__ import annotations

import json
import os
import sys

from noaber.matching.layout import laid_out

LAST = 15


def main() -> int:
    """Read a graph, write where everybody stands."""
    os.nice(LAST)
    asked = json.loads(sys.stdin.read())
    edges = [(first, second, weight) for first, second, weight in asked["edges"]]
    json.dump(laid_out(asked["homes"], edges, asked["seed"]), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
