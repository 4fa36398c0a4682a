# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of following."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "noaber.following"
    label = "following"

    def ready(self) -> None:
        from noaber import following, members
        from noaber.following import tasks
        from noaber.following.holding import Following
        from noaber.following.sources import ThemeThings, WerkplaatsThings
        from noaber.following.state import follow_state
        from noaber.people.models import Concept, Werkplaats
        from noaber.ui import jinja

        tasks.register()
        # The button stands on pages of every room.
        jinja.GLOBALS["follow_state"] = follow_state
        members.holds("following", Following())
        # People stand below following in the chain, so what can be followed of them is named here.
        following.things(Werkplaats.KIND, WerkplaatsThings())
        following.things(Concept.KIND, ThemeThings())
        following.news(
            {
                "werkplaats.founded": _("De werkplaats is begonnen."),
                "werkplaats.period_started": _("Er is een nieuwe programmaperiode."),
                "werkplaats.period_ended": _("De programmaperiode is voorbij. Alles blijft te lezen."),
            }
        )
