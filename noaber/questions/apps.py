# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of questions: what is found, and what follows an entry in the ledger."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "noaber.questions"
    label = "questions"

    def ready(self) -> None:
        from noaber import search
        from noaber.questions import tasks
        from noaber.questions.queries import QuestionSource

        search.register("question", QuestionSource())
        tasks.register()
