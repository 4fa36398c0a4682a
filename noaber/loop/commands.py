# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber loop`: fold the whole ledger once more."""

import argparse

from noaber.loop.actions import rebuild


def loop(options: argparse.Namespace) -> int:
    """Throw the picture of the loop away and make it again from the entries."""
    print(f"{rebuild()} things in the loop")
    return 0
