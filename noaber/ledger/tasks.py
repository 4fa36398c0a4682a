# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Periodic work of the ledger."""

from noaber.base.worker import every
from noaber.ledger import actions


@every(seconds=2, name="ledger")
def deliver() -> int:
    return actions.deliver_waiting()
