# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of projects: what is found, who works there, and what follows an entry in the ledger."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "noaber.projects"
    label = "projects"

    def ready(self) -> None:
        from noaber import agenda, members, moderation, search
        from noaber.projects import asker_tasks, followed, in_loop, tasks
        from noaber.projects.desk import ProjectDesk
        from noaber.projects.documents import ProjectSource
        from noaber.projects.own_data_actions import ProjectsHolder
        from noaber.projects.start_queries import begin_at
        from noaber.projects.subjects import ProjectSubjects
        from noaber.projects.works import ProjectWorks

        agenda.begins(begin_at)
        search.register("project", ProjectSource("project", "projects.Project"))
        members.works("project", ProjectWorks())
        members.holds("projects", ProjectsHolder())
        moderation.desk("projects", ProjectDesk())
        moderation.subject("project", ProjectSubjects("projects.Project"))
        in_loop.register()
        tasks.register()
        asker_tasks.register()
        followed.register()
