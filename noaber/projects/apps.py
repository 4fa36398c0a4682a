# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "noaber.projects"
    label = "projects"
