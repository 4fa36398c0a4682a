# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A world that is made once for all tests of a module; what a test does in it is undone after the test."""

import pytest
from django.db import transaction

from tests.house.things import make_world


@pytest.fixture(scope="module")
def made_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(made_world, db):
    """The order matters: a test's own transaction lies inside that of the world."""
    return made_world
