# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody needs before a task opens: a second step beside the first."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.people.account_queries import second_factors_of
from noaber.people.models import AnyPerson, Person, Role
from noaber.people.queries import roles_of

# Who can change what everybody reads, or reads what nobody else may.
GUARDED = (Role.Kind.COORDINATOR, Role.Kind.EDITOR)


def needs_second_factor(person: AnyPerson, on: dt.date | None = None) -> bool:
    """Whether this person's task opens only after a second step, in this copy."""
    if not settings.SECOND_FACTOR or not isinstance(person, Person):
        return False
    return person.is_superuser or person.is_staff or roles_of(person, on).filter(role__in=GUARDED).exists()


def may_drop_second_factor(person: Person, pk: int) -> Verdict:
    """Whoever needs a second step keeps at least one way to take it."""
    others = [one for one in second_factors_of(person) if one.pk != pk]
    if others or not needs_second_factor(person):
        return YES
    return no(_("Voor je taak heb je een tweede stap nodig. Zet eerst een andere aan, dan kan deze weg."))
