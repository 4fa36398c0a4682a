# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "noaber.meetings"
    label = "meetings"

    def ready(self) -> None:
        from noaber import search
        from noaber.search.described import DescribedSource

        search.register("meeting", DescribedSource("meeting", "meetings.Meeting"))
