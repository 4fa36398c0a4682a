# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What following keeps of persons: handed over whole, and erased."""

from datetime import datetime
from typing import Any

from noaber.following import queries
from noaber.people.models import Person


class Following:
    """What a person follows, by account or by mail address, and what they agreed to."""

    def export(self, person: Person) -> Any:
        """Every follow, choice, consent, and what was told."""
        return queries.exported(person)

    def erase(self, person: Person, *, by: Person | None, at: datetime) -> None:
        """Nothing of it is kept."""
        # Wired while Django still starts, when not everything below can be imported.
        from noaber.following.follow_actions import erase_follower

        erase_follower(person, by=by, at=at)
