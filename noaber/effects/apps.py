# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of effects: what is found, what waits, and what follows an entry in the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EffectsConfig(AppConfig):
    name = "noaber.effects"
    label = "effects"

    def ready(self) -> None:
        from noaber import following, knowledge, members, moderation, search
        from noaber.effects import product_tasks, tasks
        from noaber.effects.models import Use
        from noaber.effects.own_data_actions import EffectsHolder
        from noaber.effects.queries import UsesOfProducts
        from noaber.effects.sources import ToldDesk, ToldSubjects, ToldThings, UseSource

        search.register("use", UseSource())
        knowledge.used_by(UsesOfProducts())
        moderation.desk("uses", ToldDesk(Use, _("Toegepast")))
        moderation.subject("use", ToldSubjects(Use))
        moderation.judgements({"use.declined": _("plaatste niet wat iemand vertelde")})
        members.holds("effects", EffectsHolder())
        following.things("use", ToldThings(Use, _("Toegepast")))
        following.news({"use.registered": _("Iemand paste dit toe.")}, arrivals=("use.registered",))
        following.concerns("use.registered", lambda entry: entry.data["origins"])
        tasks.register()
        product_tasks.register()
