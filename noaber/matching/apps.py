# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of matching."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "noaber.matching"
    label = "matching"

    def ready(self) -> None:
        from noaber import following, members
        from noaber.matching import drawing_tasks, hint_tasks  # noqa: F401 (registers work)
        from noaber.matching.holding import Hints, HintsBeside

        hint_tasks.register()
        members.holds("matching", Hints())
        following.beside("hints", HintsBeside())
