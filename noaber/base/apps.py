# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the ground floor."""

from datetime import timedelta

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "noaber.base"
    label = "base"

    def ready(self) -> None:
        from noaber.base import bounces, incoming, mail, queues
        from noaber.base import tasks as tasks  # registers the periodic work

        queues.register("mail", mail.WAITING)
        queues.register("incoming", incoming.WAITING)
        incoming.register(bounces.PURPOSE, bounces.take, age=timedelta(days=30), automatic=True)
