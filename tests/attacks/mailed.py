# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One of everything that a mailed link of knowledge, effects and matching can be about."""

import datetime as dt

from django.urls import reverse

from noaber.base import clock, signing
from noaber.effects import links as effect_links
from noaber.effects import msc_actions, story_actions
from noaber.effects.testing import make_change, make_msc_round, make_story, make_use
from noaber.knowledge import care_links, file_actions, outside_links
from noaber.knowledge.models import Product
from noaber.knowledge.testing import make_draft, make_outside, make_published, pdf
from noaber.matching import hint_actions
from noaber.matching import links as hint_links
from noaber.matching.testing import make_hint
from noaber.people.testing import make_person
from noaber.projects.testing import make_project
from noaber.questions.testing import make_question

DAY = dt.timedelta(days=1)


class World:
    """The things, their people, and what is sealed in each link."""

    def __init__(self, twente, elsewhere, nadia, carla):
        self.lead, now = carla, clock.now()
        review_on = str(now.date() + DAY)
        self.product = Product.objects.get(pk=make_published(nadia, twente, review_on=review_on).pk)
        self.told = make_use(self.product, email="een@example.org", confirmed=False)
        self.use = make_use(self.product, email="twee@example.org", follow_up=True)
        self.change = make_change(email="drie@example.org")
        self.asked = story_actions.ask_whether(self.change, email="vier@example.org", by=None, at=now)
        self.story = make_story(email="vijf@example.org", home=twente)
        self.round = make_msc_round(twente, carla)
        self.domain = self.round.domains.get(number=1)
        for story in (self.story, make_story(home=twente, title="Een ander")):
            msc_actions.gather(self.round, story=story, domain=self.domain, by=carla, at=now)
        (self.panelist,) = msc_actions.ask_panel(self.round, panel={"zes@example.org": "resident"}, by=carla, at=now)
        self.round = msc_actions.move(self.round, to="choosing", by=carla, at=now)
        self.els = make_person(name="Els", email="els@example.org", role="researcher", werkplaats=elsewhere)
        question = make_question(home=twente)
        make_project(nadia, twente, title="Jongeren en geld", questions=[question])
        make_project(self.els, elsewhere, title="Praten over geld", questions=[question])
        self.nadia, self.hint = nadia, make_hint(nadia, at=now)
        self.version = make_draft(nadia, twente, title="Nog een gids")
        self.file = file_actions.attach(self.version, file=pdf(), description="Blad", by=nadia, at=now).file
        self.reader = make_outside(self.version, by=nadia)

    @property
    def values(self):
        """What each purpose seals."""
        return {
            effect_links.CONFIRM: f"use:{self.told.ref}",
            effect_links.MANAGE: f"change:{self.change.ref}",
            effect_links.AFTER: f"use:{self.use.ref}",
            effect_links.WHETHER: self.asked.ref,
            effect_links.PANEL: self.panelist.ref,
            hint_links.FIRST: self.hint.ref,
            hint_links.OTHER: self.hint.ref,
            outside_links.OUTSIDE: self.reader.ref,
            care_links.CARE: f"{self.product.pk} {self.nadia.pk} {self.product.review_on}",
        }

    def link(self, name, purpose, *more, value=None):
        """The address that was mailed."""
        return reverse(name, args=[signing.seal(purpose, self.values[purpose] if value is None else value), *more])

    def wanted(self):
        """The first side of the hint said yes."""
        said = {"first": True, "said": "ja", "words": ""}
        self.hint = hint_actions.answer(self.hint, **said, by=self.nadia, at=clock.now())
