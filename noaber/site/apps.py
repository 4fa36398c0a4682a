# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the front."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "noaber.site"
    label = "site"

    def ready(self) -> None:
        from noaber import ledger, moderation, pages, search
        from noaber.site import page_cache, period_search, queries, show_tasks, structured, switcher, watchable
        from noaber.ui import chrome, faces, machine

        page_cache.connect()
        watchable.register()
        pages.provide("figures", queries.loop)
        pages.provide("map", lambda: queries.on_the_map()[0])
        chrome.provide(brand=queries.brand_colour, tokens=queries.tokens_of)
        faces.provide(find=switcher.face, switch=switcher.choices, canonical=switcher.canonical)
        for verb in ("show.accepted", "show.ended"):
            ledger.on(verb, show_tasks.index_again)
        for verb in ("show.asked", "show.accepted", "show.declined"):
            ledger.on(verb, show_tasks.tell)
        for verb in ("period_started", "period_ended", "period_changed", "settings_changed"):
            ledger.on(f"werkplaats.{verb}", period_search.index_again)
        search.register("period", period_search.PeriodSource())
        moderation.desk("show", show_tasks.ShowDesk())
        machine.provide(structured.describe)
