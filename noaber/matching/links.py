# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The links in hints: whoever holds one may answer for that side of that hint, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.base import signing
from noaber.matching.models import Hint
from noaber.ui.languages import in_language

FIRST, OTHER = "matching.hint", "matching.asked"
AGE = timedelta(days=60)


def full(address: str) -> str:
    """An address of ours as a mail needs it, in the language of the mail."""
    return f"{settings.SITE_URL}{in_language(address)}"


def answer_link(hint: Hint, side: str) -> str:
    """Where this side says yes, no or never."""
    name = "hint_answer" if side == FIRST else "hint_asked"
    return full(reverse(name, args=[signing.seal(side, hint.ref)]))


def hint_by(token: str, side: str) -> Hint:
    """The hint of a link; refuses what is not ours, too old or gone."""
    found = Hint.objects.select_related("person", "other").filter(ref=signing.unseal(side, token, AGE)).first()
    # Who left is not introduced to anybody, and nobody to them.
    if found is None or not all(one.is_active for one in (found.person, found.other) if one):
        raise signing.Forged(_("Dit voorstel is er niet meer."))
    return found
