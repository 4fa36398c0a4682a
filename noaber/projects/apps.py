# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "noaber.projects"
    label = "projects"

    def ready(self) -> None:
        from noaber import search
        from noaber.search.described import DescribedSource

        search.register("project", DescribedSource("project", "projects.Project"))
