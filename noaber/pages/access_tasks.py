# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""When access follows the roles: as soon as one is given or ended, and whenever somebody signs in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in

from noaber import ledger
from noaber.base import clock
from noaber.ledger.models import Entry
from noaber.pages.access_actions import follow_roles
from noaber.people.models import Person


def follow_entry(entry: Entry) -> None:
    """A role was given or ended."""
    number = entry.ref.removeprefix("person-")
    person = Person.objects.filter(pk=number).first() if number.isdigit() else None
    if person is not None:
        follow_roles(person, by=None, at=clock.now())


def follow_sign_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """Terms end by date, without an entry."""
    if isinstance(user, Person):
        follow_roles(user, by=None, at=clock.now())


def register() -> None:
    """Wire both."""
    ledger.on("person.role_given", follow_entry)
    ledger.on("person.role_ended", follow_entry)
    user_logged_in.connect(follow_sign_in, dispatch_uid="noaber.pages.access")
