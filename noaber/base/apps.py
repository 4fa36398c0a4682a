# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the ground floor."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "noaber.base"
    label = "base"

    def ready(self) -> None:
        from noaber.base import mail, queues
        from noaber.base import tasks as tasks  # registers the periodic work

        queues.register("mail", mail.WAITING)
