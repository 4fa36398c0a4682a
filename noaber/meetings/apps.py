# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "noaber.meetings"
    label = "meetings"

    def ready(self) -> None:
        from noaber import following, matching, members, moderation, search
        from noaber.following.sources import DescribedThings
        from noaber.matching.sources import DescribedMatches
        from noaber.meetings import day, in_loop, signup_tasks
        from noaber.meetings.calendar_own_data_actions import CalendarHolder
        from noaber.meetings.signup_holding_actions import SignUpHolder
        from noaber.members.sources import DescribedWorks
        from noaber.moderation.subjects import DescribedSubjects
        from noaber.search.described import DescribedSource

        search.register("meeting", DescribedSource("meeting", "meetings.Meeting"))
        members.holds("calendar", CalendarHolder())
        members.works("meeting", DescribedWorks("meeting", "meetings.Meeting"))
        matching.register("meeting", DescribedMatches("meeting", "meetings.Meeting"))
        in_loop.register()
        signup_tasks.register()
        members.holds("sign_ups", SignUpHolder())
        day.register()
        moderation.subject("meeting", DescribedSubjects("meetings.Meeting"))
        following.things("meeting", DescribedThings("meetings.Meeting", _("Bijeenkomsten"), "meetings"))
