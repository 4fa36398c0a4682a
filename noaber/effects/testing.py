# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions: what people tell, in any state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from noaber.base.testing import at as moment
from noaber.effects import msc_actions, story_actions, telling_actions, use_actions
from noaber.effects.models import State, Use
from noaber.effects.msc_models import MscRound
from noaber.effects.story_models import Change, Story
from noaber.knowledge.models import Product
from noaber.people.models import Person, Werkplaats
from noaber.people.testing import make_person

USED_AT = moment("2026-03-14 10:00")
TOLD: dict[str, Any] = {
    "who": "een wijkteam", "place": "Deventer", "setting": "team", "used_on": dt.date(2026, 2, 1), "adapted": True,
    "how": "We draaiden de volgorde om.", "happened": "Mensen vertelden meer.", "perspective": "professional",
}  # fmt: skip


def make_use(product: Product, *, confirmed: bool = True, **overrides: Any) -> Use:
    """Somebody used a product; public unless told otherwise."""
    at: dt.datetime = overrides.pop("at", USED_AT)
    use = use_actions.apply(product, **{**TOLD, "by": None, **overrides}, at=at)
    return _shown(use, at) if confirmed else use


def make_story(*, confirmed: bool = True, **overrides: Any) -> Story:
    """Somebody tells a story; public unless told otherwise."""
    at: dt.datetime = overrides.pop("at", USED_AT)
    given = {
        "title": "Van praten naar doen", "told": {"immediate": "We liepen samen.", "reframing": "Ik vraag nu later."},
        "perspective": "resident", "consent": True, "by": None, **overrides,
    }  # fmt: skip
    story = story_actions.tell_story(**given, at=at)
    return _shown(story, at) if confirmed else story


def make_change(*, confirmed: bool = True, **overrides: Any) -> Change:
    """Somebody tells what changed; public unless told otherwise."""
    at: dt.datetime = overrides.pop("at", USED_AT)
    given = {
        "who": "het wijkteam", "what": "Gaat eerst op bezoek.", "place": "Almelo", "changed_on": dt.date(2026, 1, 1),
        "significance": "Mensen bellen eerder.", "contribution": "De leerkring en een nieuwe chef.",
        "perspective": "professional", "by": None, **overrides,
    }  # fmt: skip
    change = story_actions.tell_change(**given, at=at)
    return _shown(change, at) if confirmed else change


def make_msc_round(home: Werkplaats, by: Person | None, **overrides: Any) -> MscRound:
    """A round of Most Significant Change with two domains."""
    given = {
        "title": "Wat veranderde er?", "domains": ["hoe mensen zich voelen", "hoe we samenwerken"], "home": home,
        "from_on": dt.date(2026, 1, 1), "until_on": dt.date(2026, 7, 1), "by": by, "at": USED_AT, **overrides,
    }  # fmt: skip
    return msc_actions.open_round(**given)


def _shown(thing: Any, at: dt.datetime) -> Any:
    if thing.state == State.UNCONFIRMED:
        thing = telling_actions.confirm(thing, by=None, at=at)
    if thing.state == State.WAITING:
        keeper = make_person(name="Kee", email=f"kee-{thing.ref}@example.org")
        keeper.is_superuser = True
        keeper.save()
        thing = telling_actions.judge(thing, accept=True, by=keeper, at=at)
    return thing
