# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What newsletters keep of persons: handed over whole, and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from noaber.people.models import Person


class Subscriptions:
    """The lists that the address of a person is or was on, what they agreed to, and what was sent."""

    def export(self, person: Person) -> Any:
        """Every list, with its consents and deliveries."""
        from noaber.newsletters import queries

        return queries.exported(person)

    def erase(self, person: Person, *, by: Person | None, at: datetime) -> None:
        """Nothing of it is kept but a hash, so that an old list that is brought in later adds nobody again."""
        # Wired while Django still starts, when not everything below can be imported.
        from noaber.newsletters import subscribing_actions

        subscribing_actions.erase(person, by=by, at=at)
