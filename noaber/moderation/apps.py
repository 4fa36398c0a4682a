# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "noaber.moderation"
    label = "moderation"

    def ready(self) -> None:
        from noaber import members, moderation
        from noaber.moderation import tasks
        from noaber.moderation.members_queries import MembersDesk
        from noaber.moderation.own_data_actions import ModerationHolder
        from noaber.moderation.queries import ReportDesk
        from noaber.moderation.subjects import DescribedSubjects, ProfileSubjects

        moderation.desk("reports", ReportDesk())
        moderation.desk("members", MembersDesk())
        moderation.judgements(
            {
                "report.judged": _("beoordeelde een melding"),
                "join_request.accepted": _("liet iemand meedoen"),
                "join_request.declined": _("liet iemand niet meedoen"),
            }
        )
        # People stand below moderation in the chain, so what can be reported of them is named here.
        moderation.subject("organisation", DescribedSubjects("people.Organisation"))
        moderation.subject("profile", ProfileSubjects())
        members.holds("moderation", ModerationHolder())
        tasks.register()
