# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the front."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "noaber.site"
    label = "site"

    def ready(self) -> None:
        from noaber.site import page_cache, queries
        from noaber.ui import chrome

        page_cache.connect()
        chrome.provide(brand=queries.brand_colour)
