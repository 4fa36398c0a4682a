# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cast and one of each thing, at home in Twente, so that every address leads somewhere."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from noaber.base import signing
from noaber.base.testing import at
from noaber.knowledge import actions as knowledge
from noaber.knowledge.testing import make_product
from noaber.meetings.models import Meeting
from noaber.pages.models import News
from noaber.people.models import Described, Werkplaats
from noaber.people.testing import CAST, make_one_of_the_cast, make_organisation, make_werkplaats
from noaber.projects.models import Project
from noaber.questions import tasks
from noaber.questions.models import Part, Question, Voice
from noaber.questions.testing import make_contribution, make_question, make_voice

WHO = (*CAST, "nobody")


@dataclass(frozen=True)
class World:
    """A browser for each of the cast, and what stands in the addresses: by address, or by the room it begins with."""

    clients: dict[str, Client]
    arguments: dict[str, dict[str, Any]]
    question: Question
    twente: Werkplaats

    def values(self, address: str, names: list[str]) -> dict[str, Any]:
        """The arguments of one address."""
        known = self.arguments.get(address) or self.arguments[address.split("_")[0]] if names else {}
        return {name: known[name] for name in names}


def make_world() -> World:
    """Twente with a question on its desk, and everybody at their own screen."""
    twente, elsewhere = make_werkplaats("twente"), make_werkplaats("zuyd")
    question = make_question(home=twente)
    return World(clients_of(twente, elsewhere), arguments(twente, question), question, twente)


def clients_of(twente: Werkplaats, elsewhere: Werkplaats) -> dict[str, Client]:
    """Inge has no account, so she reads as nobody does."""
    clients = {who: Client() for who in WHO}
    for who in CAST:
        person = make_one_of_the_cast(who, elsewhere if who == "sam" else twente)
        if person.email:
            clients[who].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def shown(model: type[Described], twente: Werkplaats) -> dict[str, Any]:
    """A thing as the import leaves it."""
    return {"slug": model._default_manager.create(ref="zo-een", slug="zo-een", title="Zo een", home=twente).slug}


def arguments(twente: Werkplaats, question: Question) -> dict[str, dict[str, Any]]:
    """One of each thing that an address speaks of."""
    product = make_product(home=twente)
    file = knowledge.add_file(product, file=ContentFile(b"%PDF-1.4", name="gids.pdf"), by=None, at=at())
    # Nobody has judged this one yet.
    contribution = make_contribution(question, file=ContentFile(b"%PDF-1.4", name="ervaring.pdf"))
    unconfirmed = make_contribution(question, confirmed=False)
    sharing = make_voice(question, confirmed=False)
    return {
        "ui:brand_css": {"slug": twente.slug},
        "werkplaats": {"slug": twente.slug},
        "question": {
            "slug": question.slug,
            "token": tasks.manage_token(Voice.objects.get(question=question, part=Part.ASKED)),
            "step": "afwijzen",
            "pk": contribution.pk,
        },
        "question_confirm": {"token": tasks.confirm_token(sharing)},
        "question_contribution_confirm": {"token": signing.seal(tasks.CONTRIBUTION, str(unconfirmed.pk))},
        "product": {"slug": product.slug, "pk": file.pk},
        "project": shown(Project, twente),
        "meeting": shown(Meeting, twente),
        "news": shown(News, twente),
        "organisation": {"slug": make_organisation().slug},
    }
