# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may follow what: whatever one may read."""

from django.utils.translation import gettext as _

from noaber import following
from noaber.base.verdicts import YES, Verdict, no
from noaber.people.models import AnyPerson


def may_follow(person: AnyPerson, key: str) -> Verdict:
    """Everybody what they may read."""
    kind, _colon, ref = key.partition(":")
    source = following.THINGS.get(kind)
    if source is not None and "\x00" not in ref and ref in source.visible([ref], person):
        return YES
    return no(_("Dit kun je niet volgen. Misschien staat het er niet meer."))
