# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "noaber.meetings"
    label = "meetings"
