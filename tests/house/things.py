# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One of each thing, at home in Twente, so that an address with an argument leads somewhere."""

from collections.abc import Callable

from django.core.files.base import ContentFile

from noaber.knowledge.testing import make_product
from noaber.meetings.models import Meeting
from noaber.pages.models import News
from noaber.people.models import Described, Werkplaats
from noaber.people.testing import make_organisation
from noaber.projects.models import Project
from noaber.questions import tasks
from noaber.questions.models import Part, Question, Voice
from noaber.questions.testing import make_contribution, make_question, make_voice

Make = Callable[[Werkplaats], object]


def shown(model: type[Described], twente: Werkplaats) -> str:
    """A thing as the import leaves it."""
    return str(model._default_manager.create(ref="zo-een", slug="zo-een", title="Zo een", home=twente).slug)


def question(twente: Werkplaats) -> Question:
    """A question that waits on the desk of Twente."""
    return make_question(home=twente)


def asker(twente: Werkplaats) -> Voice:
    """Who asked it."""
    return Voice.objects.get(question=question(twente), part=Part.ASKED)


def shared_file(twente: Werkplaats) -> int:
    """The file of a contribution that nobody has judged yet."""
    contribution = make_contribution(question(twente), file=ContentFile(b"%PDF-1.4", name="ervaring.pdf"))
    return contribution.pk


def to_confirm(twente: Werkplaats) -> str:
    """The mailed link of somebody who has the question too."""
    return tasks.confirm_token(make_voice(question(twente), confirmed=False))


def contribution_to_confirm(twente: Werkplaats) -> str:
    """The mailed link of a contribution."""
    from noaber.base import signing

    return signing.seal(tasks.CONTRIBUTION, str(make_contribution(question(twente), confirmed=False).pk))


# What stands in an address: by its name, or by the part of its name before the underscore.
ARGUMENTS: dict[str, dict[str, Make]] = {
    "ui:brand_css": {"slug": lambda twente: twente.slug},
    "werkplaats": {"slug": lambda twente: twente.slug},
    "question": {
        "slug": lambda twente: question(twente).slug,
        "token": lambda twente: tasks.manage_token(asker(twente)),
        "step": lambda twente: "afwijzen",
        "pk": shared_file,
    },
    "question_confirm": {"token": to_confirm},
    "question_contribution_confirm": {"token": contribution_to_confirm},
    "product": {"slug": lambda twente: make_product(home=twente).slug, "pk": lambda twente: 1},
    "project": {"slug": lambda twente: shown(Project, twente)},
    "meeting": {"slug": lambda twente: shown(Meeting, twente)},
    "news": {"slug": lambda twente: shown(News, twente)},
    "organisation": {"slug": lambda twente: make_organisation().slug},
}


def argument(address: str, name: str, twente: Werkplaats) -> object:
    """The value of one argument of an address; making it makes the thing."""
    by_name = ARGUMENTS.get(address, {}) or ARGUMENTS[address.split("_")[0]]
    return by_name[name](twente)
