# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Newsletters beside what is followed, on the one page of preferences of an address."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.base import signing
from noaber.following import Row
from noaber.following.models import Follower
from noaber.newsletters import links, queries
from noaber.ui.formats import date_nl
from noaber.ui.languages import in_language


class NewslettersBeside:
    """The lists that an address is on."""

    heading = gettext_lazy("Nieuwsbrieven")

    def rows(self, follower: Follower) -> Sequence[Row]:
        """Those that run, with the page on which they are changed."""
        found = [one for one in queries.of_address(follower.address) if one.runs] if follower.address else []
        return [
            Row(
                one.newsletter.title,
                in_language(one.newsletter.get_absolute_url()),
                _("sinds %(day)s") % {"day": date_nl(one.confirmed_at)},
                reverse("subscription_choose", args=[signing.seal(links.CHOOSE, one.ref)]),
                one.newsletter.lang,
            )
            for one in found
        ]

    def knows(self, email: str) -> bool:
        """Whether this address is on any list."""
        return any(one.runs for one in queries.of_address(email))
