# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Factories through actions, and the cast that every developer knows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from noaber.base.refs import new_ref
from noaber.base.testing import at
from noaber.people import actions
from noaber.people.models import Concept, Organisation, Person, Role, Werkplaats

LONG_AGO = at("2023-01-02 09:00")
LONG_AGO_ON = LONG_AGO.date()


def make_werkplaats(slug: str = "", **overrides: Any) -> Werkplaats:
    """A werkplaats that bears a name."""
    slug = slug or new_ref("plaats")
    facts = {"name": f"Werkplaats {slug.title()}", "short": slug.title(), "region": slug.title(), **overrides}
    return actions.record_werkplaats(slug, by=None, at=LONG_AGO, **facts)


def make_person(
    *,
    name: str = "",
    email: str | None = None,
    role: str = "",
    werkplaats: Werkplaats | None = None,
    from_on: dt.date = LONG_AGO_ON,
    until_on: dt.date | None = None,
    **overrides: Any,
) -> Person:
    """A person, with a task in a werkplaats when asked."""
    person = actions.record_person(email=email, name=name, by=None, at=LONG_AGO, **overrides)
    if role and werkplaats is not None:
        actions.assign_role(
            person, werkplaats=werkplaats, role=role, from_on=from_on, until_on=until_on, by=None, at=LONG_AGO
        )
    return person


def make_concept(slug: str = "schulden", **overrides: Any) -> Concept:
    """A theme of the thesaurus."""
    facts = {"pref_nl": slug.replace("-", " "), **overrides}
    return actions.record_concept(slug, by=None, at=LONG_AGO, **facts)


def make_organisation(title: str = "Stichting Noaberschap", **overrides: Any) -> Organisation:
    """An organisation, public."""
    return actions.record_organisation(title, by=None, at=LONG_AGO, **overrides)


# The cast: who they are, their task, and whether their werkplaats is Twente or elsewhere.
CAST: dict[str, dict[str, str]] = {
    "inge": {"name": "Inge", "perspective": "resident", "place": "Almelo"},
    "pieter": {"name": "Pieter", "email": "pieter@example.org", "perspective": "professional"},
    "nadia": {
        "name": "Nadia", "email": "nadia@example.org", "perspective": "research", "role": Role.Kind.RESEARCHER,
    },
    "carla": {"name": "Carla", "email": "carla@example.org", "perspective": "policy", "role": Role.Kind.COORDINATOR},
    "bas": {"name": "Bas", "email": "bas@example.org", "perspective": "policy", "role": Role.Kind.BOARD},
    "sam": {"name": "Sam", "email": "sam@example.org", "perspective": "policy", "role": Role.Kind.COORDINATOR},
}  # fmt: skip


def make_one_of_the_cast(who: str, werkplaats: Werkplaats | None = None) -> Person:
    """Somebody everybody knows; with their task when the werkplaats is given."""
    return make_person(werkplaats=werkplaats, **CAST[who])  # type: ignore[arg-type]


@pytest.fixture
def twente(db: None) -> Werkplaats:
    return make_werkplaats("twente")


@pytest.fixture
def elsewhere(db: None) -> Werkplaats:
    """The werkplaats of sam."""
    return make_werkplaats("zuyd")


@pytest.fixture
def inge(db: None) -> Person:
    """A resident without an account."""
    return make_one_of_the_cast("inge")


@pytest.fixture
def pieter(db: None) -> Person:
    """A professional without a task in a werkplaats."""
    return make_one_of_the_cast("pieter")


@pytest.fixture
def nadia(twente: Werkplaats) -> Person:
    """A docent-onderzoeker in Twente."""
    return make_one_of_the_cast("nadia", twente)


@pytest.fixture
def carla(twente: Werkplaats) -> Person:
    """The coordinator of Twente."""
    return make_one_of_the_cast("carla", twente)


@pytest.fixture
def bas(twente: Werkplaats) -> Person:
    """On the board of Twente."""
    return make_one_of_the_cast("bas", twente)


@pytest.fixture
def sam(elsewhere: Werkplaats) -> Person:
    """The coordinator of another werkplaats."""
    return make_one_of_the_cast("sam", elsewhere)


@pytest.fixture
def nobody() -> None:
    """Somebody who is not signed in."""
    return None
