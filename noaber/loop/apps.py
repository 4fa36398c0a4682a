# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the loop."""

from django.apps import AppConfig


class LoopConfig(AppConfig):
    name = "noaber.loop"
    label = "loop"

    def ready(self) -> None:
        from noaber import ledger, loop
        from noaber.loop import page_queries, tasks
        from noaber.ui import jinja

        # The trail stands on pages of every room.
        jinja.GLOBALS["loop_meta"] = page_queries.meta_of
        ledger.follow(tasks.follow, loop.wants)
