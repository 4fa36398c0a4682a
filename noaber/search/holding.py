# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search keeps of persons, and what waits in it for a judgement: handed to members and to moderation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.moderation import Waiting
from noaber.people.models import Person
from noaber.search import policies, saved_actions, saved_queries, thesaurus_queries


class SavedSearches:
    """The lists that a person hears about, by account or by mail address."""

    def export(self, person: Person) -> Any:
        """Every saved search with when it was asked, confirmed and told."""
        return saved_queries.exported(person)

    def erase(self, person: Person, *, by: Person | None, at: datetime) -> None:
        """Stop them all; nothing of them is kept."""
        saved_actions.erase_saved(person, by=by, at=at)


class CandidateTerms:
    """Words that were asked in vain, on the desk of who keeps the thesaurus: one line for all."""

    national = True

    def waiting(self, person: Person) -> Sequence[Waiting]:
        """One line with how many there are."""
        if not policies.may_keep_thesaurus(person):
            return []
        found = thesaurus_queries.candidates()
        if not found:
            return []
        title = ngettext("%(num)s woord zonder antwoord", "%(num)s woorden zonder antwoord", len(found))
        since = min(one.first_at for one in found)
        return [
            Waiting("term", _("Thesaurus"), title % {"num": len(found)}, reverse("thesaurus_terms"), since, "landelijk")
        ]
