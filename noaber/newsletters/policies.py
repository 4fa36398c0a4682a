# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a list."""

from __future__ import annotations

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.newsletters.models import KEEP, Newsletter
from noaber.people.models import AnyPerson, Person, Werkplaats
from noaber.people.queries import roles_of


def may_keep_of(person: AnyPerson, home: Werkplaats) -> Verdict:
    """An editor or the coordinator of a werkplaats keeps its lists."""
    if not isinstance(person, Person):
        return no(_("Log eerst in."))
    if not person.is_active:
        return no(_("Dit account is gesloten."))
    if person.is_superuser or roles_of(person).filter(werkplaats=home, role__in=KEEP).exists():
        return YES
    return no(_("Dit kan een redacteur of de coördinator van de werkplaats."))


def may_keep(person: AnyPerson, newsletter: Newsletter) -> Verdict:
    """Compose and send what goes to this list, and see how many are on it."""
    return may_keep_of(person, newsletter.home)
