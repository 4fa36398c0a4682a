# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the agenda: what is found, what waits, and what follows an entry in the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "noaber.agenda"
    label = "agenda"

    def ready(self) -> None:
        from noaber import members, moderation, search
        from noaber.agenda import closing, followed, in_loop, tasks, together_tasks  # noqa: F401 (registers work)
        from noaber.agenda.own_data_actions import AgendaHolder
        from noaber.agenda.source import AgendaSource
        from noaber.agenda.subjects import AgendaSubjects, ProposalDesk

        search.register("agenda_item", AgendaSource())
        moderation.desk("agenda", ProposalDesk())
        moderation.subject("agenda_item", AgendaSubjects())
        moderation.judgements(
            {
                "round.candidate_admitted": _("liet een voorstel meewegen"),
                "round.candidate_declined": _("liet een voorstel niet meewegen"),
                "agenda_item.hidden": _("haalde een agendapunt weg na een melding"),
            }
        )
        in_loop.register()
        tasks.register()
        followed.register()
        together_tasks.register()
        members.holds("agenda", AgendaHolder())
