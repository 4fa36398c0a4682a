# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Aids for tests that depend on what follows an entry."""

from noaber.ledger import actions


def deliver_all() -> int:
    """Run all handlers that wait, also those that their own entries call for."""
    total = 0
    while ran := actions.deliver_waiting():
        total += ran
    return total
