# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of questions: what is found, and what follows an entry in the ledger."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "noaber.questions"
    label = "questions"

    def ready(self) -> None:
        from noaber import following, matching, members, moderation, search
        from noaber.base import incoming
        from noaber.people import region_queries
        from noaber.questions import followed, in_loop, reply_tasks, tasks
        from noaber.questions.desk_queries import QuestionDesk
        from noaber.questions.matched import QuestionMatches
        from noaber.questions.models import Question
        from noaber.questions.own_data_actions import QuestionsHolder
        from noaber.questions.queries import QuestionSource
        from noaber.questions.subjects import QuestionSubjects
        from noaber.questions.works import QuestionWorks

        search.register("question", QuestionSource())
        region_queries.showable("question", Question)
        moderation.desk("questions", QuestionDesk())
        moderation.subject("question", QuestionSubjects())
        moderation.judgements(
            {
                "question.released": _("maakte een vraag openbaar"),
                "question.refused": _("plaatste een vraag niet"),
                "question.hidden": _("haalde een vraag weg na een melding"),
                "question.declined": _("pakte een vraag niet op"),
                "question.contribution_accepted": _("plaatste een bijdrage"),
                "question.contribution_declined": _("plaatste een bijdrage niet"),
            }
        )
        in_loop.register()
        tasks.register()
        incoming.register(tasks.REPLY, reply_tasks.take, age=timedelta(days=180))
        members.works("question", QuestionWorks())
        matching.register("question", QuestionMatches())
        members.holds("questions", QuestionsHolder())
        following.things("question", followed.QuestionThings())
        following.news(followed.NEWS, arrivals=followed.ARRIVALS)
        following.told_elsewhere("questions", followed.told_by_voice)
        following.beside("questions", followed.QuestionVoices())
