# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of newsletters."""

from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "noaber.newsletters"
    label = "newsletters"

    def ready(self) -> None:
        from noaber import following, members
        from noaber.newsletters import issue_models, reading, tasks
        from noaber.newsletters.beside import NewslettersBeside
        from noaber.newsletters.holding import Subscriptions

        tasks.register()
        issue_models.preview_with(reading.preview)
        following.beside("newsletters", NewslettersBeside())
        members.holds("newsletters", Subscriptions())
