# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "noaber.pages"
    label = "pages"

    def ready(self) -> None:
        from noaber import search
        from noaber.search.described import DescribedSource

        search.register("news", DescribedSource("news", "pages.News"))
