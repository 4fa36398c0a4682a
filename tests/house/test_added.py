# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody agreed to is proof: a row of it is added, and never changed or removed."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from noaber.base.added import Added
from noaber.effects.story_models import StoryConsent
from noaber.effects.testing import make_story
from noaber.following.models import Consent
from noaber.following.testing import make_follow
from noaber.matching.models import HintConsent
from noaber.matching.testing import make_consent
from noaber.members.models import FieldConsent
from noaber.members.testing import make_profile
from noaber.newsletters.models import Consent as ListConsent
from noaber.newsletters.testing import make_newsletter, make_subscription
from noaber.questions.testing import make_question

MAKERS = {
    FieldConsent: lambda person: make_profile(person),
    Consent: lambda person: make_follow(f"question:{make_question().ref}", by=person),
    HintConsent: lambda person: make_consent(person),
    StoryConsent: lambda person: make_story(by=person),
    ListConsent: lambda person: make_subscription(make_newsletter(person.roles.get().werkplaats)),
}
REFUSED = {
    "update": lambda rows, row: rows.update(given=False),
    "bulk_update": lambda rows, row: rows.bulk_update([row], ["given"]),
    "bulk_create": lambda rows, row: rows.bulk_create(
        [row], update_conflicts=True, update_fields=["given"], unique_fields=["id"]
    ),
    "update_or_create": lambda rows, row: rows.update_or_create(defaults={"given": False}, pk=row.pk),
    "hand_to": lambda rows, row: rows.hand_to(given=False),
    "save": lambda rows, row: row.save(),
    "delete": lambda rows, row: row.delete(),
    "delete all": lambda rows, row: rows.delete(),
}
pytestmark = pytest.mark.django_db


def test_every_table_of_consents_is_among_them():
    named = {model for model in apps.get_models() if model.__name__.endswith("Consent")}
    assert {model for model in apps.get_models() if issubclass(model, Added)} == named == set(MAKERS)


@pytest.fixture(params=MAKERS, ids=lambda model: model._meta.label)
def rows(request, nadia):
    MAKERS[request.param](nadia)
    return request.param.objects.all()


@pytest.mark.parametrize("way", REFUSED.values(), ids=REFUSED)
def test_a_row_is_never_changed_or_removed(rows, way):
    before = list(rows.values())
    assert before
    with pytest.raises(TypeError, match="add a new one"):
        way(rows, rows.first())
    assert list(rows.values()) == before


def test_a_row_never_takes_the_place_of_another(rows):
    row = rows.first()
    fresh = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    with pytest.raises(IntegrityError), transaction.atomic():
        fresh.save()


def test_who_asks_to_be_forgotten_is(rows):
    assert rows.erase_all()
    assert not rows.exists()
