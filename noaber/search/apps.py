# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "noaber.search"
    label = "search"

    def ready(self) -> None:
        from noaber.search import tasks  # noqa: F401  (registers the periodic work)
