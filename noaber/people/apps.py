# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "noaber.people"
    label = "people"

    def ready(self) -> None:
        from noaber.people import account_signals
        from noaber.people.licences import licence_of
        from noaber.ui import jinja

        account_signals.register()
        jinja.GLOBALS["licence_of"] = licence_of
