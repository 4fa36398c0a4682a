# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of matching."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "noaber.matching"
    label = "matching"

    def ready(self) -> None:
        from noaber.matching import drawing_tasks  # noqa: F401 (registers work)
