# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "noaber.ledger"
    label = "ledger"

    def ready(self) -> None:
        from noaber.base import queues
        from noaber.ledger import actions
        from noaber.ledger import tasks as tasks  # registers the periodic work

        queues.register("ledger", actions.WAITING)
