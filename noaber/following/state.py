# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a page about a thing asks of following: whether its reader follows it."""

from typing import Any

from noaber import following
from noaber.following import queries
from noaber.ui.chrome import person_of


def follow_state(request: Any, key: str) -> str:
    """Whether who reads this page follows its thing: yes or no; unknown without an account; nothing where none can."""
    person = person_of(request)
    if key.partition(":")[0] not in following.THINGS:
        return ""
    if person is None or not person.email:
        return "unknown"
    return "yes" if queries.follow_of(person, key) else "no"
