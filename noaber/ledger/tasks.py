# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Periodic work of the ledger."""

from datetime import timedelta

from noaber.base import clock
from noaber.base.worker import Place, every
from noaber.ledger import actions

# Who recorded something follows it up first; and what was left to the worker leaves others a moment.
AFTER = timedelta(seconds=2)


@every(seconds=2, name="ledger", place=Place.ALL)
def deliver() -> int:
    return actions.deliver_waiting(until=clock.now() - AFTER)
