# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who keeps the thesaurus: it is of everybody, so it is kept nationally."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.people.models import AnyPerson, Person, Role, Werkplaats
from noaber.people.queries import roles_of


def may_keep_thesaurus(person: AnyPerson, on: dt.date | None = None) -> Verdict:
    """The platform's keepers, the editors of the national layer, and the machine (nobody)."""
    if person is None or (isinstance(person, Person) and person.is_active and person.is_superuser):
        return YES
    if isinstance(person, Person) and person.is_active:
        national = roles_of(person, on).filter(werkplaats__status=Werkplaats.Status.NATIONAL, role=Role.Kind.EDITOR)
        if national.exists():
            return YES
    return no(_("De thesaurus wordt bijgehouden door de landelijke redactie."))
