# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of effects: what is found, what waits, and what follows an entry in the ledger."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EffectsConfig(AppConfig):
    name = "noaber.effects"
    label = "effects"

    def ready(self) -> None:
        from noaber import knowledge, members
        from noaber.effects import in_loop, msc_tasks, product_tasks, tasks
        from noaber.effects.own_data_actions import EffectsHolder
        from noaber.effects.queries import UsesOfProducts
        from noaber.effects.telling_actions import KINDS

        knowledge.used_by(UsesOfProducts())
        members.holds("effects", EffectsHolder())
        in_loop.register(KINDS)
        _let_find()
        _let_judge()
        tasks.register()
        product_tasks.register()
        msc_tasks.register()


def _let_find() -> None:
    from noaber import following, search
    from noaber.effects.models import Use
    from noaber.effects.sources import ToldSource, ToldThings, UseSource
    from noaber.effects.story_models import Change, Story

    search.register("use", UseSource())
    search.register("story", ToldSource(Story))
    search.register("change", ToldSource(Change))
    following.things("use", ToldThings(Use, _("Toegepast")))
    following.things("story", ToldThings(Story, _("Verhalen")))
    following.things("change", ToldThings(Change, _("Veranderingen")))
    following.news(
        {
            "use.registered": _("Iemand paste dit toe."),
            "story.registered": _("Iemand vertelt wat het opleverde."),
            "change.registered": _("Iemand vertelt wat er veranderde."),
        },
        arrivals=("use.registered", "story.registered", "change.registered"),
    )
    for verb in ("use.registered", "story.registered", "change.registered"):
        following.concerns(verb, lambda entry: entry.data["origins"])


def _let_judge() -> None:
    from noaber import moderation
    from noaber.effects.models import Use
    from noaber.effects.sources import ToldDesk, ToldSubjects
    from noaber.effects.story_models import Change, Story

    labels: dict[Any, Any] = {Use: _("Toegepast"), Story: _("Verhaal"), Change: _("Verandering")}
    moderation.desk("effects", ToldDesk(labels))
    for model in labels:
        moderation.subject(model.KIND, ToldSubjects(model))
        moderation.judgements({f"{model.KIND}.declined": _("plaatste niet wat iemand vertelde")})
