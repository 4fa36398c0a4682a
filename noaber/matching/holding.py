# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What matching keeps of persons, and where its hints stand among what somebody follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.following import Row
from noaber.following.models import Follower
from noaber.matching.models import Hint, HintConsent
from noaber.people.models import Person


class Hints:
    """Hints that somebody got or was asked about, and what they agreed to."""

    def export(self, person: Person) -> Any:
        """Every consent and every hint; of the other side only which work it was."""
        consents = HintConsent.objects.filter(person=person)
        told = [*Hint.objects.filter(person=person), *Hint.objects.filter(other=person)]
        kept = {
            "consents": [{"given": one.given, "words": one.words, "at": one.at} for one in consents],
            "told": [{"about": one.about, "what": one.get_state_display(), "at": one.told_at} for one in told],
        }
        return {name: rows for name, rows in kept.items() if rows}

    def erase(self, person: Person, *, by: Person | None, at: datetime) -> None:
        """Nothing of it is kept."""
        # Wired while Django still starts, when not everything below can be imported.
        from noaber.matching.hint_actions import erase

        erase(person, by=by, at=at)


class HintsBeside:
    """Hints on the page of what somebody follows, for who ever chose."""

    heading = gettext_lazy("Hints over wie hetzelfde doet")

    def rows(self, follower: Follower) -> Sequence[Row]:
        """Whether they are on."""
        said = HintConsent.objects.filter(person=follower.person).order_by("-pk").first() if follower.person else None
        if said is None:
            return ()
        address, note = reverse("hint_choice"), _("hoogstens één mail per week") if said.given else _("uit")
        return (Row(_("Wie hetzelfde doet als jij"), address, note, address),)

    def knows(self, email: str) -> bool:
        """Who has no account gets no hints."""
        return False
