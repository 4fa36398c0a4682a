# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "noaber.exchange"
    label = "exchange"

    def ready(self) -> None:
        from functools import partial

        from noaber import exchange, members, moderation, pages
        from noaber.exchange import import_queries, link_queries, outside_tasks, tasks  # noqa: F401  (registers work)
        from noaber.exchange.holding import Imports
        from noaber.exchange.queries import MODELS
        from noaber.ui import outward

        for kind in MODELS:
            exchange.links(kind, partial(link_queries.places_of, kind))
        exchange.links("prose", link_queries.places_of_prose)
        outward.provide(link_queries.broken)
        moderation.desk("import", import_queries.Desk())
        members.holds("imports", Imports())
        pages.provide("broken_links", link_queries.broken_of)
